/** What a view row says of now, and of the last 15 minutes, as gauges. A null is an absent series, never a 0. */
import { KPIS, type Kpi, kpiSeries, METRIC_WINDOW, snakeCase } from "@floorwalker/domain";
import type { ViewRow } from "@floorwalker/stream";
import { type Family, line } from "./series-text.ts";

export interface ShownRow {
  readonly labels: string;
  readonly row: ViewRow;
}

const OVER_THE_WINDOW = "over the last 15 minutes";

/** KPIs of a moment, and those over a span; counts are counters. */
const ofKind = (kind: "queue" | "site" | "team"): Family<ShownRow>[] =>
  KPIS.flatMap((kpi) => {
    const { metric, field } = kpiSeries(kpi);
    if (kpi.nature === "count" || !kpi.scopes.includes(kind)) return [];
    const name = `${kind}_${metric}`;
    return [
      kpi.nature === "moment" ? gauge(name, helpOf(kpi), field) : gauge(name, helpOf(kpi), `${field}.${METRIC_WINDOW}`),
    ];
  });

export const QUEUE_GAUGES: readonly Family<ShownRow>[] = ofKind("queue");

/** No counts: what flows is counted by queue. */
export const TEAM_GAUGES: readonly Family<ShownRow>[] = ofKind("team");

/** Of today, as a survey has no other window; counts too, for a share without the number of its answers says nothing. */
export const SURVEY_GAUGES: readonly Family<ShownRow>[] = KPIS.filter(({ scopes }) => scopes.includes("survey")).map(
  (kpi) => {
    const { metric, field } = kpiSeries(kpi);
    // Names that end in _count are those of histograms.
    const name = kpi.nature === "count" ? snakeCase(kpi.id).replace(/_count$/, "_answers") : metric;
    return gauge(`survey_today_${name}`, `${kpi.title} today: ${kpi.formula}`, `${field}.day`);
  },
);

export const SITE_GAUGES: readonly Family<ShownRow>[] = [
  ...ofKind("site"),
  gauge(
    "site_watermark_seconds",
    "Event time up to which every source of the site has been heard, Unix time.",
    "watermark",
  ),
  gauge(
    "unconfigured_queues",
    "Queues with events that the configuration does not know: defaults apply to them. Add them, or mend the source.",
    "unconfiguredQueues",
  ),
];

function helpOf(kpi: Kpi): string {
  if (kpi.since !== undefined)
    return "Since when the one that waits longest has been waiting, Unix time; absent when nobody waits.";
  return kpi.nature === "moment" ? `${kpi.title}: ${kpi.formula}` : `${kpi.title} ${OVER_THE_WINDOW}: ${kpi.formula}`;
}

/** Times are epoch ms in a row. */
function gauge(name: string, help: string, field: string): Family<ShownRow> {
  const unit = field === "oldestQueuedAt" || field === "watermark" ? 0.001 : 1;
  return {
    name,
    help,
    type: "gauge",
    series: 1,
    render: ({ labels, row }) => {
      const value = row[field];
      return typeof value === "number" ? line(name, labels, unit === 1 ? value : value * unit) : "";
    },
  };
}
