/** What became of deliveries, for Prometheus. Every series of a configured receiver starts at 0. */
import type { DeliveryResult } from "@floorwalker/ports";
import type { Metrics } from "@floorwalker/runtime";

export interface NotifierCounts {
  /** Its series begin at 0, so that a rule sees the first failure. */
  begin(receiver: string): void;
  delivery(receiver: string, result: AttemptResult): void;
  unreadable(): void;
}

/** `skipped`: a report of a day of which nothing is kept, or what is not told at such a place. */
type AttemptResult = DeliveryResult["result"];
const RESULTS: readonly AttemptResult[] = ["delivered", "retry", "refused", "skipped"];

/** `pending` is asked at each scrape. */
export function createNotifierCounts(metrics: Metrics | undefined, pending: () => number): NotifierCounts {
  const deliveries = metrics?.counter(
    "notifier_deliveries_total",
    "Attempts to deliver an alert or a daily report, by receiver and result. `refused` will never arrive: look in the log for the reason.",
    ["receiver", "result"],
  );
  const unreadable = metrics?.counter(
    "notifier_unreadable_entries_total",
    "Outbox entries that are no notification; always 0 unless versions do not fit together.",
  );
  metrics?.gauge(
    "notifier_pending_entries",
    "Outbox entries that some receiver has not taken yet. Growing: a receiver is down.",
    [],
    (gauge) => gauge.set(pending()),
  );
  return {
    begin: (receiver) => {
      for (const result of RESULTS) deliveries?.inc({ receiver, result }, 0);
    },
    delivery: (receiver, result) => deliveries?.inc({ receiver, result }),
    unreadable: () => unreadable?.inc(),
  };
}
