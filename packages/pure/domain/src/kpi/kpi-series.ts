/**
 * Where each KPI of the catalogue is found: its field in the view rows and its name in Prometheus, both from what it says
 * of itself, so that none of them can have what another lacks.
 */
import { COUNTERS, type CounterName } from "../counters.ts";
import type { Kpi } from "./kpi.ts";

export interface KpiSeries {
  /** In a view row; of a span followed by `.<window>`. */
  readonly field: string;
  /** After `queue_` or `site_`. A count is a counter that only grows, of queues only (a site's is their sum); the rest are gauges. */
  readonly metric: string;
  /** What a count is the sum of. */
  readonly counters: readonly CounterName[];
}

/** The window of the gauges: that of the default rules, so that a graph shows what an alert saw. */
export const METRIC_WINDOW = "15m";

const SUFFIX = { count: "", ratio: "_ratio", seconds: "_seconds", score: "_score" } as const;

export function kpiSeries({ id, unit, nature, since, counters: told }: Kpi): KpiSeries {
  const counters = nature === "count" ? (told ?? COUNTERS.filter((counter) => counter === id)) : [];
  if (since !== undefined) {
    const moment = since.replace(/At$/, "");
    return { field: since, metric: `${snakeCase(moment)}_timestamp_seconds`, counters };
  }
  const name = counters.length === 1 ? counters[0]! : id;
  return { field: id, metric: `${snakeCase(name)}${nature === "count" ? "_total" : SUFFIX[unit]}`, counters };
}

export const snakeCase = (id: string): string =>
  id.replace(/[A-Z]|(?<=[a-z])\d/g, (match) => `_${match.toLowerCase()}`);
