/** A moment as people write it in a query: ISO 8601 with its offset, or the beginning of a day or week of the site. */
import { dayStart, localDate } from "@floorwalker/domain";
import { BadQuery, type Query, textOf } from "./query-fault.ts";

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;
const FIX =
  "Write 2026-11-29T09:00:00Z or with an offset (a plus as %2B), or one of: today, yesterday, this-week, now.";
/** Sooner than a day before its midnight, also where clocks change. */
const HALF_A_DAY_MS = 43_200_000;
const DAYS_OF_A_WEEK = 7;
/** Of 1 January 1970, counted from Monday. */
const THURSDAY = 3;

/** Epoch ms; null: it is not there. `now`: the site's clock. @throws BadQuery */
export function momentOf(query: Query, name: string, zone: string, now: number): number | null {
  const text = textOf(query, name);
  if (text === null) return null;
  if (text === "now") return now;
  if (text === "today") return dayStart(now, zone);
  if (text === "yesterday") return dayBefore(dayStart(now, zone), zone);
  if (text === "this-week") return mondayOf(now, zone);
  const time = ISO.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new BadQuery(name, `"${text}" is no moment.`, FIX);
  return time;
}

const dayBefore = (start: number, zone: string): number => dayStart(start - HALF_A_DAY_MS, zone);

/** Weeks begin on Monday (ISO 8601). */
function mondayOf(now: number, zone: string): number {
  const days = (localDate(now, zone) + THURSDAY) % DAYS_OF_A_WEEK;
  let start = dayStart(now, zone);
  for (let left = days; left > 0; left--) start = dayBefore(start, zone);
  return start;
}
