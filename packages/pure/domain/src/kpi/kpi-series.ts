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
  /** What tells a part from the others of its count, as Prometheus writes it; empty: nothing. */
  readonly labels: string;
  /** What a count is the sum of. */
  readonly counters: readonly CounterName[];
}

/** The window of the gauges: that of the default rules, so that a graph shows what an alert saw. */
export const METRIC_WINDOW = "15m";

const SUFFIX = {
  count: "",
  ratio: "_ratio",
  seconds: "_seconds",
  score: "_score",
  number: "",
  points: "_points",
  effort: "_score",
} as const;

export function kpiSeries({ id, unit, nature, since, part, counters: told }: Kpi): KpiSeries {
  const counters = nature === "count" ? (told ?? COUNTERS.filter((counter) => counter === id)) : [];
  if (part !== undefined) {
    const labels = `${part.label}="${snakeCase(part.value)}"`;
    return { field: id, metric: `${snakeCase(part.of)}_total`, labels, counters };
  }
  if (since !== undefined) {
    const moment = since.replace(/At$/, "");
    return { field: since, metric: `${snakeCase(moment)}_timestamp_seconds`, labels: "", counters };
  }
  const name = counters.length === 1 ? counters[0]! : id;
  const metric = `${snakeCase(name)}${nature === "count" ? "_total" : SUFFIX[unit]}`;
  return { field: id, metric, labels: "", counters };
}

export const snakeCase = (id: string): string =>
  id.replace(/[A-Z]|(?<=[a-z])\d/g, (match) => `_${match.toLowerCase()}`);
