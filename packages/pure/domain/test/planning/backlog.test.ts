/** Who is needed for mails: enough that what waits is done in the promised time while what comes is done as it comes. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { agentsForBacklog, erlangs, workedOffAfter } from "../../src/index.ts";

const HOUR = 3_600_000;
const MINUTE = 60_000;

test.each([
  // 60 waiting × 6 min ÷ 4 h = 1.5; 10 in half an hour × 6 min = 2.
  ["work that waits and work that comes add up", 60, 10, 4],
  ["nobody waits", 0, 10, 2],
  ["nobody comes", 40, 0, 1],
  ["neither", 0, 0, 0],
])("%s", (_, waiting, contacts, needed) => {
  const load = { contacts, spanMs: 30 * MINUTE, handleTimeMs: 6 * MINUTE };
  expect(agentsForBacklog({ waiting, withinMs: 4 * HOUR }, load)).toBe(needed);
});

test("of what is not known, or promises nothing, nothing is said", () => {
  const load = { contacts: 1, spanMs: HOUR, handleTimeMs: Number.NaN };
  expect(agentsForBacklog({ waiting: 1, withinMs: HOUR }, load)).toBeNull();
  expect(agentsForBacklog({ waiting: 1, withinMs: 0 }, { ...load, handleTimeMs: 1 })).toBeNull();
  expect(workedOffAfter(1, load, 5)).toBeNull();
});

const amounts = fc.record({
  waiting: fc.nat(5_000),
  contacts: fc.nat(500),
  spanMs: fc.integer({ min: MINUTE, max: HOUR }),
  handleTimeMs: fc.integer({ min: 1_000, max: HOUR }),
  withinMs: fc.integer({ min: MINUTE, max: 24 * HOUR }),
});

test("with the agents needed what waits is worked off in the promised time, with one less it is not, and with no more than come in it never is", () => {
  fc.assert(
    fc.property(amounts, ({ waiting, withinMs, ...load }) => {
      const needed = agentsForBacklog({ waiting, withinMs }, load)!;
      if (waiting === 0) {
        expect(workedOffAfter(0, load, 0)).toBe(0);
        return;
      }
      expect(workedOffAfter(waiting, load, needed)).toBeLessThanOrEqual(withinMs * (1 + 1e-3));
      const fewer = workedOffAfter(waiting, load, needed - 1);
      if (fewer !== null) expect(fewer).toBeGreaterThan(withinMs * (1 - 1e-3));
      expect(workedOffAfter(waiting, load, erlangs(load))).toBeNull();
    }),
  );
});
