/**
 * Records by bucket. A drop only marks the bucket, so that it costs nothing at midnight however many records it held; each
 * later commit removes one bounded step of them. A bucket that fills again after its drop is another row with another id.
 */
import type { FoundRecord, RecordBucket, RecordPut, StoredValue } from "@floorwalker/ports";
import type { EmbeddedDatabase, Statement, ValuesStatement } from "./embedded-database.ts";
import { type StoredRow, type SummedRow, sumOf } from "./row-sum.ts";

const SWEEP_RECORDS = 1_000;
const CHUNK = 1_000;

type Statements =
  | "find"
  | "create"
  | "newestFirst"
  | "put"
  | "remove"
  | "drop"
  | "dropAll"
  | "lookup"
  | "dropped"
  | "sweepTo"
  | "sweep"
  | "forget";

export class RecordTables {
  readonly #database: EmbeddedDatabase;
  readonly #sql: Readonly<Record<Statements, Statement>>;
  readonly #chunk: ValuesStatement;
  /** False when no dropped bucket is known to wait for its removal. */
  #sweeping = true;

  constructor(database: EmbeddedDatabase) {
    this.#database = database;
    this.#chunk = database.prepareValues(
      `SELECT key, value, sum FROM store_records WHERE bucket = ? AND key >= ? ORDER BY key LIMIT ${CHUNK}`,
    );
    const live = "partition = ? AND class = ?";
    this.#sql = {
      find: database.prepare(`SELECT id FROM store_buckets WHERE ${live} AND bucket = ? AND dropped = 0`),
      create: database.prepare("INSERT INTO store_buckets (partition, class, bucket) VALUES (?, ?, ?)"),
      newestFirst: database.prepare(
        `SELECT id, bucket FROM store_buckets WHERE ${live} AND dropped = 0 ORDER BY bucket DESC`,
      ),
      put: database.prepare("INSERT OR REPLACE INTO store_records (bucket, key, value, sum) VALUES (?, ?, ?, ?)"),
      remove: database.prepare("DELETE FROM store_records WHERE bucket = ? AND key = ?"),
      drop: database.prepare(`UPDATE store_buckets SET dropped = 1 WHERE ${live} AND bucket = ? AND dropped = 0`),
      dropAll: database.prepare("UPDATE store_buckets SET dropped = 1 WHERE partition = ? AND dropped = 0"),
      lookup: database.prepare(
        "SELECT key, value, sum FROM store_records WHERE bucket = ? AND key IN (SELECT value FROM json_each(?))",
      ),
      dropped: database.prepare("SELECT id FROM store_buckets WHERE dropped = 1 LIMIT 1"),
      sweepTo: database.prepare(
        `SELECT max(key) AS last FROM (SELECT key FROM store_records WHERE bucket = ? ORDER BY key LIMIT ${SWEEP_RECORDS})`,
      ),
      sweep: database.prepare("DELETE FROM store_records WHERE bucket = ? AND key <= ?"),
      forget: database.prepare("DELETE FROM store_buckets WHERE id = ?"),
    };
  }

  lookup(partition: number, recordClass: string, keys: readonly string[]): Map<string, FoundRecord> {
    const found = new Map<string, FoundRecord>();
    const buckets = this.#sql.newestFirst.all(partition, recordClass) as unknown as { id: number; bucket: number }[];
    let wanted = keys;
    for (const { id, bucket } of buckets) {
      if (wanted.length === 0) break;
      const rows = this.#sql.lookup.all(id, JSON.stringify(wanted)) as unknown as SummedRow[];
      for (const row of rows) {
        const [key, value] = this.#database.sound(row);
        found.set(key, { bucket, value });
      }
      if (rows.length > 0) wanted = wanted.filter((key) => !found.has(key));
    }
    return found;
  }

  *chunks(partition: number, { class: recordClass, bucket }: RecordBucket): Iterable<StoredValue[]> {
    const id = this.#find(partition, recordClass, bucket);
    if (id === undefined) return;
    yield* keyChunks(this.#database, (from) => this.#chunk.all(id, from), CHUNK);
  }

  /** Within a commit: drops, then puts. */
  apply(partition: number, drops: readonly RecordBucket[], puts: readonly RecordPut[]): void {
    for (const drop of drops) {
      if (this.#sql.drop.run(partition, drop.class, drop.bucket).changes !== 0) this.#sweeping = true;
    }
    const ids = new Map<string, number>();
    for (const { class: recordClass, bucket, key, value } of puts) {
      const name = `${bucket} ${recordClass}`;
      const known = ids.get(name) ?? this.#find(partition, recordClass, bucket);
      if (known === undefined && value === null) continue;
      const id = known ?? Number(this.#sql.create.run(partition, recordClass, bucket).lastInsertRowid);
      ids.set(name, id);
      if (value === null) this.#sql.remove.run(id, key);
      else this.#sql.put.run(id, key, value, sumOf(key, value));
    }
    if (this.#sweeping) this.#sweepStep();
  }

  /** Within a transaction. */
  dropAll(partition: number): void {
    this.#sql.dropAll.run(partition);
    this.#sweeping = true;
  }

  #find(partition: number, recordClass: string, bucket: number): number | undefined {
    const row = this.#sql.find.get(partition, recordClass, bucket) as { id: number } | undefined;
    return row?.id;
  }

  #sweepStep(): void {
    const dropped = this.#sql.dropped.get() as { id: number } | undefined;
    if (dropped === undefined) {
      this.#sweeping = false;
      return;
    }
    const { last } = this.#sql.sweepTo.get(dropped.id) as { last: string | null };
    if (last === null) this.#sql.forget.run(dropped.id);
    else this.#sql.sweep.run(dropped.id, last);
  }
}

/** Pages through (key, value, sum) rows in key order; every page is a query of its own, so that commits may come between. */
export function* keyChunks(
  database: EmbeddedDatabase,
  page: (from: string) => unknown,
  size: number,
): Iterable<StoredValue[]> {
  let from = "";
  for (;;) {
    const rows = page(from) as StoredRow[];
    const last = rows.at(-1);
    if (last === undefined) return;
    yield database.soundRows(rows);
    if (rows.length < size) return;
    // The smallest key after the last one.
    from = `${last[0]}\u0000`;
  }
}
