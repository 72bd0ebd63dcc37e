/** How closed intervals get to the log, for whoever is on call. */
import type { Metrics } from "@floorwalker/runtime";

/** Of a partition this process owns, asked at every scrape. */
export interface ToldPartition {
  readonly partition: number;
  readonly intervals: {
    /** That changed after they had closed, and those on their way to the log. */
    readonly waiting: number;
    /** How long ago the oldest ended that has closed and is not in the log, ms. */
    readonly behindMs: number;
  } | null;
}

export interface IntervalMetrics {
  told(count: number, restated: number): void;
  failed(partition: number): void;
  beyondKept(count: number): void;
  /** Events, as of a commit. */
  restating(count: number): void;
}

export function intervalMetrics(metrics: Metrics, owned: () => Iterable<ToldPartition>): IntervalMetrics {
  const told = metrics.counter("intervals_told_total", "Closed intervals that the log of intervals has taken.");
  const restated = metrics.counter(
    "intervals_restated_total",
    "Of these, the ones told anew because their numbers changed more than two minutes after their end.",
  );
  const failures = metrics.counter(
    "interval_append_failures_total",
    "Times the log did not take closed intervals; they are told again after a pause, numbers and alerts go on.",
    ["partition"],
  );
  const beyondKept = metrics.counter(
    "history_beyond_kept_total",
    "Changes of quarters of an hour that are older than the slices kept: they are in the contact and no longer in the history.",
  );
  const restating = metrics.counter(
    "restating_events_total",
    "Accepted events that changed closed intervals more than two minutes after their end, each once.",
  );
  for (const counter of [told, restated, beyondKept, restating]) counter.inc(0);
  metrics.gauge(
    "intervals_waiting",
    "Closed intervals that changed and are not told anew yet, and those on their way to the log.",
    ["partition"],
    (gauge) => {
      gauge.reset();
      for (const { partition, intervals } of owned())
        if (intervals !== null) gauge.set({ partition: String(partition) }, intervals.waiting);
    },
  );
  metrics.gauge(
    "intervals_behind_seconds",
    "How long ago the oldest interval ended that has closed and is not in the log yet; 0 when all are.",
    ["partition"],
    (gauge) => {
      gauge.reset();
      for (const { partition, intervals } of owned())
        if (intervals !== null) gauge.set({ partition: String(partition) }, intervals.behindMs / 1000);
    },
  );
  return {
    told: (count, again) => {
      told.inc(count);
      restated.inc(again);
    },
    failed: (partition) => failures.labels(String(partition)).inc(),
    beyondKept: (count) => beyondKept.inc(count),
    restating: (count) => restating.inc(count),
  };
}
