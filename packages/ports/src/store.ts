/**
 * The state of partitions: Redis, or tables of the embedded file. A commit is one atomic step (promise 1).
 * Laws that every adapter keeps (`../contract/store.ts` checks them; `docs/spec/commit.md` says them one by one):
 *
 * S1  `claim` gives an epoch that was never given before, also when the store has lost its tail or all of it, and returns
 *     the last committed position; from then on a commit of any other epoch is refused: `fenced`, or `diverged` when the store does not know it (any more).
 * S2  `commit` compares and sets on (epoch, sequence): it applies all of its parts or none, and only when the stored
 *     sequence is `commit.from`. A commit that finds its own target (same epoch, sequence = `to`) is `committed`: a reply
 *     was lost. Any other sequence, and an epoch that the store no longer knows, is `diverged`: the store lost or gained
 *     something; reload from it. Whatever can fail is asked before the first write. Values of rows, records and view rows are
 *     bytes, given back as they are; what they mean is not the store's affair. Keys, ids and outbox entries are text.
 * S3  A rejected promise means "unknown": claim again and reload, never assume.
 * S4  What is committed survives kill -9 of every process of ours.
 * S5  Followers receive the changes of every commit of a partition in sequence order, or notice a gap: what does not
 *     continue exactly (epoch and `from`) where they are, however it compares. Then they read the snapshot again. A
 *     snapshot and the changes that follow its position lose nothing.
 * S6  Outbox entries keep their order; an id is never given twice, also when the store lost its tail or all of it. An
 *     acknowledged entry never comes back; one that is not does; an acknowledgement hits the entry it names or none. Receivers noted
 *     as done add up, are given back with their entry, as of one moment, and go with it; only who holds the lease at that moment can note them.
 * S7  Partitions are independent.
 * S8  A store keeps what it was made for (`StoreFacts`); one that has no facts yet takes the claimer's. A claim that does
 *     not fit is refused and changes nothing: it fences nobody.
 * S9  `startOver` takes all rows and records of a partition away in one step, if it stands where the caller saw it, else it
 *     changes nothing. Views and outbox stay, whoever owned it is fenced, and the next claim reads the log from its start.
 * S10 `rows` and `bucket` may be read while another commits, in chunks: what is there from the call to its end is given, perhaps
 *     more than once, each time as some commit in between left it; what comes or goes meanwhile is given or not. Whoever reads
 *     without owning asks `stored` before and after: where the position is the same, all of it is of that commit.
 */

/** Of one claim. Whoever compares two as owners do does so for equality only. */
export type Epoch = string;

/** The number an epoch begins with: of two claims of a partition the later one has the greater (S1). */
export const epochNumber = (epoch: Epoch): number => Number.parseInt(epoch, 10);

export interface Position {
  readonly epoch: Epoch;
  readonly sequence: number;
}

/** Position + where to read on. */
export interface Checkpoint extends Position {
  /** Next log offset to read; null when nothing was read yet. */
  readonly offset: number | null;
  /** Hash of the record before `offset`, to know the log again; null when unknown. */
  readonly mark: string | null;
}

/** What a store was made for. */
export interface StoreFacts {
  /** Version of the fold; a state of a newer one is refused. */
  readonly fold: number;
  /** Of the events topic. Never changes for a running installation: sites would move. */
  readonly partitions: number;
  /** Identity of the log that offsets belong to; null: the log cannot say. */
  readonly log: string | null;
}

export interface StoredPartition {
  readonly checkpoint: Checkpoint;
  /** Null: a state of a program that kept none. */
  readonly facts: StoreFacts | null;
}

export interface Claimant {
  /** Drawn anew for every claim, not empty, without spaces: no two claims may share it. */
  readonly nonce: string;
  readonly facts: StoreFacts;
  /** A state of an older fold is refused; one that names no fold and has commits is the oldest. Absent: none is. */
  readonly oldestFold?: number;
}

export type ClaimRefusal =
  | "newer_format"
  | "newer_fold"
  | "older_fold"
  | "other_partitions"
  | "other_log"
  /** Of its owner, who knows what is configured: no store refuses for it. */
  | "other_zone";

export type Claim =
  | { readonly result: "claimed"; readonly checkpoint: Checkpoint }
  | {
      readonly result: "refused";
      readonly reason: ClaimRefusal;
      /** What the store was made for and what the claimer brought, for people. */
      readonly stored: string;
      readonly wanted: string;
    };

export interface StartOver {
  /** Where the caller saw the partition. */
  readonly at: Position;
  readonly facts: StoreFacts;
  /** What is there afterwards. */
  readonly rows: readonly StoredValue[];
}

