/** One row of an answer: its sums as KPIs read them. What is written of them is the answer's to say (`row-text.ts`, CSV). */
import { type KpiInput, mergedInput, type NumbersOf } from "@floorwalker/domain";
import type { Stretch } from "./history-interval.ts";
import type { RowScope } from "./row-scope.ts";
import type { Summands } from "./sum-intervals.ts";

export interface HistoryRow {
  readonly scope: RowScope;
  readonly input: KpiInput;
  readonly restated: number;
  readonly policies: readonly string[];
}

/** `isDecided`: of a span that ends then, whether customers came again. */
export function historyRow(
  { from, to }: Stretch,
  { scope, intervals }: Summands,
  kind: NumbersOf,
  isDecided: (to: number) => boolean,
): HistoryRow {
  let [covered, restated] = [from, 0];
  for (const interval of intervals) {
    covered = Math.max(covered, interval.to);
    restated += interval.restated;
  }
  const [first, ...others] = intervals;
  const policies = others.length === 0 ? first.policies : [...new Set(intervals.flatMap((each) => each.policies))];
  return {
    scope,
    input: {
      ...mergedInput(intervals, { from, to: Math.min(covered, to) }, kind === "queue"),
      isMature: isDecided(to),
    },
    restated,
    policies,
  };
}
