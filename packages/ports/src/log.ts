/**
 * The event log: Kafka, or a table of the embedded file. Laws that every adapter keeps (`../contract/log.ts` checks them):
 *
 * L1  `append` resolves only when the records are durable; a rejected append may or may not have happened, or still happen, but before
 *     whatever is appended to that partition next.
 * L2  Offsets of a partition are dense enough to order records and never reused; records come back in offset order.
 * L3  Within a group a partition belongs to at most one consumption at a time, one that asked for its topic, as far as the log can tell: a zombie may
 *     still hold a batch, and `LogBatch.isStale()` then says so. Exactly-once is the store's fence, not the log's.
 * L4  `assigned` is awaited before the first batch of a partition; the first record delivered is the one at the offset
 *     it returned (or, where that offset no longer exists, the next one that does; where it lies beyond the end, none until it is written).
 *     After "wait" none is, until `restart`.
 * L5  `batch` is awaited per partition: the next batch of the same partition comes only after it resolved. Other
 *     partitions go on.
 * L6  An exception out of `batch` or `assigned` stops the consumption and surfaces through `failed`.
 * L7  Bytes are bytes: keys, values and headers return as written, also when they are not UTF-8.
 * L8  `appendedAt` is the log's word, the same whenever and by whomever the record is read.
 * L9  `identity` of a topic never changes while it exists, and differs between two logs.
 * L10 `restart` takes one partition back and asks `assigned` for it again, as if it had come anew; the group is not left.
 * L11 Records that retention took before they were read are told to `expired`, before what follows them is delivered.
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
  /** When the log took it, epoch ms; in topics that others made, what their writer says. */
  readonly appendedAt: number;
  readonly key: string | null;
  readonly rawKey?: Uint8Array;
  readonly value: Uint8Array;
  readonly headers: Readonly<Record<string, Uint8Array>>;
}

/** What a partition holds: the first offset that exists, and the next that will be written. */
export interface LogBounds {
  readonly low: number;
  readonly high: number;
}

/** Where to begin: an offset, or null for the group's committed offset (the earliest when there is none), or not yet. */
export type ReadFrom = number | null | "wait";

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
  /** Of several records of one key only the newest need be kept: a log may drop the others, and need not. */
  readonly compacted?: boolean;
}

export interface ConsumeOptions {
  readonly group: string;
  readonly topics: readonly string[];
  assigned(partition: TopicPartition): Promise<ReadFrom>;
  /** The partition was taken away (or the consumption is stopping). Not called for partitions never assigned. */
  revoked(partition: TopicPartition): Promise<void>;
  batch(batch: LogBatch): Promise<void>;
  /** Records of these offsets, `to` exclusive, are gone unread. */
  expired?(partition: TopicPartition, from: number, to: number): void;
}

export interface Consumption {
  /** Says to the group (and to lag tools) that everything before `next` is done. */
  commit(partition: TopicPartition, next: number): Promise<void>;
  /** `revoked`, then `assigned` again, of this partition alone; resolves after `revoked`. Nothing happens when it is not held. */
  restart(partition: TopicPartition): Promise<void>;
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
  /** Rejects with the `code` record_too_large when one of them is larger than the topic takes: no other try helps. */
  append(topic: string, partition: number, messages: readonly LogMessage[]): Promise<void>;
  /** By partition. */
  bounds(topic: string): Promise<readonly LogBounds[]>;
  /** Which log this is, for those who keep its offsets. */
  identity(topic: string): Promise<string>;
  consume(options: ConsumeOptions): Promise<Consumption>;
  close(): Promise<void>;
}
