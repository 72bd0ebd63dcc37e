/** Promise 2, over random histories: arrival order, repetition, the size of commits and crashes change no number and no stored byte. */
import { type Attribution, type CanonicalEvent, compareEvents } from "@floorwalker/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BEGIN, HOUR, plausible, SITE, sites, toldOf } from "../support/src/histories/histories.ts";
import { anything } from "../support/src/impossible-histories.ts";
import { PureOwner, type PureOwnerOptions } from "../support/src/pure-owner.ts";
import { seeded, withRepeats } from "../support/src/shuffle.ts";

const END = BEGIN + 40 * HOUR;
const RUNS = { numRuns: Number(process.env.PROPERTY_RUNS ?? 100), endOnFailure: true };

interface Outcome {
  readonly report: string;
  readonly bytes: string;
}

interface Course {
  readonly batch: number;
  readonly crashAfter?: (commit: number) => boolean;
  readonly options?: PureOwnerOptions;
}

function outcome(events: readonly CanonicalEvent[], { batch, crashAfter = () => false, options }: Course): Outcome {
  const owner = new PureOwner({ sites: [SITE], longestKept: 10_000, graceMs: 60_000, ...options });
  owner.feed(events, { batch, crashAfter }).tick(END);
  return { report: JSON.stringify(owner.report("1h", END)), bytes: owner.bytes() };
}

describe.each([
  ["plausible contacts", plausible],
  ["orders that cannot be", anything],
] as const)("%s", (_name, history) => {
  test("any order, any repetition and any size of commits give the same numbers and bytes", {
    timeout: 240_000,
  }, () => {
    const seed = fc.integer();
    const attribution = fc.constantFrom<Attribution>("outcome", "offered");
    fc.assert(
      fc.property(
        history,
        sites,
        seed,
        fc.integer({ min: 1, max: 20 }),
        attribution,
        (told, site, chance, batch, by) => {
          const events = toldOf(site, told);
          const options = { attribution: by, sites: [site] };
          const inOrder = outcome([...events].sort(compareEvents), { batch: 1000, options });
          const other = outcome(withRepeats(events, 1 / 3, seeded(chance)), { batch, options });
          expect(other).toEqual(inOrder);
        },
      ),
      RUNS,
    );
  });

  test("a crash after any commit changes neither numbers nor bytes", { timeout: 240_000 }, () => {
    fc.assert(
      fc.property(history, sites, fc.integer(), fc.integer({ min: 1, max: 9 }), (told, site, chance, batch) => {
        const events = toldOf(site, told);
        const options = { sites: [site] };
        const random = seeded(chance);
        const arriving = withRepeats(events, 1 / 5, random);
        const undisturbed = outcome(arriving, { batch, options });
        expect(outcome(arriving, { batch, crashAfter: () => random() < 0.5, options })).toEqual(undisturbed);
      }),
      RUNS,
    );
  });

  // How often they run out is seen in longest-wait-taken-back.test.ts.
  test("few longest waits in memory, read again when they run out, change no number", { timeout: 240_000 }, () => {
    fc.assert(
      fc.property(history, fc.integer(), fc.integer({ min: 1, max: 6 }), (events, chance, batch) => {
        const random = seeded(chance);
        const arriving = withRepeats(events, 1 / 5, random);
        const owner = new PureOwner({ sites: [SITE], longestKept: 1, graceMs: 60_000 });
        owner.feed(arriving, { batch, crashAfter: () => random() < 0.2 }).tick(END);
        expect(JSON.stringify(owner.report("1h", END))).toBe(outcome(events, { batch: 1000 }).report);
      }),
      RUNS,
    );
  });
});
