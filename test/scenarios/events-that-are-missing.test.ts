/**
 * As oracle.test.ts, with a fifth of the events missing: what sources do not tell, what has not come yet, and what was refused.
 * The rules say what the rest means, too (the fold is total, rule 6), and random histories find what they were not asked.
 */
import type { Attribution } from "@floorwalker/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { differences } from "../support/src/compare-with-oracle.ts";
import { BEGIN, plausible, sites, toldOf } from "../support/src/histories/histories.ts";
import { PureOwner } from "../support/src/pure-owner.ts";
import { seeded, withRepeats } from "../support/src/shuffle.ts";

const MISSING = 0.2;

test("with a fifth of the events missing every number equals the oracle's, whatever the order of arrival", {
  timeout: 240_000,
}, () => {
  const attribution = fc.constantFrom<Attribution>("outcome", "offered");
  // A clock in the middle of things has missed what comes after it.
  const clock = fc.oneof(fc.constant(40 * 3600), fc.integer({ min: 8 * 3600, max: 11 * 3600 }));
  fc.assert(
    fc.property(plausible, sites, fc.integer(), attribution, clock, (told, site, chance, by, seconds) => {
      const random = seeded(chance);
      const asOf = BEGIN + seconds * 1000;
      const known = told.filter(({ time }) => random() >= MISSING && time < asOf);
      const events = toldOf(site, known);
      const owner = new PureOwner({ sites: [site], attribution: by, graceMs: 60_000 });
      owner.feed(withRepeats(events, 1 / 4, random), { batch: 7 }).tick(asOf);
      const report = owner.report("1h", asOf);
      if (report.from === null) return;
      expect(differences(report, { events, site, attribution: by, asOf })).toEqual([]);
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 150), endOnFailure: true },
  );
});
