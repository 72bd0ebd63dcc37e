import { expect, test } from "vitest";
import { type Course, coursesTogether, whenCome } from "../../src/planning/course.ts";

const quarter = (index: number, coming: number) => ({ from: index * 900, to: (index + 1) * 900, coming });
const course: Course = { remaining: 30, intervals: [quarter(1, 10), quarter(2, 20)] };

test("so many have come evenly within each quarter; the running one begins now", () => {
  expect(whenCome(course, 0, 5)).toBe(1_350);
  expect(whenCome(course, 0, 10)).toBe(1_800);
  expect(whenCome(course, 0, 20)).toBe(2_250);
  expect(whenCome(course, 1_350, 5)).toBe(1_575);
  expect(whenCome(course, 1_350, 0)).toBe(1_350);
  expect(whenCome(course, 0, 30)).toBe(2_700);
  expect(whenCome(course, 0, 31)).toBeNull();
});

test("several queues come together quarter by quarter, and nothing is known of all when nothing is known of one", () => {
  const other: Course = { remaining: 6, intervals: [quarter(0, 2), quarter(2, 4)] };
  expect(coursesTogether([course, other])).toEqual({
    remaining: 36,
    intervals: [quarter(0, 2), quarter(1, 10), quarter(2, 24)],
  });
  expect(coursesTogether([course, { ...other, remaining: null }])!.remaining).toBeNull();
  expect(coursesTogether([course, null])).toBeNull();
  expect(coursesTogether([])).toEqual({ remaining: 0, intervals: [] });
});
