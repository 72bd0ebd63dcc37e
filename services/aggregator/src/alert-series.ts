/**
 * What fires and which source is silent, as the board says it: read from the rows that were committed. Bounded: a rule is one series
 * for all queues it watches, and there are so many sources as a site may have.
 */
import type { Metrics } from "@floorwalker/runtime";
import { type CommitDraft, type ViewRow, viewRow } from "@floorwalker/stream";

/** Series of each gauge. */
const MOST_SERIES = 2_000;

export class AlertSeries {
  /** As they were committed, read when somebody looks: there are many commits a second, a scrape is rare. */
  readonly #rows = new Map<number, Map<string, Uint8Array>>();

  constructor(metrics: Metrics) {
    metrics.gauge(
      "alerts_firing",
      "Alerts that are firing, by rule: how many queues or sources it fires for. 0: it has fired or is about to. demo=true: of a demo site, nobody is to be called.",
      ["site", "rule", "severity", "demo"],
      (gauge) => {
        gauge.reset();
        const known = new Set<string>();
        for (const { site, rule, severity, state, about, demo } of this.#ofKind("alert")) {
          // Whoever told of it would be told of it again; and what it is called nobody here has bounded.
          if (about === "external") continue;
          known.add(`${String(site)} ${String(rule)} ${String(severity)}`);
          if (known.size > MOST_SERIES) break;
          const labels = { site: String(site), rule: String(rule), severity: String(severity) };
          gauge.inc(demo === true ? { ...labels, demo: "true" } : labels, state === "firing" ? 1 : 0);
        }
      },
    );
    metrics.gauge(
      "source_silent",
      "1: the source was not heard of for longer than its silentAfter; its queues are stale and no alert starts or ends on them.",
      ["site", "source"],
      (gauge) => {
        gauge.reset();
        let left = MOST_SERIES;
        for (const { site, source, silentSince } of this.#ofKind("source"))
          if (left-- > 0) gauge.set({ site: String(site), source: String(source) }, silentSince === null ? 0 : 1);
      },
    );
  }

  committed(partition: number, changes: CommitDraft["views"]): void {
    for (const [id, row] of changes) {
      if (!id.startsWith("alert:") && !id.startsWith("source:")) continue;
      let rows = this.#rows.get(partition);
      if (rows === undefined) {
        rows = new Map();
        this.#rows.set(partition, rows);
      }
      if (row === null) rows.delete(id);
      // What was given may be part of something large.
      else rows.set(id, new Uint8Array(row));
    }
  }

  /** Another process has the partition. */
  released(partition: number): void {
    this.#rows.delete(partition);
  }

  *#ofKind(kind: string): Generator<ViewRow> {
    for (const rows of this.#rows.values())
      for (const [id, row] of rows) if (id.startsWith(`${kind}:`)) yield viewRow(id, row);
  }
}
