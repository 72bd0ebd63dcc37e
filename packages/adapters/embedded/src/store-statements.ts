/** The store's SQL, prepared once. Tables: `schema.ts`; records have their own in `record-tables.ts`. */
import type { EmbeddedDatabase, Statement, ValuesStatement } from "./embedded-database.ts";

/** Rows of a `load` that are read at a time. */
export const LOAD_CHUNK = 1_000;

export type StoreStatements = Readonly<
  Record<
    | "find"
    | "claim"
    | "adopt"
    | "startOver"
    | "otherPartitions"
    | "advance"
    | "putRow"
    | "removeRow"
    | "removeRows"
    | "views"
    | "putView"
    | "removeView"
    | "putOutbox"
    | "outbox"
    | "noteDone"
    | "acknowledge",
    Statement
  > &
    Record<"rows" | "rowsUpTo", ValuesStatement>
>;

export function storeStatements(database: EmbeddedDatabase): StoreStatements {
  return {
    find: database.prepare(
      `SELECT epoch, nonce, sequence, next_offset AS offset, mark, outbox_next AS outboxNext, fold, partitions, log
        FROM store_partitions WHERE id = ?`,
    ),
    claim: database.prepare(
      `INSERT INTO store_partitions (id, sequence, outbox_next, epoch, nonce, fold, partitions, log)
        VALUES (?, 0, 1, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE
        SET (epoch, nonce, fold, partitions, log)
          = (excluded.epoch, excluded.nonce, excluded.fold, excluded.partitions, coalesce(excluded.log, log))`,
    ),
    adopt: database.prepare(
      `INSERT INTO store_partitions (id, sequence, outbox_next, epoch, nonce, fold, partitions, log)
        VALUES (?, 0, 1, ?, '', ?, ?, ?) ON CONFLICT (id) DO UPDATE
        SET (epoch, nonce, next_offset, mark, fold, partitions, log)
          = (excluded.epoch, '', NULL, NULL, coalesce(fold, iif(sequence > 0, 1, excluded.fold)),
            coalesce(partitions, excluded.partitions), excluded.log)`,
    ),
    startOver: database.prepare(
      `UPDATE store_partitions SET (epoch, nonce, next_offset, mark, fold, partitions, log)
        = (?, '', NULL, NULL, ?, ?, coalesce(?, log)) WHERE id = ?`,
    ),
    otherPartitions: database.prepare(
      "SELECT partitions FROM store_partitions WHERE partitions <> ? ORDER BY id LIMIT 1",
    ),
    advance: database.prepare(
      "UPDATE store_partitions SET sequence = ?, next_offset = ?, mark = ?, outbox_next = ? WHERE id = ?",
    ),
    rows: database.prepareValues(
      `SELECT key, value, sum FROM store_rows WHERE partition = ? AND key >= ? ORDER BY key LIMIT ${LOAD_CHUNK}`,
    ),
    rowsUpTo: database.prepareValues(
      `SELECT key, value, sum FROM store_rows WHERE partition = ? AND key >= ? AND key < ? ORDER BY key LIMIT ${LOAD_CHUNK}`,
    ),
    putRow: database.prepare("INSERT OR REPLACE INTO store_rows (partition, key, value, sum) VALUES (?, ?, ?, ?)"),
    removeRow: database.prepare("DELETE FROM store_rows WHERE partition = ? AND key = ?"),
    removeRows: database.prepare("DELETE FROM store_rows WHERE partition = ?"),
    views: database.prepare("SELECT key, value FROM store_views WHERE partition = ?"),
    putView: database.prepare("INSERT OR REPLACE INTO store_views (partition, key, value) VALUES (?, ?, ?)"),
    removeView: database.prepare("DELETE FROM store_views WHERE partition = ? AND key = ?"),
    putOutbox: database.prepare("INSERT INTO store_outbox (partition, sequence, nonce, payload) VALUES (?, ?, ?, ?)"),
    outbox: database.prepare(
      `SELECT sequence || '/' || nonce AS id, payload, done FROM store_outbox WHERE partition = ? AND sequence > ?
        ORDER BY sequence LIMIT ?`,
    ),
    noteDone: database.prepare(
      `UPDATE store_outbox SET done = (SELECT json_group_array(value) FROM
          (SELECT value FROM json_each(done) UNION SELECT value FROM json_each(?)))
        WHERE partition = ? AND sequence = ? AND nonce = ?`,
    ),
    acknowledge: database.prepare("DELETE FROM store_outbox WHERE partition = ? AND sequence = ? AND nonce = ?"),
  };
}
