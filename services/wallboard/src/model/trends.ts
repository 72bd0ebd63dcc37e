/** The points of one queue or of several together: levels are summed by contacts, never averaged. The newest is what the rows say now. */
import type { TrendsAnswer } from "../answers/trends.ts";
import { valueIn } from "./floor.ts";
import type { QueueLine } from "./queue-line.ts";
import type { TrendPoint } from "./trend-line.ts";

/** `at`: of what the rows say; a line whose numbers are old has no point now. */
export function trendOf(
  answer: TrendsAnswer | null,
  lines: readonly QueueLine[],
  window: string,
  at: number,
): TrendPoint[] {
  const sums = new Map<number, { inTime: number; decided: number }>();
  const add = (time: number, inTime: number, decided: number): void => {
    const sum = sums.get(time) ?? { inTime: 0, decided: 0 };
    sums.set(time, { inTime: sum.inTime + inTime, decided: sum.decided + decided });
  };
  for (const { row, staleSince } of lines) {
    const known = answer?.queues.find(({ queue, channel }) => queue === row.queue && channel === row.channel);
    for (const [time, inTime, decided] of known?.points ?? []) if (time < at) add(time, inTime, decided);
    if (staleSince === null) add(at, valueIn(row, "inTime", window) ?? 0, valueIn(row, "decided", window) ?? 0);
  }
  return [...sums]
    .sort(([a], [b]) => a - b)
    .map(([time, { inTime, decided }]) => ({ at: time, value: decided > 0 ? inTime / decided : null }));
}

const SPAN_MS: Readonly<Record<string, number>> = { "15m": 900_000, "30m": 1_800_000, "60m": 3_600_000 };

/** The span that a window's number is of: its trend covers the same. */
export const spanOf = (window: string, dayFrom: number, now: number): number =>
  window === "day" ? dayFrom : now - (SPAN_MS[window] ?? 0);

/** Value now − value one window ago, 0–1; null where the trend does not reach back so far. Of the day: there was none before. */
export function changeOf(points: readonly TrendPoint[], window: string, from: number): number | null {
  const first = points.find(({ at, value }) => at >= from && value !== null);
  const last = points.at(-1);
  if (window === "day" || first === undefined || last === undefined || last.value === null) return null;
  return first.at - from > (last.at - from) / 5 ? null : last.value - first.value!;
}
