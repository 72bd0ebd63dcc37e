/** What became of every input since start: the same numbers for health pages, logs and Prometheus. */
import { FOLD_REJECTIONS, MENDINGS, REJECTIONS, type RejectionCode } from "@floorwalker/events";
import type { Metrics } from "@floorwalker/runtime";
import { IGNORED, type Outcome } from "@floorwalker/sources";

export interface IngestCounts {
  /** Events, not inputs: a line may hold two. */
  readonly accepted: number;
  readonly ignored: number;
  readonly rejected: number;
  readonly rejectedByCode: ReadonlyMap<RejectionCode, number>;
  count(outcome: Outcome): void;
}

export function createIngestCounts(metrics?: Metrics): IngestCounts {
  const accepted = metrics?.counter("ingest_events_accepted_total", "Canonical events written to the event topic.");
  const ignored = metrics?.counter(
    "ingest_inputs_ignored_total",
    "Inputs without meaning for any number, by reason (docs/errors.md).",
    ["reason"],
  );
  const rejected = metrics?.counter(
    "ingest_inputs_rejected_total",
    "Inputs that could not be understood and went to the dead letters, by code. Look there when this rises.",
    ["code"],
  );
  const mended = metrics?.counter(
    "ingest_inputs_mended_total",
    "Things put right in inputs that were taken, by code (docs/errors.md). The first of a source is in the log.",
    ["code"],
  );
  for (const code of Object.keys(MENDINGS)) mended?.inc({ code }, 0);
  for (const reason of Object.keys(IGNORED)) ignored?.inc({ reason }, 0);
  const later: readonly string[] = FOLD_REJECTIONS;
  for (const code of Object.keys(REJECTIONS)) if (!later.includes(code)) rejected?.inc({ code }, 0);

  const counts = { accepted: 0, ignored: 0, rejected: 0, rejectedByCode: new Map<RejectionCode, number>() };
  return Object.assign(counts, {
    count(outcome: Outcome): void {
      if (outcome.result === "accepted") {
        counts.accepted += outcome.events.length;
        accepted?.inc(outcome.events.length);
        for (const { code } of outcome.mended ?? []) mended?.inc({ code });
      } else if (outcome.result === "ignored") {
        counts.ignored++;
        ignored?.inc({ reason: outcome.reason });
      } else {
        counts.rejected++;
        counts.rejectedByCode.set(outcome.code, (counts.rejectedByCode.get(outcome.code) ?? 0) + 1);
        rejected?.inc({ code: outcome.code });
      }
    },
  });
}
