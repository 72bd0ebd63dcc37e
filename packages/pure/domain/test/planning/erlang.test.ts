import fc from "fast-check";
import { expect, test } from "vitest";
import { outlookA } from "../../src/planning/erlang-a.ts";
import { erlangB } from "../../src/planning/erlang-b.ts";
import { erlangC, outlookC } from "../../src/planning/erlang-c.ts";
import { erlangs, type Load } from "../../src/planning/load.ts";
import { chainOf } from "./birth-death.ts";

const HALF_HOUR = 1_800_000;

const load = (most: number): fc.Arbitrary<Load> =>
  fc.record({
    contacts: fc.double({ min: 0.01, max: most, noNaN: true }),
    spanMs: fc.constant(HALF_HOUR),
    handleTimeMs: fc.double({ min: 20_000, max: 900_000, noNaN: true }),
  });
const patience = fc.double({ min: 2_000, max: 3_600_000, noNaN: true });
const within = fc.double({ min: 0, max: 600_000, noNaN: true });

test("the recurrence of Erlang B is the sum of its definition", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 30, noNaN: true }), fc.integer({ min: 0, max: 40 }), (offered, agents) => {
      let [term, sum] = [1, 1];
      for (let n = 1; n <= agents; n++) {
        term *= offered / n;
        sum += term;
      }
      expect(erlangB(offered, agents)).toBeCloseTo(term / sum, 12);
    }),
  );
});

test("fewer are lost where nobody waits than wait where everybody does, and both are shares", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 2_000, noNaN: true }),
      fc.integer({ min: 1, max: 2_100 }),
      (offered, agents) => {
        const [lost, waits] = [erlangB(offered, agents), erlangC(offered, agents)];
        expect(lost).toBeGreaterThanOrEqual(0);
        expect(waits).toBeGreaterThanOrEqual(lost);
        expect(waits).toBeLessThanOrEqual(1);
      },
    ),
  );
});

test("Erlang A is what the chain of its states amounts to, state by state", () => {
  fc.assert(
    fc.property(
      load(60),
      fc.integer({ min: 1, max: 12 }),
      fc.double({ min: 20_000, max: 400_000, noNaN: true }),
      (given, agents, patient) => {
        const [told, chain] = [outlookA(given, agents, patient)!, chainOf(given, agents, patient)];
        expect(told.waits).toBeCloseTo(chain.waits, 10);
        expect(told.abandoned).toBeCloseTo(chain.abandoned, 10);
        expect(told.expectedWaitMs / HALF_HOUR).toBeCloseTo(chain.expectedWaitMs / HALF_HOUR, 10);
      },
    ),
  );
});

test.each([
  [14, 100, 180_000, 300_000, 20_000],
  [3, 40, 150_000, 60_000, 20_000],
  [2, 40, 150_000, 90_000, 45_000],
  [8, 30, 300_000, 240_000, 10_000],
])(
  "%i agents, %i contacts: who is answered and who gives up within a time is what the chain says",
  (agents, contacts, handleTimeMs, patient, ms) => {
    const given = { contacts, spanMs: HALF_HOUR, handleTimeMs };
    const [told, chain] = [outlookA(given, agents, patient)!, chainOf(given, agents, patient)];
    expect(told.answeredWithin(ms)).toBeCloseTo(chain.answeredWithin(ms), 8);
    expect(told.abandonedWithin(ms)).toBeCloseTo(chain.abandonedWithin(ms), 8);
  },
);

test("Erlang C is what the chain without impatience amounts to", () => {
  const given = { contacts: 100, spanMs: HALF_HOUR, handleTimeMs: 180_000 };
  const [told, chain] = [outlookC(given, 12)!, chainOf(given, 12, Number.POSITIVE_INFINITY)];
  expect(told.waits).toBeCloseTo(chain.waits, 10);
  expect(told.expectedWaitMs).toBeCloseTo(chain.expectedWaitMs, 4);
  expect(told.answeredWithin(20_000)).toBeCloseTo(chain.answeredWithin(20_000), 8);
});

