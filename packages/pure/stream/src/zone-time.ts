/**
 * Intervals and business days in a site's zone. A day has 23, 24 or 25 hours; an interval boundary is where the local
 * clock shows a multiple of its length. All boundaries fall on slices.
 */
import { TZDate, tzOffset } from "@date-fns/tz";
// Each by its own path: the barrel loads 300 files, and Node reads a package.json of 200 KB for every one of them.
import { addDays } from "date-fns/addDays";
import { startOfDay } from "date-fns/startOfDay";

export type IntervalLength = "15m" | "30m" | "1h" | "day";

const MINUTE = 60_000;
const LENGTH: Readonly<Record<Exclude<IntervalLength, "day">, number>> = {
  "15m": 15 * MINUTE,
  "30m": 30 * MINUTE,
  "1h": 60 * MINUTE,
};

/** The site's midnight at or before `time`. */
export const dayStart = (time: number, zone: string): number => startOfDay(new TZDate(time, zone)).getTime();

/** The midnight after `time`. */
export const nextDayStart = (time: number, zone: string): number =>
  startOfDay(addDays(new TZDate(time, zone), 1)).getTime();

/** The boundary at or before `time`. */
export function intervalStart(time: number, length: IntervalLength, zone: string): number {
  if (length === "day") return dayStart(time, zone);
  const start = aligned(time, LENGTH[length], zone);
  // A change of the clocks within the interval begins a new one.
  return offset(start, zone) === offset(time, zone) ? start : aligned(changeBefore(time, start, zone), MINUTE, zone);
}

/** The boundary after `time`. */
export function nextIntervalStart(time: number, length: IntervalLength, zone: string): number {
  if (length === "day") return nextDayStart(time, zone);
  const next = aligned(time, LENGTH[length], zone) + LENGTH[length];
  if (offset(next - 1, zone) === offset(time, zone)) return next;
  return changeBefore(next, time, zone);
}

function aligned(time: number, length: number, zone: string): number {
  const local = time + offset(time, zone);
  return time - (((local % length) + length) % length);
}

const offset = (time: number, zone: string): number => tzOffset(zone, new Date(time)) * MINUTE;

/** The moment in (after, before] at which the offset became the one of `before`. */
function changeBefore(before: number, after: number, zone: string): number {
  let low = after;
  let high = before;
  const wanted = offset(before, zone);
  while (high - low > MINUTE) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE) * MINUTE;
    if (middle === low || offset(middle, zone) === wanted) {
      if (middle === low) break;
      high = middle;
    } else low = middle;
  }
  return high;
}
