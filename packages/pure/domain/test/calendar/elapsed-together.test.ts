import { expect, test } from "vitest";
import { Calendar, elapsedTogether, type OpenRange } from "../../src/index.ts";

const HOUR = 3_600_000;
const MONDAY = Date.UTC(2026, 10, 30);
const daily = (...ranges: readonly OpenRange[]): Calendar =>
  new Calendar({ id: "c", zone: "UTC", weekly: Array.from({ length: 7 }, () => ranges), special: () => null });
const hours = (from: number, to: number): OpenRange => ({ from: from * 60, to: to * 60 });
const at = (hour: number): number => MONDAY + hour * HOUR;

test("of one it is the time that it is open, of none nothing", () => {
  const one = daily(hours(8, 12), hours(13, 17));
  for (const [from, to] of [
    [0, 24],
    [9, 12.5],
    [12.25, 12.75],
    [16, 33],
    [20, 10],
  ] as const)
    expect(elapsedTogether([one], at(from), at(to))).toBe(Math.max(0, one.elapsed(at(from), at(to))));
  expect(elapsedTogether([], at(0), at(24))).toBe(0);
});

test("one that takes over from another is no longer hour, and what both are open for counts once", () => {
  const [early, late, noon] = [daily(hours(8, 12)), daily(hours(12, 18)), daily(hours(10, 14))];
  expect(elapsedTogether([early, late], at(11), at(24))).toBe(7 * HOUR);
  expect(elapsedTogether([late, early], at(11.5), at(12.5))).toBe(HOUR);
  expect(elapsedTogether([early, noon], at(0), at(24))).toBe(6 * HOUR);
  expect(elapsedTogether([early, daily(hours(20, 26))], at(0), at(48))).toBe(20 * HOUR);
});
