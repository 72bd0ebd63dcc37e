/** What a report is of, and how its numbers are read of kept days: as history reads them. */
import { type CellKey, cellKind } from "../cell/cell-key.ts";
import type { ScopeOfSite } from "../goal/goal-cells.ts";
import { type Sides, sidesOf } from "../goal/sides.ts";
import type { Interval } from "../history/interval.ts";
import { inputOf } from "../history/merge-intervals.ts";
import { mergedInput } from "../history/merged-input.ts";
import type { Kpi, Scope } from "../kpi/kpi.ts";

/** A person's day is nobody's mail. */
export type ReportScope = Exclude<ScopeOfSite, { readonly kind: "agent" }>;

export const REPORT_LENGTHS = ["15m", "30m"] as const;
/** Of the intervals among which the worst are looked for. */
export type ReportLength = (typeof REPORT_LENGTHS)[number];

export const ofCells = (intervals: readonly Interval[], cells: readonly CellKey[]): readonly Interval[] =>
  intervals.filter(({ cell }) => cells.includes(cell));

/** Of several things over the same span; null: undefined, or nothing is kept of them. */
export function valueTogether(kpi: Kpi, intervals: readonly Interval[]): number | null {
  const [first, ...others] = intervals;
  if (first === undefined) return null;
  return kpi.read(mergedInput([first, ...others], first, cellKind(first.cell) === "queue"));
}

/** Null: the KPI is no quotient. */
export function sidesTogether(kpi: Kpi, intervals: readonly Interval[]): Sides | null {
  let sum: Sides = { numerator: 0, denominator: 0 };
  for (const interval of intervals) {
    const kind = cellKind(interval.cell);
    const sides = sidesOf(kpi, inputOf(interval, interval, kind === "queue"), kind as Scope);
    if (sides === null) return null;
    sum = { numerator: sum.numerator + sides.numerator, denominator: sum.denominator + sides.denominator };
  }
  return sum;
}
