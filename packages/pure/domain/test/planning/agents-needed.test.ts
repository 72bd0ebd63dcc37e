import fc from "fast-check";
import { expect, test } from "vitest";
import { agentsNeeded, outlookOf } from "../../src/planning/agents-needed.ts";
import { expectedLevel, type Promised } from "../../src/planning/queue-outlook.ts";

const PROMISED: Promised = { thresholdMs: 20_000, shortAbandonMs: 5_000 };
const GIVEN = { contacts: 100, spanMs: 1_800_000, handleTimeMs: 180_000 };

const level = (agents: number, patienceMs: number | null, given = GIVEN, promised = PROMISED): number | null => {
  const outlook = outlookOf(given, agents, patienceMs);
  return outlook === null ? null : expectedLevel(outlook, promised);
};

test("so many agents keep the promise and one fewer does not", () => {
  fc.assert(
    fc.property(
      fc.record({
        contacts: fc.double({ min: 0.1, max: 600, noNaN: true }),
        spanMs: fc.constant(1_800_000),
        handleTimeMs: fc.integer({ min: 20_000, max: 600_000 }),
      }),
      fc.integer({ min: 1, max: 99 }).map((percent) => percent / 100),
      fc.option(fc.integer({ min: 10_000, max: 900_000 })),
      fc.record({
        thresholdMs: fc.integer({ min: 0, max: 120_000 }),
        shortAbandonMs: fc.integer({ min: -1, max: 10_000 }),
      }),
      (given, target, patienceMs, promised) => {
        const needed = agentsNeeded(given, target, promised, patienceMs)!;
        fc.pre(needed !== null);
        expect(level(needed, patienceMs, given, promised)).toBeGreaterThanOrEqual(target);
        expect(level(needed - 1, patienceMs, given, promised) ?? 0).toBeLessThan(target);
        if (needed > 2) expect(level(needed - 2, patienceMs, given, promised) ?? 0).toBeLessThan(target);
      },
    ),
  );
});

test("who gives up makes room for others: ten erlangs need fewer agents the less patient callers are, most where nobody gives up", () => {
  const needed = (patienceMs: number | null): number => agentsNeeded(GIVEN, 0.8, PROMISED, patienceMs)!;
  expect([needed(30_000), needed(120_000), needed(null)]).toEqual([10, 12, 14]);
});

test("nobody comes: nobody is needed; who knows no handle time says nothing; a promise beyond all agents has no number", () => {
  expect(agentsNeeded({ ...GIVEN, contacts: 0 }, 0.8, PROMISED, null)).toBe(0);
  expect(agentsNeeded({ ...GIVEN, handleTimeMs: 0 }, 0.8, PROMISED, null)).toBeNull();
  expect(agentsNeeded({ ...GIVEN, contacts: Number.NaN }, 0.8, PROMISED, null)).toBeNull();
  expect(agentsNeeded(GIVEN, 0.8, PROMISED, 0)).toBeNull();
  expect(agentsNeeded({ ...GIVEN, contacts: 1e9 }, 0.8, PROMISED, null)).toBeNull();
});
