/** How an interval of a look back is called: by the clock within a day, by weekday and date where there are several. */
import { formatDay, formatMonth, formatTimeOfDay } from "../../format/format-time.ts";
import type { HistoryInterval } from "../../model/history-intervals.ts";
import { isOfDates } from "../../model/history-intervals.ts";
import { words } from "../../words/words.ts";

export interface IntervalNames {
  /** Whole. */
  readonly name: (interval: HistoryInterval) => string;
  /** Under the chart: days once, at their beginning. */
  readonly tick: (interval: HistoryInterval, before: HistoryInterval | undefined) => string;
}

export function intervalNames(intervals: readonly HistoryInterval[], length: string, zone: string): IntervalNames {
  if (isOfDates(length)) {
    const name = ({ at }: HistoryInterval): string =>
      length === "month" ? formatMonth(at, "UTC") : formatDay(at, "UTC");
    return { name, tick: name };
  }
  const day = ({ at }: HistoryInterval): string => formatDay(at, zone);
  const clock = ({ at }: HistoryInterval): string => formatTimeOfDay(at, zone);
  const [first, last] = [intervals[0], intervals.at(-1)];
  const several = first !== undefined && last !== undefined && day(first) !== day(last);
  return {
    name: (each) => (several ? words.windowSuffix(day(each), clock(each)) : clock(each)),
    tick: (each, before) => (several && (before === undefined || day(before) !== day(each)) ? day(each) : clock(each)),
  };
}
