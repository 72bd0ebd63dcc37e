/**
 * The state of partitions: Redis, or tables of the embedded file. A commit is one atomic step (promise 1).
 * Laws that every adapter keeps (`../contract/store.ts` checks them):
 *
 * S1  `claim` raises the epoch and returns the last committed position; from then on a commit of any earlier epoch is `fenced`.
 * S2  `commit` compares and sets on (epoch, sequence): it applies all of its parts or none, and only when the stored
 *     sequence is `commit.from`. A commit that finds its own target (same epoch, sequence = `to`) is `committed`: a reply
 *     was lost. Any other sequence is `diverged`: the store lost or gained something; reload from it.
 * S3  A rejected promise means "unknown": claim again and reload, never assume.
 * S4  What is committed survives kill -9 of every process of ours.
 * S5  Followers receive the changes of every commit of a partition in sequence order, or notice a gap by `from` ≠ the
 *     last `to` and read the snapshot again. A snapshot and the changes that follow its position lose nothing.
 * S6  Outbox entries keep their order and sequence; an acknowledged one never comes back; one that is not does.
 * S7  Partitions are independent.
 */

export interface Position {
  readonly epoch: number;
  readonly sequence: number;
}

/** Position + where to read on: `offset` is null when nothing was read yet. */
export interface Checkpoint extends Position {
  readonly offset: number | null;
}

/** A closed contact, looked up by key within its class; buckets are dropped whole. */
export interface RecordPut {
  /** `class` separates lookups (a channel); `bucket` is its time bucket (a day number). */
  readonly class: string;
  readonly bucket: number;
  readonly key: string;
  /** Null deletes. */
  readonly value: string | null;
}

export interface FoundRecord {
  readonly bucket: number;
  readonly value: string;
}

export interface RecordBucket {
  readonly class: string;
  readonly bucket: number;
}

/** Absolute values only, never increments. Null deletes. */
export interface Commit {
  readonly partition: number;
  readonly epoch: number;
  readonly from: number;
  readonly to: number;
  /** Next log offset to read after this state. */
  readonly offset: number | null;
  /** State loaded in full at a claim: open contacts, panes, agents, alerts, clocks. */
  readonly rows: readonly (readonly [key: string, value: string | null])[];
  readonly records: readonly RecordPut[];
  readonly dropBuckets: readonly RecordBucket[];
  /** View rows (JSON), published to followers as this commit's changes. */
  readonly views: readonly (readonly [id: string, row: string | null])[];
  readonly outbox: readonly string[];
}

export type CommitResult = "committed" | "fenced" | "diverged";

export interface ViewSnapshot {
  readonly position: Position;
  readonly rows: ReadonlyMap<string, string>;
}

export interface ViewChange {
  readonly partition: number;
  readonly epoch: number;
  readonly from: number;
  readonly to: number;
  readonly changes: readonly (readonly [id: string, row: string | null])[];
}

export interface OutboxEntry {
  readonly sequence: number;
  readonly payload: string;
}

export interface Store {
  claim(partition: number): Promise<Checkpoint>;
  /** All rows of the partition, in chunks, in no particular order. Only after `claim`. */
  load(partition: number): AsyncIterable<readonly (readonly [key: string, value: string])[]>;
  /** In one round trip; absent keys are absent in the answer. The newest bucket wins. */
  lookup(partition: number, recordClass: string, keys: readonly string[]): Promise<ReadonlyMap<string, FoundRecord>>;
  /** Every record of one bucket (to recount what a sum cannot retract). */
  bucket(partition: number, bucket: RecordBucket): AsyncIterable<readonly (readonly [key: string, value: string])[]>;
  commit(commit: Commit): Promise<CommitResult>;
  snapshot(partition: number): Promise<ViewSnapshot>;
  /** Calls back for each commit of any partition; returns an unsubscribe. `lost` is called when changes may have been missed. */
  follow(partitions: number, changed: (change: ViewChange) => void, lost: () => void): Promise<() => Promise<void>>;
  /** True when `owner` holds the outbox of the partition for `ms` from now; a holder renews by calling again. */
  leaseOutbox(partition: number, owner: string, ms: number): Promise<boolean>;
  outbox(partition: number, limit: number): Promise<readonly OutboxEntry[]>;
  acknowledge(partition: number, sequences: readonly number[]): Promise<void>;
  /** Removes everything of this store (a replay's own prefix, `--fresh`). */
  erase(): Promise<void>;
  /** Rejects with a reason when the store cannot be used now. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
