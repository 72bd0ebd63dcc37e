/**
 * The state of partitions as tables of the embedded file (laws S1–S7 of the store port). A commit is one transaction.
 * Followers live in the same process: they hear of a commit after it is durable and can miss nothing.
 */
import type {
  Claim,
  Claimant,
  ClaimRefusal,
  Commit,
  CommitResult,
  Epoch,
  FoundRecord,
  OutboxEntry,
  ReceiversDone,
  RecordBucket,
  StartOver,
  Store,
  StoredPartition,
  StoredValue,
  StoreFacts,
  ViewChange,
  ViewSnapshot,
} from "@floorwalker/ports";
import type { EmbeddedDatabase } from "./embedded-database.ts";
import { endOfPrefix } from "./end-of-prefix.ts";
import { OutboxTable } from "./outbox-table.ts";
import { keyChunks, RecordTables } from "./record-tables.ts";
import { sumOf } from "./row-sum.ts";
import { LOAD_CHUNK, type StoreStatements, storeStatements } from "./store-statements.ts";

interface PartitionRow {
  readonly epoch: number;
  readonly nonce: string;
  readonly sequence: number;
  readonly offset: number | null;
  readonly mark: string | null;
  readonly outboxNext: number;
  readonly fold: number | null;
  readonly partitions: number | null;
  readonly log: string | null;
}

interface Follower {
  readonly partitions: number;
  readonly changed: (change: ViewChange) => void;
}

export class EmbeddedStore implements Store {
  readonly #database: EmbeddedDatabase;
  readonly #now: () => number;
  readonly #records: RecordTables;
  readonly #sql: StoreStatements;
  readonly #followers = new Set<Follower>();
  readonly #outbox: OutboxTable;

  /** `now`, epoch ms, ends outbox leases and keeps epochs from being given twice. */
  constructor(database: EmbeddedDatabase, now: () => number) {
    this.#database = database;
    this.#now = now;
    this.#records = new RecordTables(database);
    this.#sql = storeStatements(database);
    this.#outbox = new OutboxTable(database, this.#sql, now);
  }

  async claim(partition: number, { nonce, facts, oldestFold = 0 }: Claimant): Promise<Claim> {
    const stored = this.#find(partition);
    const refused = this.#refusal(stored, facts, oldestFold);
    if (refused !== null) return refused;
    const epoch = this.#nextEpoch(stored);
    this.#sql.claim.run(partition, epoch, nonce, facts.fold, facts.partitions, facts.log);
    const { sequence = 0, offset = null, mark = null } = stored ?? {};
    return { result: "claimed", checkpoint: { epoch: epochOf({ epoch, nonce }), sequence, offset, mark } };
  }

  async adopt(partition: number, { fold, partitions, log }: StoreFacts): Promise<void> {
    // No claim has an empty nonce: whoever owns the partition is fenced.
    this.#sql.adopt.run(partition, this.#nextEpoch(this.#find(partition)), fold, partitions, log);
  }