test("Erlang C is the limit of Erlang A as patience grows", () => {
  fc.assert(
    fc.property(load(200), fc.integer({ min: 1, max: 40 }), within, (given, spare, ms) => {
      const agents = Math.floor(erlangs(given)) + spare;
      // The busier, the farther off the limit: nearer to full than so this patience is not long enough for what is asked of it.
      fc.pre(erlangs(given) < 0.9 * agents);
      const [a, c] = [outlookA(given, agents, 1e16)!, outlookC(given, agents)!];
      expect(Math.abs(a.waits - c.waits)).toBeLessThan(1e-9);
      expect(Math.abs(a.answeredWithin(ms) - c.answeredWithin(ms))).toBeLessThan(1e-9);
      expect(Math.abs(a.expectedWaitMs / c.expectedWaitMs - 1)).toBeLessThan(1e-6);
    }),
  );
});

test("every share lies between 0 and 1, in time and too late together are all, and nothing is no number", () => {
  fc.assert(
    fc.property(load(5_000), fc.integer({ min: 0, max: 900 }), patience, within, (given, agents, patient, ms) => {
      const told = outlookA(given, agents, patient)!;
      const shares = [
        told.waits,
        told.answered,
        told.abandoned,
        told.occupancy,
        told.answeredWithin(ms),
        told.abandonedWithin(ms),
      ];
      for (const each of shares) {
        expect(each).toBeGreaterThanOrEqual(0);
        expect(each).toBeLessThanOrEqual(1);
      }
      expect(told.answered + told.abandoned).toBeCloseTo(1, 12);
      expect(told.answeredWithin(ms)).toBeLessThanOrEqual(told.answered + 1e-12);
      expect(told.abandonedWithin(ms)).toBeLessThanOrEqual(told.abandoned);
      expect(told.expectedWaitMs).toBeGreaterThanOrEqual(0);
      expect(told.expectedWaitMs).toBeLessThanOrEqual(patient * (1 + 1e-9));
    }),
  );
});

test("with one agent more nobody fares worse", () => {
  fc.assert(
    fc.property(load(2_000), fc.integer({ min: 0, max: 500 }), patience, within, (given, agents, patient, ms) => {
      const [few, more] = [outlookA(given, agents, patient)!, outlookA(given, agents + 1, patient)!];
      expect(more.waits).toBeLessThanOrEqual(few.waits + 1e-12);
      expect(more.abandoned).toBeLessThanOrEqual(few.abandoned + 1e-12);
      expect(more.answeredWithin(ms)).toBeGreaterThanOrEqual(few.answeredWithin(ms) - 1e-12);
      const [worse, better] = [outlookC(given, agents), outlookC(given, agents + 1)];
      if (worse !== null) expect(better!.expectedWaitMs).toBeLessThanOrEqual(worse.expectedWaitMs);
    }),
  );
});

test("where there is too little to say nothing is said", () => {
  const given = { contacts: 10, spanMs: HALF_HOUR, handleTimeMs: 180_000 };
  for (const unsound of [
    { contacts: 0 },
    { contacts: -1 },
    { handleTimeMs: 0 },
    { handleTimeMs: Number.NaN },
    { spanMs: 0 },
  ])
    expect([outlookA({ ...given, ...unsound }, 3, 60_000), outlookC({ ...given, ...unsound }, 3)]).toEqual([
      null,
      null,
    ]);
  expect([outlookA(given, 3, 0), outlookA(given, 3, Number.NaN)]).toEqual([null, null]);
  expect(outlookC(given, 1)).toBeNull();
  expect(outlookA(given, 0, 60_000)).toMatchObject({ waits: 1, answered: 0, abandoned: 1, expectedWaitMs: 60_000 });
});
