/** Which days lie behind a moment, oldest first, and how full each is. */
import { dayStart, firstMoment, localDate } from "@floorwalker/domain";
import type { PastDay } from "./past-day.ts";

const WEEK = 7;
/** The same weekday of earlier weeks: a forecast asks for two of them, and for a third to say how far off it was. */
const WEEKS_BEFORE = [3 * WEEK, 2 * WEEK];
const FULL = 0.2;
const THIN = 0.14;

/**
 * So many business days of the site's zone before that of `until` (from a week on also its weekday in the two weeks before), and that
 * one up to `until`, epoch ms. Yesterday and what today is compared with are the fuller ones.
 */
export function daysBehind(days: number, until: number, zone: string): readonly PastDay[] {
  const date = localDate(dayStart(until, zone), zone);
  const back = Array.from({ length: days + 1 }, (_, index) => days - index);
  return [...(days < WEEK ? [] : WEEKS_BEFORE.filter((each) => each > days)), ...back]
    .map((before): PastDay => {
      const isFull = before <= 1 || before % WEEK === 0;
      const to = before === 0 ? until : firstMoment(date - before + 1, zone);
      return { from: firstMoment(date - before, zone), to, share: isFull ? FULL : THIN };
    })
    .filter(({ from, to }) => from < to);
}
