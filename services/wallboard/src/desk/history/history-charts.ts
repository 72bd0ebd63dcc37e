/** The charts of a look back: counts together, since they are seen against each other; every other KPI by itself, so that its axis shows its change. */
import type { KpiEntry } from "../../answers/catalogue.ts";
import type { Ink, PlotSeries, PlotSpec } from "../../charts/plot-spec.ts";
import { formatByUnit, formatLimit } from "../../format/format-value.ts";
import { type AxisUnit, axisOf } from "../../model/chart-axis.ts";
import type { HistoryInterval } from "../../model/history-intervals.ts";
import { nameIn, words } from "../../words/words.ts";
import type { IntervalNames } from "./history-names.ts";

export interface HistoryChart {
  readonly kpis: readonly KpiEntry[];
  readonly spec: PlotSpec;
}

export interface ChartFacts {
  readonly intervals: readonly HistoryInterval[];
  readonly names: IntervalNames;
  readonly ofDates: boolean;
  readonly compared: boolean;
  readonly targetOf: TargetOf;
}

export interface Target {
  readonly value: number;
  readonly better: "higher" | "lower";
}

/** Of a KPI; null: it has none here. */
export type TargetOf = (kpi: string) => Target | null;

const INKS: readonly Ink[] = ["s1", "s3", "s2", "ink"];

/** What is told of an interval without a row is nothing, not unknown: a count of it is 0, a share of it has no value. */
export function toldValue({ row, state }: HistoryInterval, { id, unit }: KpiEntry): number | null {
  if (state === "unknown") return null;
  return row === null ? (unit === "count" ? 0 : null) : (row.kpis[id] ?? null);
}

export const kpiName = ({ id, title }: KpiEntry): string => {
  const name = nameIn(words.kpis, id);
  return name === id ? title : name;
};

export function historyCharts(kpis: readonly KpiEntry[], facts: ChartFacts): HistoryChart[] {
  const counts = kpis.filter(({ unit }) => unit === "count");
  const groups: KpiEntry[][] = [];
  for (let at = 0; at < counts.length; at += INKS.length) groups.push(counts.slice(at, at + INKS.length));
  for (const kpi of kpis) if (kpi.unit !== "count") groups.push([kpi]);
  return groups.map((group) => ({ kpis: group, spec: specOf(group, facts) }));
}

const axisUnit = (unit: string): AxisUnit =>
  unit === "ratio" || unit === "count" || unit === "seconds" ? unit : "score";

function specOf(kpis: readonly KpiEntry[], { intervals, names, ofDates, compared, targetOf }: ChartFacts): PlotSpec {
  const [first] = kpis as [KpiEntry];
  const target = kpis.length === 1 ? targetOf(first.id) : null;
  const format = (value: number): string => formatByUnit(value, first.unit, target?.value);
  const lines = kpis.map(
    (kpi, index): PlotSeries => ({
      name: kpiName(kpi),
      kind: "line",
      side: "left",
      ink: INKS[index % INKS.length]!,
      values: intervals.map((each) => toldValue(each, kpi)),
      format,
    }),
  );
  const earlier = kpis.map(
    (kpi, index): PlotSeries => ({
      name: words.historyPage.beforeOf(kpiName(kpi)),
      kind: "before",
      side: "left",
      ink: kpis.length === 1 ? "s4" : INKS[index % INKS.length]!,
      values: intervals.map(({ before }) => before?.kpis[kpi.id] ?? null),
      format,
    }),
  );
  const series = compared ? [...lines, ...earlier] : lines;
  const known = series.flatMap(({ values }) => values.flatMap((value) => value ?? []));
  const indexes = (is: (each: HistoryInterval, index: number) => boolean): ReadonlySet<number> =>
    new Set(intervals.flatMap((each, index) => (is(each, index) ? [index] : [])));
  const unit = axisUnit(first.unit);
  return {
    ticks: intervals.map((each, index) => names.tick(each, intervals[index - 1])),
    names: intervals.map(names.name),
    ticksAt: ofDates ? "middle" : "start",
    series,
    left: {
      range: axisOf(known, target?.value ?? null, unit),
      unit,
      format: (value) =>
        unit === "ratio" ? formatLimit(Math.round(value * 1e4) / 1e4, "ratio") : formatByUnit(value, first.unit),
    },
    right: null,
    target: target && { ...target, side: "left", label: formatLimit(target.value, first.unit) },
    expected: [],
    unknown: indexes(({ state }) => state === "unknown"),
    running: indexes(({ state }) => state === "running"),
    restated: indexes(({ row }) => (row?.restated ?? 0) > 0),
    policy: policyChanges(intervals),
    now: null,
  };
}

/** Where others judge than in the interval before in which anything was judged. */
function policyChanges(intervals: readonly HistoryInterval[]): ReadonlySet<number> {
  const changes = new Set<number>();
  let known: string | null = null;
  for (const [index, { row }] of intervals.entries()) {
    if (row === null || row.policies.length === 0) continue;
    const versions = row.policies.join();
    if (known !== null && known !== versions) changes.add(index);
    known = versions;
  }
  return changes;
}
