/** Records of the topic into the history, each as of when the log took it: reading the topic again says the same. */
import type { Interval } from "@floorwalker/domain";
import { readInterval } from "@floorwalker/events";
import type { History, LogRecord, TopicPartition } from "@floorwalker/ports";
import type { Logger } from "@floorwalker/runtime";
import type { HistorianCounts } from "./historian-counts.ts";

const MINUTE_MS = 60_000;
/** Of one put. */
const MOST = 500;

export interface PutRecordsOptions {
  readonly history: Pick<History, "put">;
  readonly counts: HistorianCounts;
  readonly logger: Logger;
}

/** In the log's order. Rejects when the history cannot be written; what was put before is there. Resolves with the newest moment that they tell of. */
export async function putRecords(
  records: readonly LogRecord[],
  partition: TopicPartition,
  { history, counts, logger }: PutRecordsOptions,
): Promise<number> {
  let heard = Number.NEGATIVE_INFINITY;
  let told: Interval[] = [];
  let minute = 0;
  const put = async (): Promise<void> => {
    if (told.length === 0) return;
    for (const [site, intervals] of bySite(told)) {
      const { later, restatements } = await history.put(intervals, minute * MINUTE_MS);
      counts.intervals.labels("kept").inc(later);
      counts.intervals.labels("known").inc(intervals.length - later);
      counts.restatements.labels(site).inc(restatements);
    }
    told = [];
  };
  for (const record of records) {
    const at = Math.floor(record.appendedAt / MINUTE_MS);
    if (at !== minute || told.length === MOST) await put();
    minute = at;
    const interval = intervalIn(record);
    if (interval !== null) {
      told.push(interval);
      heard = Math.max(heard, Math.min(interval.to, record.appendedAt));
    } else if (record.value.length > 0) {
      counts.unreadable.labels("intervals").inc();
      logger.error("interval_unreadable", { ...partition, offset: record.offset });
    }
  }
  await put();
  return heard;
}

function intervalIn({ value }: LogRecord): Interval | null {
  try {
    return readInterval(Buffer.from(value).toString());
  } catch {
    return null;
  }
}

function bySite(intervals: readonly Interval[]): ReadonlyMap<string, readonly Interval[]> {
  return Map.groupBy(intervals, ({ site }) => site);
}
