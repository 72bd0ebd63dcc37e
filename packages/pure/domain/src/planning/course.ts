/**
 * What is still to come today, quarter by quarter: of a queue from its forecast, of more than one queue the sum. From it follows how many
 * come by the close, and when so many of them have come.
 */
import type { Forecast } from "./forecast.ts";

export interface Course {
  /** Contacts; null: of some interval nothing is known. */
  readonly remaining: number | null;
  /** In order. */
  readonly intervals: readonly { readonly from: number; readonly to: number; readonly coming: number }[];
}

export const courseOf = ({ remaining, intervals }: Pick<Forecast, "remaining" | "intervals">): Course => ({
  remaining,
  intervals: intervals.flatMap(({ from, to, coming }) => (coming > 0 ? [{ from, to, coming }] : [])),
});

/** Null: of one of them nothing is known. */
export function coursesTogether(courses: readonly (Course | null)[]): Course | null {
  const sums = new Map<number, { readonly from: number; readonly to: number; coming: number }>();
  let remaining: number | null = 0;
  for (const course of courses) {
    if (course === null) return null;
    remaining = remaining === null || course.remaining === null ? null : remaining + course.remaining;
    for (const interval of course.intervals) {
      const sum = sums.get(interval.from);
      if (sum === undefined) sums.set(interval.from, { ...interval });
      else sum.coming += interval.coming;
    }
  }
  return { remaining, intervals: [...sums.values()].sort((a, b) => a.from - b.from) };
}

/** Epoch ms: when so many of them have come, evenly within each interval; null: not today. */
export function whenCome({ intervals }: Course, now: number, contacts: number): number | null {
  let left = contacts;
  if (left <= 0) return now;
  for (const { from, to, coming } of intervals) {
    const begin = Math.max(from, now);
    if (coming >= left) return Math.round(begin + ((to - begin) * left) / coming);
    left -= coming;
  }
  return null;
}
