/** Records of `cc.facts.v1` into the history, in the log's order. */
import type { ContactFacts } from "@floorwalker/domain";
import { readFacts } from "@floorwalker/events";
import type { History, LogRecord, TopicPartition } from "@floorwalker/ports";
import type { Logger } from "@floorwalker/runtime";
import type { HistorianCounts } from "./historian-counts.ts";

/** Of one put. */
const MOST = 500;

export interface PutFactsOptions {
  readonly history: Pick<History, "facts">;
  readonly counts: HistorianCounts;
  readonly logger: Logger;
}

/** Rejects when the history cannot be written; what was put before is there. Resolves with the newest moment that they tell of. */
export async function putFacts(
  records: readonly LogRecord[],
  partition: TopicPartition,
  { history, counts, logger }: PutFactsOptions,
): Promise<number> {
  let heard = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < records.length; at += MOST) {
    const told: ContactFacts[] = [];
    for (const record of records.slice(at, at + MOST)) {
      const facts = factsIn(record);
      if (facts !== null) {
        told.push(facts);
        heard = Math.max(heard, Math.min(facts.to, record.appendedAt));
      } else if (record.value.length > 0) {
        counts.unreadable.labels("facts").inc();
        logger.error("facts_unreadable", { ...partition, offset: record.offset });
      }
    }
    const later = (await history.facts?.put(told)) ?? 0;
    counts.contacts.labels("kept").inc(later);
    counts.contacts.labels("known").inc(told.length - later);
  }
  return heard;
}

function factsIn({ value }: LogRecord): ContactFacts | null {
  try {
    return readFacts(Buffer.from(value).toString());
  } catch {
    return null;
  }
}
