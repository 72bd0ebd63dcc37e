/**
 * Several intervals as one, as a KPI reads them. They may be judged by different formulas, as a queue's channels and a region's sites are:
 * each is judged by its own, and the two sides of the service level are added up (rule 30), never the shares.
 */
import type { KpiInput } from "../kpi/kpi.ts";
import { judgedBeyond } from "../kpi/service-level.ts";
import type { Interval } from "./interval.ts";
import { inputOf, mergeIntervals } from "./merge-intervals.ts";

/** At least one. `ofQueue`: they are queues'. The span is what they cover. */
export function mergedInput(
  intervals: readonly [Interval, ...(readonly Interval[])],
  span: { readonly from: number; readonly to: number },
  ofQueue: boolean,
): KpiInput {
  const [first] = intervals;
  const { formula } = first;
  // Mostly there is one, and a sum costs as much as the rest of an answer's row.
  const numbers = intervals.length === 1 ? first : mergeIntervals(intervals);
  const input = inputOf(numbers, { ...span, formula }, ofQueue);
  let { numerator, denominator } = input.otherwise!;
  for (const { counters, formula: own } of intervals) {
    const beyond = judgedBeyond(formula, own, counters);
    numerator += beyond.numerator;
    denominator += beyond.denominator;
  }
  return { ...input, otherwise: { numerator, denominator } };
}
