/**
 * The state of partitions as tables of the embedded file (laws S1–S7 of the store port). A commit is one transaction.
 * Followers live in the same process: they hear of a commit after it is durable and can miss nothing.
 */
import type { StatementSync } from "node:sqlite";
import type {
  Checkpoint,
  Commit,
  CommitResult,
  FoundRecord,
  OutboxEntry,
  RecordBucket,
  Store,
  ViewChange,
  ViewSnapshot,
} from "@floorwalker/ports";
import type { EmbeddedDatabase } from "./embedded-database.ts";
import { keyChunks, RecordTables } from "./record-tables.ts";

const CHUNK = 1_000;

type Statements =
  | "find"
  | "claim"
  | "advance"
  | "rows"
  | "putRow"
  | "removeRow"
  | "views"
  | "putView"
  | "removeView"
  | "putOutbox"
  | "outbox"
  | "acknowledge";

interface PartitionRow {
  readonly epoch: number;
  readonly sequence: number;
  readonly offset: number | null;
  readonly outboxNext: number;
}

interface Follower {
  readonly partitions: number;
  readonly changed: (change: ViewChange) => void;
}

export class EmbeddedStore implements Store {
  readonly #database: EmbeddedDatabase;
  readonly #now: () => number;
  readonly #records: RecordTables;
  readonly #sql: Readonly<Record<Statements, StatementSync>>;
  readonly #followers = new Set<Follower>();
  /** In memory: a lease cannot outlive the one process that may hold the file. */
  readonly #leases = new Map<number, { readonly owner: string; readonly until: number }>();

  /** `now` ends outbox leases, epoch ms. */
  constructor(database: EmbeddedDatabase, now: () => number) {
    this.#database = database;
    this.#now = now;
    this.#records = new RecordTables(database);
    this.#sql = {
      find: database.prepare(
        "SELECT epoch, sequence, next_offset AS offset, outbox_next AS outboxNext FROM store_partitions WHERE id = ?",
      ),
      claim: database.prepare(
        `INSERT INTO store_partitions (id, epoch, sequence, next_offset, outbox_next) VALUES (?, 1, 0, NULL, 1)
          ON CONFLICT (id) DO UPDATE SET epoch = epoch + 1`,
      ),
      advance: database.prepare(
        "UPDATE store_partitions SET sequence = ?, next_offset = ?, outbox_next = ? WHERE id = ?",
      ),
      rows: database.prepare(
        `SELECT key, value FROM store_rows WHERE partition = ? AND key >= ? ORDER BY key LIMIT ${CHUNK}`,
      ),
      putRow: database.prepare("INSERT OR REPLACE INTO store_rows (partition, key, value) VALUES (?, ?, ?)"),
      removeRow: database.prepare("DELETE FROM store_rows WHERE partition = ? AND key = ?"),
      views: database.prepare("SELECT key, value FROM store_views WHERE partition = ?"),
      putView: database.prepare("INSERT OR REPLACE INTO store_views (partition, key, value) VALUES (?, ?, ?)"),
      removeView: database.prepare("DELETE FROM store_views WHERE partition = ? AND key = ?"),
      putOutbox: database.prepare("INSERT INTO store_outbox (partition, sequence, payload) VALUES (?, ?, ?)"),
      outbox: database.prepare(
        "SELECT sequence, payload FROM store_outbox WHERE partition = ? ORDER BY sequence LIMIT ?",
      ),
      acknowledge: database.prepare("DELETE FROM store_outbox WHERE partition = ? AND sequence = ?"),
    };
  }

  async claim(partition: number): Promise<Checkpoint> {
    this.#sql.claim.run(partition);
    const { epoch, sequence, offset } = this.#find(partition)!;
    return { epoch, sequence, offset };
  }

  async *load(partition: number): AsyncIterable<readonly (readonly [string, string])[]> {
    yield* keyChunks((from) => this.#sql.rows.all(partition, from), CHUNK);
  }

  async lookup(
    partition: number,
    recordClass: string,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, FoundRecord>> {
    return this.#records.lookup(partition, recordClass, keys);
  }

  async *bucket(partition: number, bucket: RecordBucket): AsyncIterable<readonly (readonly [string, string])[]> {
    yield* this.#records.chunks(partition, bucket);
  }

  async commit(commit: Commit): Promise<CommitResult> {
    const stored = this.#find(commit.partition);
    if (stored !== undefined && stored.epoch > commit.epoch) return "fenced";
    // An epoch that the store never gave: it lost its tail, or was emptied.
    if (stored === undefined || stored.epoch < commit.epoch) return "diverged";
    if (stored.sequence === commit.to) return "committed";
    if (stored.sequence !== commit.from) return "diverged";
    this.#database.transaction(() => this.#apply(commit, stored.outboxNext));
    this.#publish(commit);
    return "committed";
  }

  async snapshot(partition: number): Promise<ViewSnapshot> {
    const { epoch, sequence } = this.#find(partition) ?? { epoch: 0, sequence: 0 };
    const rows = this.#sql.views.all(partition) as unknown as { key: string; value: string }[];
    return { position: { epoch, sequence }, rows: new Map(rows.map(({ key, value }) => [key, value])) };
  }

  async follow(partitions: number, changed: (change: ViewChange) => void): Promise<() => Promise<void>> {
    const follower = { partitions, changed };
    this.#followers.add(follower);
    return async () => {
      this.#followers.delete(follower);
    };
  }

  async leaseOutbox(partition: number, owner: string, ms: number): Promise<boolean> {
    const now = this.#now();
    const lease = this.#leases.get(partition);
    if (lease !== undefined && lease.owner !== owner && lease.until > now) return false;
    this.#leases.set(partition, { owner, until: now + ms });
    return true;
  }

  async outbox(partition: number, limit: number): Promise<readonly OutboxEntry[]> {
    const rows = this.#sql.outbox.all(partition, limit) as unknown as OutboxEntry[];
    return rows.map(({ sequence, payload }) => ({ sequence, payload }));
  }

  async acknowledge(partition: number, sequences: readonly number[]): Promise<void> {
    this.#database.transaction(() => {
      for (const sequence of sequences) this.#sql.acknowledge.run(partition, sequence);
    });
  }

  async erase(): Promise<void> {
    this.#database.transaction(() => {
      for (const table of ["partitions", "rows", "views", "buckets", "records", "outbox"]) {
        this.#database.exec(`DELETE FROM store_${table}`);
      }
    });
    this.#leases.clear();
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

  #apply(commit: Commit, outboxNext: number): void {
    const { partition } = commit;
    for (const [key, value] of commit.rows) {
      if (value === null) this.#sql.removeRow.run(partition, key);
      else this.#sql.putRow.run(partition, key, value);
    }
    for (const [id, row] of commit.views) {
      if (row === null) this.#sql.removeView.run(partition, id);
      else this.#sql.putView.run(partition, id, row);
    }
    this.#records.apply(partition, commit.dropBuckets, commit.records);
    let sequence = outboxNext;
    for (const payload of commit.outbox) this.#sql.putOutbox.run(partition, sequence++, payload);
    this.#sql.advance.run(commit.to, commit.offset, sequence, partition);
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
