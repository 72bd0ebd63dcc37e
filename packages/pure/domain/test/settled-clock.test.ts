import { expect, test } from "vitest";
import { SettledClock } from "../src/index.ts";

const MINUTE = 60_000;
const YEARS = 5 * 365 * 24 * 60 * MINUTE;
const NOW = Date.parse("2026-11-21T09:00:00Z");

/** What is believed minute by minute, of a wall clock that is so far ahead in each. */
function believed(ahead: readonly number[]): readonly number[] {
  const clock = new SettledClock();
  return ahead.map((by, minute) => clock.at(NOW + minute * MINUTE + by, minute * MINUTE) - minute * MINUTE - NOW);
}

const minutes = (count: number, ahead: number): number[] => Array.from({ length: count }, () => ahead);
const NOTHING = Number.NEGATIVE_INFINITY;

test("nothing is believed before the clock has stood for a quarter of an hour, and not one that was ahead at the start", () => {
  expect(believed(minutes(20, 0))).toEqual([...minutes(15, NOTHING), ...minutes(5, 0)]);
  expect(believed([...minutes(10, YEARS), ...minutes(17, 0)])).toEqual([...minutes(25, NOTHING), 0, 0]);
});

test("a jump ahead is believed when it has lasted for a quarter of an hour, small steps and one back at once", () => {
  const settled = minutes(16, 0);
  const told = believed([...settled, ...minutes(16, YEARS), 1_000, 2_000, ...minutes(14, YEARS), 0]).slice(16);
  expect(told).toEqual([...minutes(15, 0), YEARS, 1_000, 2_000, ...minutes(14, 2_000), 0]);
});

test("what is believed is a moment as stores keep them, of whole milliseconds, whatever the monotonic clock says", () => {
  const clock = new SettledClock();
  for (let minute = 0; minute < 17; minute++) clock.at(NOW + minute * MINUTE, minute * MINUTE + 0.7031);
  expect(clock.at(NOW + 17 * MINUTE, 17 * MINUTE + 0.1254)).toBe(NOW + 17 * MINUTE);
  expect(Number.isSafeInteger(clock.at(NOW + 30 * MINUTE - 1, 30 * MINUTE + 0.33))).toBe(true);
});
