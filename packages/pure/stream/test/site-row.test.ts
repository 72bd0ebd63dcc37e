/** What a key of a row names, against splitting it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { KEY_SEPARATOR, rowKey } from "../src/site-context.ts";
import { siteEnd, siteRow } from "../src/site-row.ts";

const part = fc.stringMatching(/^[a-z0-9 é漢-]{0,6}$/u);

test("a row says of which site and table it is, and all that its key names behind that", () => {
  fc.assert(
    fc.property(part, fc.array(part, { maxLength: 4 }), (site, names) => {
      const key = rowKey(site, ...names);
      const value = Uint8Array.of(7, 1);
      const [first, kind = "", ...parts] = key.split(KEY_SEPARATOR);
      expect(key.slice(0, siteEnd(key))).toBe(first);
      expect(siteRow(key, siteEnd(key), value)).toEqual({ kind, parts, value });
    }),
    { numRuns: 100, endOnFailure: true },
  );
});
