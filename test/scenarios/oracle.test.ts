/** The report against a second implementation that shares no code with it, over random histories. */
import type { Attribution } from "@floorwalker/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { differences } from "../support/src/compare-with-oracle.ts";
import { BEGIN, HOUR, plausible, sites, toldOf } from "../support/src/histories/histories.ts";
import { PureOwner } from "../support/src/pure-owner.ts";
import { seeded, withRepeats } from "../support/src/shuffle.ts";

const attribution = fc.constantFrom<Attribution>("outcome", "offered");

test("every number of every interval equals the oracle's, whatever the order of arrival", { timeout: 120_000 }, () => {
  const runs = Number(process.env.PROPERTY_RUNS ?? 150);
  // Half the clocks stand in the middle of things.
  const clock = fc.oneof(fc.constant(40 * 3600), fc.integer({ min: 8 * 3600, max: 11 * 3600 }));
  fc.assert(
    fc.property(plausible, sites, fc.integer(), attribution, clock, (told, site, chance, by, seconds) => {
      const events = toldOf(site, told);
      const asOf = BEGIN + seconds * 1000;
      const read = events.filter(({ time }) => time < asOf);
      const owner = new PureOwner({ sites: [site], attribution: by, graceMs: 60_000 });
      owner.feed(withRepeats(read, 1 / 4, seeded(chance)), { batch: 7 }).tick(asOf);
      const report = owner.report("1h", asOf);
      if (report.from === null) return;
      expect(report.to! - report.from).toBeLessThanOrEqual(42 * HOUR);
      expect(differences(report, { events: read, site, attribution: by, asOf })).toEqual([]);
    }),
    { numRuns: runs, endOnFailure: true },
  );
});
