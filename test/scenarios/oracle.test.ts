/** The report against a second implementation that shares no code with it, over random histories, in both nights in which the clocks change. */
import type { Attribution } from "@floorwalker/domain";
import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { seeded, withRepeats } from "../support/src/shuffle.ts";

const attribution = fc.constantFrom<Attribution>("outcome", "offered");
const RUNS = Number(process.env.PROPERTY_RUNS ?? 150);

afterEach(() => vi.unstubAllEnvs());

/** When histories happen is read once, by the module that says it. */
async function inNight(night: string) {
  vi.stubEnv("FLOORWALKER_NIGHT", night);
  vi.resetModules();
  const [histories, { PureOwner }, { differences }] = await Promise.all([
    import("../support/src/histories/histories.ts"),
    import("../support/src/pure-owner.ts"),
    import("../support/src/compare-with-oracle.ts"),
  ]);
  return { ...histories, PureOwner, differences };
}

test.each([
  ["spring", "2026-03-29", Math.ceil((RUNS * 2) / 3)],
  ["autumn", "2026-10-25", Math.ceil(RUNS / 3)],
] as const)(
  "every number of every interval equals the oracle's, whatever the order of arrival, when the clocks change in %s",
  { timeout: 120_000 },
  async (night, date, runs) => {
    const { BEGIN, HOUR, plausible, sites, toldOf, PureOwner, differences } = await inNight(night);
    expect(new Date(BEGIN).toISOString().slice(0, 10)).toBe(date);
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
  },
);
