/** On which dates two versions of a calendar are open at other times. */
import type { Calendar } from "./calendar.ts";
import { rangesOn } from "./opening-hours.ts";

/** Of [from, to), days since 1970-01-01. Weekly hours too: who wants only special days asks where these are the same. */
export function editedDays(before: Calendar, after: Calendar, from: number, to: number): readonly number[] {
  const hours = (calendar: Calendar, date: number): string =>
    JSON.stringify(rangesOn(calendar.hours, date).map((range) => [range.from, range.to]));
  const dates = Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
  return dates.filter((date) => hours(before, date) !== hours(after, date));
}
