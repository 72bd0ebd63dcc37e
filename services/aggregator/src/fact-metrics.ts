/** How facts get to the log, for whoever is on call. */
import type { Metrics } from "@floorwalker/runtime";
import type { TellerMetrics } from "./teller.ts";

/** Of a partition this process owns, asked at every scrape. */
export interface FactsToTell {
  readonly partition: number;
  readonly facts: { readonly waiting: number } | null;
}

export function factMetrics(metrics: Metrics, owned: () => Iterable<FactsToTell>): TellerMetrics {
  const told = metrics.counter(
    "facts_told_total",
    "Contacts that have left memory and that the log of facts has taken.",
  );
  const failures = metrics.counter(
    "fact_append_failures_total",
    "Times the log did not take facts; they are told again after a pause, numbers and alerts go on.",
    ["partition"],
  );
  told.inc(0);
  metrics.gauge(
    "facts_waiting",
    "Contacts that have left memory and are not in the log of facts yet.",
    ["partition"],
    (gauge) => {
      gauge.reset();
      for (const { partition, facts } of owned())
        if (facts !== null) gauge.set({ partition: String(partition) }, facts.waiting);
    },
  );
  return {
    told: (count) => told.inc(count),
    failed: (partition) => failures.labels(String(partition)).inc(),
  };
}
