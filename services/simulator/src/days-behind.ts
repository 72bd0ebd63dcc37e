/** Which days lie behind a moment, oldest first, and how full each is. */
import { dayStart, firstMoment, localDate } from "@floorwalker/domain";
import type { PastDay } from "./past-day.ts";

const WEEK = 7;
/** The same weekday of earlier weeks: a forecast asks for two of them, and for a third to say how far off it was. */
const WEEKS_BEFORE = [3 * WEEK, 2 * WEEK];
const FULL = 0.2;
const THIN = 0.14;
/** What comes after `until` is there already: the demo begins with its last hour. */
const LAST_HOUR_MS = 3_600_000;

/**
 * So many business days of the site's zone before that of an hour after `until`, which is today (from a week on also its weekday in the
 * two weeks before), and today, all of it up to `until`, epoch ms. Yesterday and what today is compared with are the fuller ones.
 */
export function daysBehind(days: number, until: number, zone: string): readonly PastDay[] {
  const date = localDate(dayStart(until + LAST_HOUR_MS, zone), zone);
  const back = Array.from({ length: days + 1 }, (_, index) => days - index);
  return [...(days < WEEK ? [] : WEEKS_BEFORE.filter((each) => each > days)), ...back]
    .map((before): PastDay => {
      const isFull = before <= 1 || before % WEEK === 0;
      const to = Math.min(until, firstMoment(date - before + 1, zone));
      return { from: firstMoment(date - before, zone), to, share: isFull ? FULL : THIN };
    })
    .filter(({ from, to }) => from < to);
}
