/** One row of an answer: the sums, and the KPIs that their files make of them. */
import { type CellKind, COUNTERS, kpisOfCell, mergedInput } from "@floorwalker/domain";
import type { Stretch } from "./history-interval.ts";
import type { RowScope } from "./row-scope.ts";
import type { Summands } from "./sum-intervals.ts";

export interface HistoryRow {
  readonly scope: RowScope;
  /** By name; those that are 0 are left out. Times are ms, scores × 1000. */
  readonly counters: Readonly<Record<string, number>>;
  /** Null: nothing to divide by. What cannot be told of the scope is left out. */
  readonly kpis: Readonly<Record<string, number | null>>;
  readonly restated: number;
  readonly policies: readonly string[];
}

export interface RowKind {
  readonly kind: CellKind;
  readonly kpis: ReadonlySet<string> | null;
}

export function historyRow(
  { from, to }: Stretch,
  { scope, intervals }: Summands,
  { kind, kpis: wanted }: RowKind,
): HistoryRow {
  let [covered, restated] = [from, 0];
  const policies = new Set<string>();
  for (const interval of intervals) {
    covered = Math.max(covered, interval.to);
    restated += interval.restated;
    for (const policy of interval.policies) policies.add(policy);
  }
  const input = mergedInput(intervals, { from, to: Math.min(covered, to) }, kind === "queue");
  const counters: Record<string, number> = {};
  for (let index = 0; index < COUNTERS.length; index++) {
    const amount = input.counters[index]!;
    if (amount !== 0) counters[COUNTERS[index]!] = amount;
  }
  const kpis: Record<string, number | null> = {};
  for (const kpi of kpisOfCell(kind)) if (wanted === null || wanted.has(kpi.id)) kpis[kpi.id] = kpi.read(input);
  return { scope, counters, kpis, restated, policies: [...policies] };
}
