/** The aggregator's own metrics, and the KPIs of the sites it owns (rule 27), which are text of their own (KpiSeries). */
import { FOLD_REJECTIONS } from "@floorwalker/events";
import type { Metrics } from "@floorwalker/runtime";
import type { CommitDraft, Refused } from "@floorwalker/stream";
import { AlertSeries } from "./alert-series.ts";
import { type CustomersKept, customerMetrics } from "./customer-metrics.ts";
import type { RecordOutcome } from "./judged-event.ts";
import { KpiSeries, type KpiSeriesOptions, MOST_SERIES } from "./kpi-series.ts";

export interface AggregatorMetrics {
  events(outcome: RecordOutcome, count: number): void;
  refused(kind: Refused): void;
  readonly deadLetters: { inc(count: number): void };
  badFields(site: string, count: number): void;
  readonly commitSeconds: { observe(seconds: number): void };
  /** What is in the store now. */
  committed(partition: number, draft: Pick<CommitDraft, "flows" | "views">): void;
  /** Another process exports its sites from now on. */
  released(partition: number): void;
}

/** What is known of the partitions this process owns, asked at every scrape. */
export interface OwnedPartition {
  readonly partition: number;
  readonly lag: number;
  /** Of each site, the events that could not have happened in this order (rule 6). */
  impossibleOrders(): Iterable<readonly [site: string, count: number]>;
  /** Of each site whose events say whose contacts are. */
  customersKept(): Iterable<readonly [site: string, kept: CustomersKept]>;
  /** Of each site, the edits of its policies that are not in force because they have no date of their own (rule 30). */
  refusedEdits(): Iterable<readonly [site: string, count: number]>;
}

const OUTCOMES: readonly RecordOutcome[] = ["accepted", "duplicate", "no_effect", ...FOLD_REJECTIONS];
const NAMES: readonly Refused[] = ["site", "queue", "agent", "source"];
/** Sites with a series that is not a KPI. */
const MOST_SITES = 2_000;
const COMMIT_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

export function aggregatorMetrics(
  metrics: Metrics,
  owned: () => Iterable<OwnedPartition>,
  options: KpiSeriesOptions = {},
): AggregatorMetrics {
  const series = new KpiSeries(options);
  metrics.part(() => series.text());
  const alerts = new AlertSeries(metrics);
  const events = metrics.counter("events_total", "Events read from the log, by what became of them.", ["outcome"]);
  const byOutcome = new Map(OUTCOMES.map((outcome) => [outcome, events.labels(outcome)]));
  for (const series of byOutcome.values()) series.inc(0);
  const refusedNames = metrics.counter(
    "names_refused_total",
    "Events refused because they name a site, queue, agent or source that is not configured and for which there is no room.",
    ["kind"],
  );
  for (const kind of NAMES) refusedNames.inc({ kind }, 0);
  const deadLetters = metrics.counter(
    "aggregator_dead_letters_total",
    "Events kept out of the numbers, by themselves or because they came too late, and written aside with a reason.",
  );
  const badFields = metrics.counter(
    "bad_fields_total",
    "Fields of events that cannot be true and were left out: durations negative or longer than 400 days, scores beyond their scale.",
    ["site"],
  );
  const commitSeconds = metrics.histogram(
    "commit_seconds",
    "Time of one atomic commit of state, views, outbox and offset.",
    COMMIT_BUCKETS,
  );
  metrics.gauge(
    "partition_lag_events",
    "Events of an owned partition that are not yet in the numbers.",
    ["partition"],
    (gauge) => {
      gauge.reset();
      for (const { partition, lag } of owned()) gauge.set({ partition: String(partition) }, lag);
    },
  );
  metrics.gauge(
    "policy_edits_refused",
    "Edits of a site's policies, targets or teams that are configured and not in force: they would rewrite what was judged already. See the log for each and its fix.",
    ["site"],
    (gauge) => {
      gauge.reset();
      for (const each of owned()) for (const [site, count] of each.refusedEdits()) gauge.set({ site }, count);
    },
  );
  metrics.gauge("kpi_series_limit", "Series of KPIs that this process exports at most.", [], (gauge) =>
    gauge.set(options.most ?? MOST_SERIES),
  );
  metrics.gauge(
    "kpi_series_left_out",
    "Series of KPIs that are not exported because there are too many.",
    [],
    (gauge) => gauge.set(series.leftOut().series),
  );
  metrics.gauge(
    "kpi_scopes_left_out",
    "Queues, sites, teams and surveys whose KPIs are not exported because there would be too many series.",
    ["kind"],
    (gauge) => {
      const { queues, sites, teams, surveys } = series.leftOut();
      gauge.set({ kind: "queue" }, queues);
      gauge.set({ kind: "site" }, sites);
      gauge.set({ kind: "team" }, teams);
      gauge.set({ kind: "survey" }, surveys);
    },
  );
  metrics.gauge(
    "impossible_orders",
    "Events that cannot have happened in the order of their times, such as an end before its start, since this process took the site: look at the clocks of its sources.",
    ["site"],
    (gauge) => {
      gauge.reset();
      let left = MOST_SITES;
      for (const partition of owned())
        for (const [site, count] of partition.impossibleOrders()) if (left-- > 0) gauge.set({ site }, count);
    },
  );
  customerMetrics(metrics, function* sites() {
    for (const each of owned()) yield* each.customersKept();
  });
  return {
    events: (outcome, count) => byOutcome.get(outcome)!.inc(count),
    refused: (kind) => {
      if (kind !== "contactEvents") refusedNames.inc({ kind });
    },
    deadLetters,
    badFields: (site, count) => badFields.labels(site).inc(count),
    commitSeconds,
    committed: (partition, draft) => {
      series.committed(partition, draft);
      alerts.committed(partition, draft.views);
    },
    released: (partition) => {
      series.released(partition);
      alerts.released(partition);
    },
  };
}
