/**
 * The event log: Kafka, or a table of the embedded file. Laws that every adapter keeps (`../contract/log.ts` checks them):
 *
 * L1  `append` resolves only when the records are durable; a rejected append may or may not have happened.
 * L2  Offsets of a partition are dense enough to order records and never reused; records come back in offset order.
 * L3  Within a group a partition belongs to at most one consumption at a time, as far as the log can tell: a zombie may
 *     still hold a batch, and `LogBatch.isStale()` then says so. Exactly-once is the store's fence, not the log's.
 * L4  `assigned` is awaited before the first batch of a partition; the first record delivered is the one at the offset
 *     it returned (or, where that offset no longer exists, the next one that does; where it lies beyond the end, none until it is written).
 * L5  `batch` is awaited per partition: the next batch of the same partition comes only after it resolved. Other
 *     partitions go on.
 * L6  An exception out of `batch` or `assigned` stops the consumption and surfaces through `failed`.
 * L7  Bytes are bytes: keys, values and headers return as written, also when they are not UTF-8.
 */

export interface LogMessage {
  readonly key: string | null;
  /** Only where the key is not UTF-8 (other writers' topics): its bytes, which `key` cannot hold. */
  readonly rawKey?: Uint8Array;
  readonly value: Uint8Array;
  readonly headers?: Readonly<Record<string, string | Uint8Array>>;
}

export interface LogRecord {
  readonly offset: number;
  readonly key: string | null;
  readonly rawKey?: Uint8Array;
  readonly value: Uint8Array;
  readonly headers: Readonly<Record<string, Uint8Array>>;
}

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

export interface LogBatch extends TopicPartition {
  readonly records: readonly LogRecord[];
  /** The next offset that will be written, as known when the batch was read: the batch is at the end when its last offset + 1 equals it. */
  readonly end: number;
  /** True once the partition was taken away: drop uncommitted work. */
  isStale(): boolean;
}

export interface TopicSpec {
  readonly topic: string;
  readonly partitions: number;
  /** Largest record, bytes. */
  readonly maxBytes?: number;
  /** How long records are kept, ms; absent: for ever. */
  readonly retentionMs?: number;
}

export interface ConsumeOptions {
  readonly group: string;
  readonly topics: readonly string[];
  /** Where to begin: an offset, or null for the group's committed offset, or the earliest when there is none. */
  assigned(partition: TopicPartition): Promise<number | null>;
  /** The partition was taken away (or the consumption is stopping). Not called for partitions never assigned. */
  revoked(partition: TopicPartition): Promise<void>;
  batch(batch: LogBatch): Promise<void>;
}

export interface Consumption {
  /** Says to the group (and to lag tools) that everything before `next` is done. */
  commit(partition: TopicPartition, next: number): Promise<void>;
  /** Rejects when the consumption can no longer go on; never resolves otherwise than by `stop`. */
  readonly failed: Promise<void>;
  /** False when nothing was heard of the log for longer than it may be silent (liveness). */
  healthy(): boolean;
  stop(): Promise<void>;
}

export interface Log {
  /** Creates what is missing; topics that exist stay as they are. */
  ensureTopics(topics: readonly TopicSpec[]): Promise<void>;
  removeTopics(topics: readonly string[]): Promise<void>;
  /** Number of partitions of a topic; 0 when there is no such topic. */
  partitions(topic: string): Promise<number>;
  append(topic: string, partition: number, messages: readonly LogMessage[]): Promise<void>;
  /** By partition, the next offset that will be written. */
  ends(topic: string): Promise<readonly number[]>;
  consume(options: ConsumeOptions): Promise<Consumption>;
  close(): Promise<void>;
}
