/** The intervals that history is told in. Quarters and days are kept; the others are sums of them, cut in the site's zone. */
import {
  dayStart,
  firstMoment,
  intervalStart,
  type KeptLength,
  localDate,
  nextIntervalStart,
} from "@floorwalker/domain";

export const HISTORY_INTERVALS = ["15m", "30m", "1h", "day", "week", "month"] as const;
export type HistoryInterval = (typeof HISTORY_INTERVALS)[number];

export const keptLengthOf = (interval: HistoryInterval): KeptLength =>
  interval === "15m" || interval === "30m" || interval === "1h" ? "15m" : "day";

const DAY_MS = 86_400_000;

export interface Stretch {
  /** Epoch ms. */
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** The interval that a moment lies in. Weeks are ISO: they begin on Monday. */
export function intervalAt(time: number, interval: HistoryInterval, zone: string): Stretch {
  if (interval !== "week" && interval !== "month") {
    const from = intervalStart(time, interval, zone);
    return { from, to: nextIntervalStart(from, interval, zone) };
  }
  const date = businessDate(time, zone);
  const [first, next] = interval === "week" ? weekOf(date) : monthOf(date);
  return { from: firstMoment(first, zone), to: firstMoment(next, zone) };
}

/** Whole intervals that hold all of it. */
export function widened({ from, to }: Stretch, interval: HistoryInterval, zone: string): Stretch {
  const first = intervalAt(from, interval, zone).from;
  if (to <= from) return { from: first, to: first };
  const last = intervalAt(to - 1, interval, zone);
  return { from: first, to: last.to };
}

/**
 * Equal for intervals that belong together although their sites' clocks differ: of days and longer the date, else the moment. Ascends
 * with time.
 */
export const placeOf = (from: number, interval: HistoryInterval, zone: string): number =>
  keptLengthOf(interval) === "15m" ? from : businessDate(from, zone);

/** Days since 1970-01-01; a clock that is set back over midnight shows a date twice, its second time is the next day's. */
export const businessDate = (time: number, zone: string): number => {
  const date = localDate(time, zone);
  return firstMoment(date + 1, zone) <= time ? date + 1 : date;
};

/** 1970-01-01 was a Thursday. */
function weekOf(date: number): readonly [number, number] {
  const monday = date - ((((date + 3) % 7) + 7) % 7);
  return [monday, monday + 7];
}

function monthOf(date: number): readonly [number, number] {
  const day = new Date(date * DAY_MS);
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth()];
  return [Date.UTC(year, month, 1) / DAY_MS, Date.UTC(year, month + 1, 1) / DAY_MS];
}

/** The day, week or month of `now`, or the one before it. */
export const SPAN_WORDS: Readonly<Record<string, (now: number, zone: string) => Stretch>> = {
  today: (now, zone) => intervalAt(now, "day", zone),
  yesterday: (now, zone) => before(dayStart(now, zone), "day", zone),
  "this-week": (now, zone) => intervalAt(now, "week", zone),
  "last-week": (now, zone) => before(intervalAt(now, "week", zone).from, "week", zone),
  "this-month": (now, zone) => intervalAt(now, "month", zone),
  "last-month": (now, zone) => before(intervalAt(now, "month", zone).from, "month", zone),
};

const before = (start: number, interval: HistoryInterval, zone: string): Stretch =>
  intervalAt(start - 1, interval, zone);
