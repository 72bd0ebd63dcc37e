import { expect, test } from "vitest";
import { FEWEST_ABANDONS, patienceOf } from "../../src/planning/patience.ts";

const WAITED = { answeredWaitMs: 900_000, abandonedWaitMs: 300_000, abandoned: 20, waitingMs: 0 };

test("patience is all time waited by the number who ran out of it, who waits now included", () => {
  expect(patienceOf(WAITED)).toBe(60_000);
  expect(patienceOf({ ...WAITED, waitingMs: 200_000 })).toBe(70_000);
});

test("too few who gave up tell nothing, nor does a queue in which nobody waits", () => {
  expect(patienceOf({ ...WAITED, abandoned: FEWEST_ABANDONS - 1 })).toBeNull();
  expect(patienceOf({ ...WAITED, abandoned: FEWEST_ABANDONS })).toBe(80_000);
  expect(patienceOf({ ...WAITED, answeredWaitMs: 0, abandonedWaitMs: 0 })).toBeNull();
});

test("the estimate finds the patience of callers who have it, though the patient ones are answered first", () => {
  // Quantiles of an exponential of 100 s, answered after 60 s: no chance in it.
  const patience = Array.from({ length: 10_000 }, (_, each) => -100_000 * Math.log(1 - (each + 0.5) / 10_000));
  const gaveUp = patience.filter((each) => each < 60_000);
  const abandonedWaitMs = gaveUp.reduce((sum, each) => sum + each, 0);
  const answeredWaitMs = (patience.length - gaveUp.length) * 60_000;
  const found = patienceOf({ answeredWaitMs, abandonedWaitMs, abandoned: gaveUp.length, waitingMs: 0 })!;
  expect(Math.abs(found / 100_000 - 1)).toBeLessThan(0.001);
});
