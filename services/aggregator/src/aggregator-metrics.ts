/**
 * The aggregator's own metrics, and the KPIs of the sites it owns (rule 27): one gauge per KPI, read from the view rows
 * at scrape time. A null is an absent series, never a 0.
 */
import { KPIS, type Kpi, WINDOW_IDS } from "@floorwalker/domain";
import { FOLD_REJECTIONS } from "@floorwalker/events";
import type { Metrics } from "@floorwalker/runtime";
import type { Refused } from "@floorwalker/stream";
import type { RecordOutcome } from "./judged-event.ts";
import { type ViewRow, ViewRows } from "./view-rows.ts";

export interface AggregatorMetrics {
  events(outcome: RecordOutcome, count: number): void;
  refused(kind: Refused): void;
  readonly deadLetters: { inc(count: number): void };
  readonly commitSeconds: { observe(seconds: number): void };
  views(partition: number, changes: readonly (readonly [id: string, row: string | null])[]): void;
  /** Another process exports its sites from now on. */
  released(partition: number): void;
}

/** What is known of the partitions this process owns, asked at every scrape. */
export interface OwnedPartition {
  readonly partition: number;
  readonly lag: number;
  /** Of each site, the events that could not have happened in this order (rule 6). */
  impossibleOrders(): Iterable<readonly [site: string, count: number]>;
}

const OUTCOMES: readonly RecordOutcome[] = ["accepted", "duplicate", ...FOLD_REJECTIONS];
const NAMES: readonly Refused[] = ["site", "queue", "agent", "source"];
const COMMIT_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
/** More rows of a kind than this are not exported, and a gauge says how many were left out. */
const MOST_ROWS = 2_000;
/** Kinds of view rows that become series. */
const EXPORTED = ["queue", "site"] as const;

export function aggregatorMetrics(metrics: Metrics, owned: () => Iterable<OwnedPartition>): AggregatorMetrics {
  const rows = new ViewRows();
  const idsOf = new Map<number, Set<string>>();
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
    "Events kept out of the numbers and written to the dead letters with a reason.",
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
    "kpi_rows_left_out",
    "Queues and sites whose KPIs are not exported because there are too many.",
    [],
    (gauge) => gauge.set(EXPORTED.reduce((sum, kind) => sum + Math.max(0, rows.count(kind) - MOST_ROWS), 0)),
  );
  metrics.gauge(
    "site_watermark_seconds",
    "Event time up to which every source of the site has been heard, Unix time.",
    ["site"],
    (gauge) => {
      gauge.reset();
      for (const row of rows.values())
        if (row.kind === "site" && typeof row.watermark === "number")
          gauge.set({ site: String(row.site) }, row.watermark / 1000);
    },
  );
  metrics.gauge(
    "queue_oldest_queued_timestamp_seconds",
    "Since when the one that waits longest has been waiting, Unix time; absent when nobody waits.",
    ["site", "queue", "channel"],
    (gauge) => {
      gauge.reset();
      for (const { site, queue, channel, oldestQueuedAt } of exported(rows, "queue"))
        if (typeof oldestQueuedAt === "number")
          gauge.set({ site: String(site), queue: String(queue), channel: String(channel) }, oldestQueuedAt / 1000);
    },
  );
  metrics.gauge(
    "unconfigured_queues",
    "Queues with events that the configuration does not know: defaults apply to them. Add them, or mend the source.",
    ["site"],
    (gauge) => {
      gauge.reset();
      for (const row of exported(rows, "site")) gauge.set({ site: String(row.site) }, Number(row.unconfiguredQueues));
    },
  );
  metrics.gauge(
    "impossible_orders",
    "Events that cannot have happened in the order of their times, such as an end before its start, since this process took the site: look at the clocks of its sources.",
    ["site"],
    (gauge) => {
      gauge.reset();
      let left = MOST_ROWS;
      for (const partition of owned())
        for (const [site, count] of partition.impossibleOrders()) if (left-- > 0) gauge.set({ site }, count);
    },
  );
  for (const kpi of KPIS) kpiGauges(metrics, kpi, rows);
  return {
    events: (outcome, count) => byOutcome.get(outcome)!.inc(count),
    refused: (kind) => {
      if (kind !== "contactEvents") refusedNames.inc({ kind });
    },
    deadLetters,
    commitSeconds,
    views: (partition, changes) => {
      const ids = idsOf.get(partition) ?? new Set();
      idsOf.set(partition, ids);
      for (const [id, row] of changes) {
        if (!EXPORTED.some((kind) => id.startsWith(`${kind}:`))) continue;
        if (row === null) rows.delete(id);
        else rows.set(id, row);
        ids.add(id);
      }
    },
    released: (partition) => {
      for (const id of idsOf.get(partition) ?? []) rows.delete(id);
      idsOf.delete(partition);
    },
  };
}

/** `floorwalker_queue_service_level_ratio{site,queue,channel,window}` and `floorwalker_site_service_level_ratio{site,window}`. */
function kpiGauges(metrics: Metrics, kpi: Kpi, rows: ViewRows): void {
  // Prometheus keeps `_count` for histograms.
  const name = `${snakeCase(kpi.id).replace(/_count$/, "_surveys")}${SUFFIX[kpi.unit]}`;
  const help = `${kpi.title}: ${kpi.formula}`;
  metrics.gauge(`queue_${name}`, help, ["site", "queue", "channel", "window"], (gauge) => {
    gauge.reset();
    for (const row of exported(rows, "queue"))
      for (const [window, value] of values(row, kpi.id))
        gauge.set({ site: String(row.site), queue: String(row.queue), channel: String(row.channel), window }, value);
  });
  metrics.gauge(`site_${name}`, help, ["site", "window"], (gauge) => {
    gauge.reset();
    for (const row of exported(rows, "site"))
      for (const [window, value] of values(row, kpi.id)) gauge.set({ site: String(row.site), window }, value);
  });
}

function* exported(rows: ViewRows, kind: string): Generator<ViewRow> {
  let count = 0;
  for (const row of rows.values()) {
    if (row.kind !== kind) continue;
    if (++count > MOST_ROWS) return;
    yield row;
  }
}

/** What is true of the moment has the window "now". */
function* values(row: ViewRow, kpi: string): Generator<readonly [window: string, value: number]> {
  const now = row[kpi];
  if (typeof now === "number") yield ["now", now];
  for (const window of WINDOW_IDS) {
    const value = row[`${kpi}.${window}`];
    if (typeof value === "number") yield [window, value];
  }
}

const SUFFIX = { count: "", ratio: "_ratio", seconds: "_seconds", score: "_score" } as const;

const snakeCase = (id: string): string => id.replace(/[A-Z]|(?<=[a-z])\d/g, (match) => `_${match.toLowerCase()}`);
