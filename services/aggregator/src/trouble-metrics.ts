/** What is wrong with the partitions of this process, for alert rules: each has a section in the runbook. */
import type { Metrics } from "@floorwalker/runtime";

export interface Trouble {
  readonly partition: number;
  /** Why it is not folded at all; null: it is, or will be in a moment. */
  readonly refused: string | null;
  readonly stoppedSites: ReadonlyMap<string, string>;
}

export interface TroubleMetrics {
  /** Its counters begin at 0, so that a rule sees the first one. */
  begin(partition: number): void;
  expired(partition: number, records: number): void;
  restarted(partition: number): void;
}

export function troubleMetrics(metrics: Metrics, topic: string, troubles: () => Iterable<Trouble>): TroubleMetrics {
  const expired = metrics.counter(
    "log_records_expired_total",
    "Records that the log's retention took before they were read: what they told is in no number.",
    ["topic", "partition"],
  );
  const restarts = metrics.counter(
    "partition_restarts_total",
    "Times a partition was taken up again from the store after a doubt; the others went on.",
    ["partition"],
  );
  metrics.gauge(
    "partition_refused",
    "1 for a partition that is not folded because log and store do not belong together; see the log for the fix.",
    ["partition", "reason"],
    (gauge) => {
      gauge.reset();
      for (const { partition, refused } of troubles())
        if (refused !== null) gauge.set({ partition: String(partition), reason: refused }, 1);
    },
  );
  metrics.gauge(
    "site_stopped",
    "1 for a site whose state cannot be used: its numbers stand still, its events go to the dead letters.",
    ["site"],
    (gauge) => {
      gauge.reset();
      for (const { stoppedSites } of troubles()) for (const site of stoppedSites.keys()) gauge.set({ site }, 1);
    },
  );
  return {
    begin: (partition) => {
      expired.labels(topic, String(partition)).inc(0);
      restarts.labels(String(partition)).inc(0);
    },
    expired: (partition, records) => expired.labels(topic, String(partition)).inc(records),
    restarted: (partition) => restarts.labels(String(partition)).inc(),
  };
}