  async startOver(partition: number, { at, facts, rows }: StartOver): Promise<boolean> {
    const stored = this.#find(partition);
    if (stored === undefined || epochOf(stored) !== at.epoch || stored.sequence !== at.sequence) return false;
    const { fold, partitions, log } = facts;
    this.#database.transaction(() => {
      this.#sql.removeRows.run(partition);
      this.#records.dropAll(partition);
      for (const [key, value] of rows) this.#sql.putRow.run(partition, key, value, sumOf(key, value));
      this.#sql.startOver.run(this.#nextEpoch(stored), fold, partitions, log, partition);
    });
    return true;
  }

  async stored(partition: number): Promise<StoredPartition | null> {
    const found = this.#find(partition);
    if (found === undefined) return null;
    const { epoch, nonce, sequence, offset, mark, fold, partitions, log } = found;
    return {
      checkpoint: { epoch: epochOf({ epoch, nonce }), sequence, offset, mark },
      facts: fold === null || partitions === null ? null : { fold, partitions, log },
    };
  }

  async *load(partition: number): AsyncIterable<readonly StoredValue[]> {
    yield* keyChunks(this.#database, (from) => this.#sql.rows.all(partition, from), LOAD_CHUNK);
  }

  async *rows(partition: number, prefix: string): AsyncIterable<readonly StoredValue[]> {
    const end = endOfPrefix(prefix);
    yield* keyChunks(
      this.#database,
      (from) => this.#sql.rowsUpTo.all(partition, from > prefix ? from : prefix, end),
      LOAD_CHUNK,
    );
  }

  async lookup(
    partition: number,
    recordClass: string,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, FoundRecord>> {
    return this.#records.lookup(partition, recordClass, keys);
  }

  async *bucket(partition: number, bucket: RecordBucket): AsyncIterable<readonly StoredValue[]> {
    yield* this.#records.chunks(partition, bucket);
  }

  async commit(commit: Commit): Promise<CommitResult> {
    const stored = this.#find(commit.partition);
    // An epoch that the store does not know: it lost its tail, or was emptied.
    if (stored === undefined || stored.epoch < Number.parseInt(commit.epoch, 10)) return "diverged";
    // Also an equal number: an older copy of the file may have given the same one to another.
    if (epochOf(stored) !== commit.epoch) return "fenced";
    if (stored.sequence === commit.to) return "committed";
    if (stored.sequence !== commit.from) return "diverged";
    this.#database.transaction(() => this.#apply(commit, stored));
    this.#publish(commit);
    return "committed";
  }

  async snapshot(partition: number): Promise<ViewSnapshot> {
    const stored = this.#find(partition);
    const position = { epoch: epochOf(stored ?? { epoch: 0, nonce: "" }), sequence: stored?.sequence ?? 0 };
    const rows = this.#sql.views.all(partition) as unknown as { key: string; value: Uint8Array }[];
    return { position, rows: new Map(rows.map(({ key, value }) => [key, value])) };
  }

  async follow(partitions: number, changed: (change: ViewChange) => void): Promise<() => Promise<void>> {
    const follower = { partitions, changed };
    this.#followers.add(follower);
    return async () => {
      this.#followers.delete(follower);
    };
  }

  async leaseOutbox(partition: number, owner: string, ms: number): Promise<boolean> {
    return this.#outbox.lease(partition, owner, ms);
  }

  async outbox(partition: number, limit: number, after?: string): Promise<readonly OutboxEntry[]> {
    return this.#outbox.entries(partition, limit, after);
  }

  async noteDone(partition: number, owner: string, done: readonly ReceiversDone[]): Promise<boolean> {
    return this.#outbox.noteDone(partition, owner, done);
  }

  async acknowledge(partition: number, ids: readonly string[]): Promise<void> {
    this.#outbox.acknowledge(partition, ids);
  }

  async erase(): Promise<void> {
    this.#database.transaction(() => {
      for (const table of ["partitions", "rows", "views", "buckets", "records", "outbox"]) {
        this.#database.exec(`DELETE FROM store_${table}`);
      }
    });
    this.#outbox.forgetLeases();
  }

  /** Rejects when the file is closed or cannot be read. */
  async ping(): Promise<void> {
    this.#find(0);
  }

  async close(): Promise<void> {
    this.#followers.clear();
  }

  #find(partition: number): PartitionRow | undefined {
    return this.#sql.find.get(partition) as PartitionRow | undefined;
  }

  /** Also when the file is an older copy: its time is later than any epoch that was given before. */
  #nextEpoch(stored: PartitionRow | undefined): number {
    return Math.max((stored?.epoch ?? 0) + 1, this.#now());
  }

  /** The file's format was asked when it was opened. */
  #refusal(stored: PartitionRow | undefined, wanted: StoreFacts, oldestFold: number): Claim | null {
    const refused = (reason: ClaimRefusal, held: number | string, brought: number | string): Claim => {
      return { result: "refused", reason, stored: String(held), wanted: String(brought) };
    };
    const fold = stored?.fold ?? null;
    if (fold !== null && fold > wanted.fold) return refused("newer_fold", fold, wanted.fold);
    // A partition that nobody claimed yet has no facts of its own: the others speak for it.
    const other = this.#sql.otherPartitions.get(wanted.partitions) as { partitions: number } | undefined;
    if (other !== undefined) return refused("other_partitions", other.partitions, wanted.partitions);
    const log = stored?.log ?? null;
    if (log !== null && wanted.log !== null && log !== wanted.log) return refused("other_log", log, wanted.log);
    // The first program kept no fold: its state is one that has commits.
    if ((stored?.sequence ?? 0) > 0 && (fold ?? 1) < oldestFold) return refused("older_fold", fold ?? 1, wanted.fold);
    return null;
  }

  #apply(commit: Commit, { outboxNext, nonce }: PartitionRow): void {
    const { partition } = commit;
    for (const [key, value] of commit.rows) {
      if (value === null) this.#sql.removeRow.run(partition, key);
      else this.#sql.putRow.run(partition, key, value, sumOf(key, value));
    }
    for (const [id, row] of commit.views) {
      if (row === null) this.#sql.removeView.run(partition, id);
      else this.#sql.putView.run(partition, id, row);
    }
    this.#records.apply(partition, commit.dropBuckets, commit.records);
    let sequence = outboxNext;
    for (const payload of commit.outbox) this.#sql.putOutbox.run(partition, sequence++, nonce, payload);
    this.#sql.advance.run(commit.to, commit.offset, commit.mark, sequence, partition);
  }

  /** In a microtask: a follower's bug must not look like a failed commit. */
  #publish({ partition, epoch, from, to, views }: Commit): void {
    const change: ViewChange = { partition, epoch, from, to, changes: views };
    for (const follower of this.#followers) {
      if (partition >= follower.partitions) continue;
      queueMicrotask(() => {
        if (this.#followers.has(follower)) follower.changed(change);
      });
    }
  }
}

/** The row of a partition that was never claimed since ffec8ce has no nonce. */
const epochOf = ({ epoch, nonce }: Pick<PartitionRow, "epoch" | "nonce">): Epoch => `${epoch}-${nonce}`;
