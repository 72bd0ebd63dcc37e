/**
 * Where each KPI of the catalogue is found: its field in the view rows and its name in Prometheus. One list for the three,
 * so that none of them can have what another lacks.
 */
import { COUNTERS, type CounterName } from "../counters.ts";
import type { Kpi } from "./kpi.ts";

/**
 * `moment`: true now, a gauge. `count`: things that add up over a span, in Prometheus a counter that only grows (and one for
 * what was taken back). `measure`: made by division, rank or maximum over a span, a gauge of one window.
 */
export type Nature = "moment" | "count" | "measure";

export interface KpiSeries {
  readonly nature: Nature;
  /** Queues have it too; else only sites, because agents belong to the site. */
  readonly ofQueues: boolean;
  /** In a view row; of a span followed by `.<window>`. */
  readonly field: string;
  /** After `queue_` or `site_`. Counts are of queues only: a site's are their sum. */
  readonly metric: string;
  /** What a count is the sum of. */
  readonly counters: readonly CounterName[];
}

/** The window of the gauges: that of the default rules, so that a graph shows what an alert saw. */
export const METRIC_WINDOW = "15m";

/** Of these a timestamp is shown that does not change while time passes. */
const SINCE: Readonly<Record<string, { readonly field: string; readonly metric: string }>> = {
  longestWaitNow: { field: "oldestQueuedAt", metric: "oldest_queued_timestamp_seconds" },
};
const OF_AGENTS = /^agents|^occupancy$/;
/** Counts whose counters are called otherwise, or are several. */
const COUNTED: Readonly<Record<string, readonly CounterName[]>> = {
  refused: ["refusedFull", "refusedEmpty", "refusedClosed", "refusedDiverted"],
  csatCount: ["surveys"],
};
const SUFFIX = { count: "", ratio: "_ratio", seconds: "_seconds", score: "_score" } as const;

export function kpiSeries({ id, unit }: Pick<Kpi, "id" | "unit">): KpiSeries {
  const counters = unit === "count" ? (COUNTED[id] ?? COUNTERS.filter((counter) => counter === id)) : [];
  const nature = counters.length > 0 ? "count" : unit === "count" || SINCE[id] !== undefined ? "moment" : "measure";
  const [only] = counters;
  const name = counters.length === 1 ? only! : id;
  return {
    nature,
    ofQueues: !OF_AGENTS.test(id),
    field: SINCE[id]?.field ?? id,
    metric: SINCE[id]?.metric ?? `${snakeCase(name)}${nature === "count" ? "_total" : SUFFIX[unit]}`,
    counters,
  };
}

export const snakeCase = (id: string): string =>
  id.replace(/[A-Z]|(?<=[a-z])\d/g, (match) => `_${match.toLowerCase()}`);
