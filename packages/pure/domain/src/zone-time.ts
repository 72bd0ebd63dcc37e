/**
 * Intervals and business days in a site's zone. A day has 23, 24 or 25 hours; an interval boundary is where the local
 * clock shows a multiple of its length. All boundaries fall on slices.
 * The only thing asked of the machine is a zone's offset at a moment. Calendar functions over a `Date` are not used: they
 * set local fields, and so see the changes of the machine's own zone (rule 29).
 */
import { tzOffset } from "@date-fns/tz/tzOffset";

export type IntervalLength = "15m" | "30m" | "1h" | "day";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** No zone was ever further from UTC. */
const FURTHEST = 16 * 60 * MINUTE;
const LENGTH: Readonly<Record<Exclude<IntervalLength, "day">, number>> = {
  "15m": 15 * MINUTE,
  "30m": 30 * MINUTE,
  "1h": 60 * MINUTE,
};

/** The site's midnight at or before `time`: the first moment of its local date. */
export function dayStart(time: number, zone: string): number {
  const date = localDate(time, zone);
  // A clock that is set back over midnight shows the date before once more: the new day has begun all the same.
  const next = firstMoment(date + 1, zone);
  return next <= time ? next : firstMoment(date, zone);
}

/** The midnight after `time`. */
export function nextDayStart(time: number, zone: string): number {
  const date = localDate(time, zone);
  const next = firstMoment(date + 1, zone);
  return next > time ? next : firstMoment(date + 2, zone);
}

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

/** The date that the local calendar shows, in days since 1970-01-01. */
export const localDate = (time: number, zone: string): number => Math.floor((time + offset(time, zone)) / DAY);

/** Minutes after midnight that the local clock shows. */
export const localMinute = (time: number, zone: string): number =>
  Math.floor((time + offset(time, zone)) / MINUTE) - localDate(time, zone) * (DAY / MINUTE);

/**
 * The first moment of that date at which the local clock shows so many minutes after midnight, or more where it leaves them out;
 * from 24 h on of the dates after. Never goes back with `minute`, so ranges that touch on the clock touch in time.
 */
export function clockMoment(date: number, minute: number, zone: string): number {
  if (minute >= DAY / MINUTE) return clockMoment(date + 1, minute - DAY / MINUTE, zone);
  const end = firstMoment(date + 1, zone);
  for (let at = firstMoment(date, zone); ; ) {
    const reached = date * DAY + minute * MINUTE - offset(at, zone);
    if (reached <= at) return at;
    // A change of the clocks on the way there: from then on the offset is another one, also where the day is over by the one before.
    const seen = Math.min(reached, end - MINUTE);
    if (offset(seen, zone) === offset(at, zone)) return Math.min(reached, end);
    at = changeBefore(seen, at, zone);
  }
}

/** The first moment at which the local calendar shows that date, or a later one where the date was left out. */
export function firstMoment(date: number, zone: string): number {
  const midnight = date * DAY;
  // The offset holds until it changes: walk from change to change until midnight comes, or has been jumped over.
  for (let at = midnight - FURTHEST; ; ) {
    const reached = midnight - offset(at, zone);
    if (reached <= at) return at;
    if (offset(reached, zone) >= offset(at, zone) && offset(reached - 1, zone) === offset(at, zone)) return reached;
    at = changeBefore(reached, at, zone);
  }
}

/** As the local clock shows it, with its offset from UTC: 2026-11-21T09:00:00+01:00. */
export function localIso(time: number, zone: string): string {
  const shift = offset(time, zone);
  const shown = new Date(time + shift)
    .toISOString()
    .slice(0, -1)
    .replace(/\.000$/, "");
  const minutes = Math.abs(shift) / MINUTE;
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${shown}${shift < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
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