/** A closed contact, looked up by key within its class; buckets are dropped whole. */
export interface RecordPut {
  /** `class` separates lookups (a channel); `bucket` is its time bucket (a day number). */
  readonly class: string;
  readonly bucket: number;
  readonly key: string;
  /** Null deletes. */
  readonly value: Uint8Array | null;
}

export interface FoundRecord {
  readonly bucket: number;
  readonly value: Uint8Array;
}

/** A row, record or view row as it comes back. Whoever keeps the value copies it: it may be part of something large. */
export type StoredValue = readonly [key: string, value: Uint8Array];

/** Null: the row is gone. */
export type ViewEntry = readonly [id: string, row: Uint8Array | null];

export interface RecordBucket {
  readonly class: string;
  readonly bucket: number;
}

/** Absolute values only, never increments. Null deletes. */
export interface Commit {
  readonly partition: number;
  readonly epoch: Epoch;
  readonly from: number;
  readonly to: number;
  /** Next log offset to read after this state. */
  readonly offset: number | null;
  /** Hash of the record before `offset`; null when unknown. */
  readonly mark: string | null;
  /** State loaded in full at a claim: open contacts, panes, agents, alerts, clocks. */
  readonly rows: readonly (readonly [key: string, value: Uint8Array | null])[];
  readonly records: readonly RecordPut[];
  readonly dropBuckets: readonly RecordBucket[];
  /** View rows, published to followers as this commit's changes. */
  readonly views: readonly ViewEntry[];
  readonly outbox: readonly string[];
}

export type CommitResult = "committed" | "fenced" | "diverged";

export interface ViewSnapshot {
  readonly position: Position;
  readonly rows: ReadonlyMap<string, Uint8Array>;
}

export interface ViewChange {
  readonly partition: number;
  readonly epoch: Epoch;
  readonly from: number;
  readonly to: number;
  readonly changes: readonly ViewEntry[];
}

export interface OutboxEntry {
  /** Opaque; never given twice. */
  readonly id: string;
  readonly payload: string;
  /** Receivers that were noted as done, each once, in no particular order. */
  readonly done: readonly string[];
}

/** Receivers that took an entry or refused it for good: nothing more of it is sent to them. */
export interface ReceiversDone {
  readonly id: string;
  readonly receivers: readonly string[];
}

export interface Store {
  claim(partition: number, claimant: Claimant): Promise<Claim>;
  /**
   * The operator's word that `facts.log` is this partition's log from its start: the numbers stay, offset and mark become
   * null, and whoever owns the partition is fenced. Facts the store has of fold and partitions stay as they are.
   */
  adopt(partition: number, facts: StoreFacts): Promise<void>;
  /** False: it stands elsewhere by now. A log that the store knows and `facts` do not say stays known. */
  startOver(partition: number, over: StartOver): Promise<boolean>;
  /** Where a partition stands and what it was made for; null when nobody ever claimed it. Claims and changes nothing. */
  stored(partition: number): Promise<StoredPartition | null>;
  /** All rows of the partition, in chunks, in no particular order. True only while nobody else owns the partition. */
  load(partition: number): AsyncIterable<readonly StoredValue[]>;
  /** Rows whose keys begin with `prefix`, in no particular order (S10). */
  rows(partition: number, prefix: string): AsyncIterable<readonly StoredValue[]>;
  /** In one round trip; absent keys are absent in the answer. The newest bucket wins. */
  lookup(partition: number, recordClass: string, keys: readonly string[]): Promise<ReadonlyMap<string, FoundRecord>>;
  /** Every record of one bucket (to recount what a sum cannot retract, to explain a number), in no particular order (S10). */
  bucket(partition: number, bucket: RecordBucket): AsyncIterable<readonly StoredValue[]>;
  commit(commit: Commit): Promise<CommitResult>;
  snapshot(partition: number): Promise<ViewSnapshot>;
  /** Calls back for each commit of any partition; returns an unsubscribe. `lost` is called when changes may have been missed. */
  follow(partitions: number, changed: (change: ViewChange) => void, lost: () => void): Promise<() => Promise<void>>;
  /** True when `owner` holds the outbox of the partition for `ms` from now; a holder renews by calling again. */
  leaseOutbox(partition: number, owner: string, ms: number): Promise<boolean>;
  /** From its beginning, or from behind the entry of an id that was there. */
  outbox(partition: number, limit: number, after?: string): Promise<readonly OutboxEntry[]>;
  /** False: `owner` does not hold the outbox of the partition (any more), and nothing was noted. Of an entry that is not there nothing is. */
  noteDone(partition: number, owner: string, done: readonly ReceiversDone[]): Promise<boolean>;
  acknowledge(partition: number, ids: readonly string[]): Promise<void>;
  /** Removes everything of this store (a replay's own prefix, `--fresh`). */
  erase(): Promise<void>;
  /** Rejects with a reason when the store cannot be used now. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
