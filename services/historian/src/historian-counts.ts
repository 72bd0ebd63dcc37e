/** What became of records, for the person on call. */
import type { Metrics } from "@floorwalker/runtime";

export type HistorianCounts = ReturnType<typeof historianCounts>;

export const historianCounts = (metrics: Metrics) => ({
  intervals: metrics.counter(
    "historian_intervals_total",
    "Closed intervals that were read; `known`: one that is as new was kept already, as when the topic is read again.",
    ["result"],
  ),
  restatements: metrics.counter(
    "restatements_total",
    "KPIs of closed intervals that were shown and are another now, because of a late or corrected event.",
    ["site"],
  ),
  contacts: metrics.counter(
    "historian_contacts_total",
    "Contacts that were read with their facts; `known`: one that is as new was kept already, as when the topic is read again.",
    ["result"],
  ),
  unreadable: metrics.counter(
    "historian_unreadable_records_total",
    "Records of cc.kpi.intervals.v1 that are no interval, or of cc.facts.v1 no facts, or of a newer format: passed over, see the log.",
    ["of"],
  ),
  failures: metrics.counter(
    "historian_put_failures_total",
    "Attempts to keep intervals or facts that failed; each is repeated.",
  ),
});
