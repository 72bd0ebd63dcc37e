/**
 * What came to a queue on one day of its site, by quarters of an hour, and the quarters of a day by what the clock shows: a day of 23 or
 * 25 hours has 92 or 100 quarters, and none of those behind the change is taken for another.
 */
import { intervalStart, localMinute, nextDayStart, nextIntervalStart } from "../zone-time.ts";

export interface IntervalVolume {
  /** Epoch ms; a quarter of an hour of the site's clock. */
  readonly from: number;
  readonly offered: number;
  readonly handled: number;
  /** Of the handled, in all. */
  readonly handleTimeMs: number;
}

export interface DayVolumes {
  /** The site's midnight. */
  readonly from: number;
  /** In any order; one that is missing has nothing. */
  readonly intervals: readonly IntervalVolume[];
}

export interface Quarter {
  readonly from: number;
  readonly to: number;
  /** By the clock, from 0; on a night when clocks are set back several quarters have the same. */
  readonly slot: number;
}

export const SLOTS = 96;

const QUARTER_MS = 900_000;
const QUARTER_MINUTES = 15;

export function quartersOf(dayFrom: number, zone: string): readonly Quarter[] {
  const dayTo = nextDayStart(dayFrom, zone);
  if (dayTo - dayFrom === SLOTS * QUARTER_MS)
    return Array.from({ length: SLOTS }, (_, slot) => {
      const from = dayFrom + slot * QUARTER_MS;
      return { from, to: from + QUARTER_MS, slot };
    });
  const quarters: Quarter[] = [];
  for (let from = intervalStart(dayFrom, "15m", zone); from < dayTo; ) {
    const to = nextIntervalStart(from, "15m", zone);
    quarters.push({ from, to, slot: Math.floor(localMinute(from, zone) / QUARTER_MINUTES) });
    from = to;
  }
  return quarters;
}
