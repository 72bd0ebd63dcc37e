/**
 * A queue's contacts for the rest of the day, from the same weekday of the last weeks (`expected-day.ts`), and how wrong the same method
 * was on the days it is made of: what each of them would have been told at this time of the day, beside what came.
 */
import { clockMoment, dayStart, localDate, localMinute } from "../zone-time.ts";
import type { Hours } from "./day-profile.ts";
import type { DayVolumes, IntervalVolume } from "./day-volumes.ts";
import { type ExpectedDay, expectedDay } from "./expected-day.ts";

/** Of days alike, the newest. One alone is no custom. */
export const MOST_DAYS = 4;
export const FEWEST_DAYS = 2;

export interface Forecast extends ExpectedDay {
  /** From how many days it is made. */
  readonly days: number;
  /** Σ |expected − came| ÷ Σ came over the rest of those days, by intervals; null: none of them has enough days before it. */
  readonly error: number | null;
}

/**
 * `past`: days in any order, of all weekdays; one on which nothing came (a holiday, or nobody counted) is passed over.
 * Null: there is too little history.
 */
export function forecast(
  today: readonly IntervalVolume[],
  past: readonly DayVolumes[],
  now: number,
  hours: Hours,
): Forecast | null {
  const from = dayStart(now, hours.zone);
  const alike = daysAlike(past, from, hours.zone);
  if (alike.length < FEWEST_DAYS) return null;
  const days = alike.slice(0, MOST_DAYS);
  return {
    ...expectedDay({ from, intervals: today }, days, now, hours),
    days: days.length,
    error: errorOf(alike, localMinute(now, hours.zone), hours),
  };
}

const QUARTER_MS = 900_000;

/** Of the same weekday before that one, the newest first. */
function daysAlike(past: readonly DayVolumes[], before: number, zone: string): readonly DayVolumes[] {
  const date = localDate(before, zone);
  return past
    .filter((day) => day.from < before && (date - localDate(day.from, zone)) % 7 === 0)
    .filter(({ intervals }) => intervals.some(({ offered }) => offered > 0))
    .sort((a, b) => b.from - a.from);
}

/** `alike`: the newest first. `minute`: of the day, from which on each is told. */
function errorOf(alike: readonly DayVolumes[], minute: number, hours: Hours): number | null {
  let [wrong, came] = [0, 0];
  for (const [index, day] of alike.slice(0, MOST_DAYS).entries()) {
    const before = alike.slice(index + 1, index + 1 + MOST_DAYS);
    if (before.length < FEWEST_DAYS) break;
    const then = clockMoment(localDate(day.from, hours.zone), minute, hours.zone);
    // What the running interval had then nobody knows any more.
    const over = day.intervals.filter((interval) => interval.from + QUARTER_MS <= then);
    const told = expectedDay({ from: day.from, intervals: over }, before, then, hours);
    const actual = new Map(day.intervals.map((interval) => [interval.from, interval.offered]));
    for (const { from, offered, expected } of told.intervals) {
      if (!expected || offered === null) continue;
      wrong += Math.abs(offered - (actual.get(from) ?? 0));
      came += actual.get(from) ?? 0;
    }
  }
  return came > 0 ? wrong / came : null;
}
