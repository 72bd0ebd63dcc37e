import fc from "fast-check";
import { expect, test } from "vitest";
import { readPreferences, writePreferences } from "../src/preferences/preferences.ts";

const DEFAULTS = { language: "en", theme: "auto", zone: "site", clock: "24", keys: "on", density: "auto" };

test("what a display has chosen is what it finds again", () => {
  const chosen = { ...DEFAULTS, language: "pl", theme: "dark", clock: "12" } as const;
  const kept = writePreferences(readPreferences(JSON.stringify({ version: 1, ...chosen }), []));
  expect(readPreferences(kept, ["en"])).toEqual(chosen);
});

test("nothing kept, another version or anything else that lies there gives the defaults, in the browser's language", () => {
  for (const kept of [null, "", "[]", "null", '{"version":2,"theme":"dark"}', '{"version":1,"theme":"pink"}'])
    expect(readPreferences(kept, ["pl"])).toEqual({ ...DEFAULTS, language: "pl" });
  fc.assert(
    fc.property(fc.string(), (kept) => {
      expect(readPreferences(kept, [])).toEqual(DEFAULTS);
    }),
  );
});
