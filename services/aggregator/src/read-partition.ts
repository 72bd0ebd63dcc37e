/** Claims a partition and reads everything its new owner begins with. */
import type { Checkpoint, Claim, LogBounds, Store, StoredValue } from "@floorwalker/ports";
import { FOLD_VERSION } from "@floorwalker/stream";
import { claimPartition } from "./claim-partition.ts";
import type { AggregatorOptions } from "./start-aggregator.ts";

export type Refused = Extract<Claim, { readonly result: "refused" }>;

export interface StoredPartition {
  readonly result: "claimed";
  readonly checkpoint: Checkpoint;
  readonly log: LogBounds;
  readonly rows: readonly StoredValue[];
  readonly views: ReadonlyMap<string, Uint8Array>;
}

export interface ReadPartitionParts {
  readonly partition: number;
  /** Of the topic. */
  readonly partitions: number;
  /** Another one at each call. */
  readonly nonce: () => string;
  readonly options: Pick<AggregatorOptions, "log" | "store" | "topic" | "logger">;
}

export async function readPartition(parts: ReadPartitionParts): Promise<StoredPartition | Refused> {
  const { partition, partitions, nonce, options } = parts;
  const { log, store, topic, logger } = options;
  const facts = { fold: FOLD_VERSION, partitions, log: await log.identity(topic) };
  const bounds = (await log.bounds(topic))[partition] ?? { low: 0, high: 0 };
  const claim = await claimPartition({ partition, nonce, store, facts, log: bounds, logger });
  if (claim.result === "refused") return claim;
  const { checkpoint } = claim;
  if (checkpoint.offset !== null && checkpoint.offset > bounds.high)
    return {
      result: "refused",
      reason: "other_log",
      stored: `a log read up to offset ${checkpoint.offset}`,
      wanted: `one that ends at ${bounds.high}`,
    };
  const rows: StoredValue[] = [];
  for await (const chunk of store.load(partition)) rows.push(...chunk);
  const { rows: views } = await store.snapshot(partition);
  return { result: "claimed", checkpoint, log: bounds, rows, views };
}

/** Every record of the buckets named. */
export async function readBuckets(
  store: Pick<Store, "bucket">,
  partition: number,
  spans: readonly { readonly class: string; readonly firstDay: number; readonly lastDay: number }[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const records = new Map<string, Uint8Array>();
  const read = new Set<string>();
  for (const { class: recordClass, firstDay, lastDay } of spans)
    for (let bucket = firstDay; bucket <= lastDay; bucket++) {
      if (read.has(`${recordClass}:${bucket}`)) continue;
      read.add(`${recordClass}:${bucket}`);
      for await (const chunk of store.bucket(partition, { class: recordClass, bucket }))
        for (const [key, value] of chunk) records.set(key, value);
    }
  return records;
}
