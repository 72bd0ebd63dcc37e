/** Several intervals as one: of one cell over a longer span, or of several cells over the same one. */
import { newCounters } from "../counters.ts";
import type { KpiInput } from "../kpi/kpi.ts";
import { otherwiseOf } from "../kpi/service-level.ts";
import { WaitSketch } from "../sketch/wait-sketch.ts";
import type { Interval, IntervalNumbers } from "./interval.ts";

/** What was true at the end is the last one's: of several cells that end together it is the sum. No order of them matters. */
export function mergeIntervals(intervals: Iterable<Pick<Interval, "to"> & IntervalNumbers>): IntervalNumbers {
  const counters = newCounters();
  const waits = new WaitSketch();
  let longestWait: number | null = null;
  let end = Number.NEGATIVE_INFINITY;
  let atEnd: IntervalNumbers["atEnd"] = { waiting: 0, waitingPastThreshold: 0, agents: null };
  for (const interval of intervals) {
    for (let counter = 0; counter < counters.length; counter++) counters[counter]! += interval.counters[counter]!;
    waits.merge(interval.waits);
    if (interval.longestWait !== null) longestWait = Math.max(longestWait ?? 0, interval.longestWait);
    if (interval.to < end) continue;
    atEnd = interval.to > end ? interval.atEnd : together(atEnd, interval.atEnd);
    end = interval.to;
  }
  return { counters, waits, longestWait, atEnd };
}

function together(one: IntervalNumbers["atEnd"], other: IntervalNumbers["atEnd"]): IntervalNumbers["atEnd"] {
  const [a, b] = [one.agents, other.agents];
  return {
    waiting: one.waiting + other.waiting,
    waitingPastThreshold: one.waitingPastThreshold + other.waitingPastThreshold,
    agents:
      a === null || b === null
        ? (a ?? b)
        : {
            idle: a.idle + b.idle,
            onContact: a.onContact + b.onContact,
            wrapUp: a.wrapUp + b.wrapUp,
            paused: a.paused + b.paused,
          },
  };
}

/** As a KPI reads it. `ofQueue`: the cell is a queue's; every other one is judged by the site's formula. */
export const inputOf = (
  { counters, waits, longestWait, atEnd }: IntervalNumbers,
  { from, to, formula }: Pick<Interval, "from" | "to" | "formula">,
  ofQueue: boolean,
): KpiInput => ({
  counters,
  waits,
  longestWait,
  live: { now: to, oldestQueuedAt: null, ...atEnd },
  spanMs: to - from,
  policy: formula,
  otherwise: otherwiseOf(ofQueue ? "queue" : "site", counters),
});
