/**
 * The log's tables: topics, lanes (one partition of one topic) with their next offset, records and group offsets. Next
 * offsets are kept in memory too, which is safe because one process holds the file; they move only after the commit.
 */
import { randomUUID } from "node:crypto";
import type { LogMessage, LogRecord, TopicSpec } from "@floorwalker/ports";
import type { EmbeddedDatabase, Statement } from "./embedded-database.ts";
import { EmbeddedError } from "./embedded-error.ts";
import { LANE_SPAN } from "./schema.ts";

export interface Lane {
  readonly id: number;
  /** The next offset that will be written. */
  next: number;
  readonly maxBytes: number;
  /** Null: for ever. */
  retentionMs: number | null;
}

/** A batch ends at whichever limit comes first; a record above the bytes comes alone. */
const BATCH_RECORDS = 2_000;
const BATCH_BYTES = 8 * 1024 * 1024;
const TRIM_RECORDS = 2_000;

export class LogTables {
  readonly #database: EmbeddedDatabase;
  readonly #topics = new Map<string, readonly Lane[]>();
  readonly #sql: Readonly<
    Record<"insert" | "next" | "low" | "read" | "stale" | "trim" | "committed" | "commit", Statement>
  >;

  constructor(database: EmbeddedDatabase) {
    this.#database = database;
    this.#sql = {
      insert: database.prepare("INSERT INTO log_records (id, at, key, value, headers) VALUES (?, ?, ?, ?, ?)"),
      low: database.prepare("SELECT min(id) AS id FROM log_records WHERE id >= ? AND id < ?"),
      next: database.prepare("UPDATE log_lanes SET next = ? WHERE id = ?"),
      read: database.prepare(
        `SELECT id, at, key, value, headers FROM log_records WHERE id >= ? AND id < ? ORDER BY id LIMIT ${BATCH_RECORDS}`,
      ),
      stale: database.prepare(
        `SELECT max(id) AS last FROM
          (SELECT id, at FROM log_records WHERE id >= ? AND id < ? ORDER BY id LIMIT ${TRIM_RECORDS}) WHERE at < ?`,
      ),
      trim: database.prepare("DELETE FROM log_records WHERE id >= ? AND id <= ?"),
      committed: database.prepare("SELECT next FROM group_offsets WHERE consumer_group = ? AND lane = ?"),
      commit: database.prepare("INSERT OR REPLACE INTO group_offsets (consumer_group, lane, next) VALUES (?, ?, ?)"),
    };
    this.#loadTopics();
  }

  lanes(topic: string): readonly Lane[] {
    return this.#topics.get(topic) ?? [];
  }

  /** Given when the topic was made, never again to another. @throws EmbeddedError `unknown_partition`. */
  identity(topic: string): string {
    const known = this.#database.prepare(
      "SELECT topic.id, identity FROM log_topics AS topic LEFT JOIN log_identities ON topic = topic.id WHERE name = ?",
    );
    const row = known.get(topic) as { id: number; identity: string | null } | undefined;
    if (row === undefined) throw unknownPartition(topic);
    if (row.identity !== null) return row.identity;
    const identity = randomUUID();
    this.#database.prepare("INSERT INTO log_identities (topic, identity) VALUES (?, ?)").run(row.id, identity);
    return identity;
  }

  /** The first offset that exists, the next one to write when there is none. */
  low(lane: Lane): number {
    const first = lane.id * LANE_SPAN;
    const { id } = this.#sql.low.get(first, first + LANE_SPAN) as { id: number | null };
    return id === null ? lane.next : id - first;
  }

  /** @throws EmbeddedError `unknown_partition`. */
  lane(topic: string, partition: number): Lane {
    const lane = this.lanes(topic)[partition];
    if (lane !== undefined) return lane;
    throw unknownPartition(`${topic} partition ${partition}`);
  }

  /** True when something was created. */
  create(specs: readonly TopicSpec[]): boolean {
    const missing = specs.filter((spec) => !this.#topics.has(spec.topic));
    if (missing.length === 0) return false;
    const topics = this.#database.prepare("INSERT INTO log_topics (name, max_bytes, retention_ms) VALUES (?, ?, ?)");
    const lanes = this.#database.prepare("INSERT INTO log_lanes (topic, partition, next) VALUES (?, ?, 0)");
    this.#database.transaction(() => {
      for (const { topic, partitions, maxBytes, retentionMs } of missing) {
        const { lastInsertRowid } = topics.run(topic, maxBytes ?? null, retentionMs ?? null);
        for (let partition = 0; partition < partitions; partition++) lanes.run(lastInsertRowid, partition);
      }
    });
    this.#loadTopics();
    return true;
  }

  retain(topic: string, ms: number): void {
    const known = this.#topics.get(topic);
    if (known === undefined || known.every(({ retentionMs }) => retentionMs === ms)) return;
    const set = this.#database.prepare("UPDATE log_topics SET retention_ms = ? WHERE name = ?");
    this.#database.transaction(() => set.run(ms, topic));
    for (const lane of known) lane.retentionMs = ms;
  }

  remove(topics: readonly string[]): void {
    const records = this.#database.prepare("DELETE FROM log_records WHERE id >= ? AND id < ?");
    const offsets = this.#database.prepare("DELETE FROM group_offsets WHERE lane = ?");
    const lanes = this.#database.prepare("DELETE FROM log_lanes WHERE id = ?");
    const names = this.#database.prepare("DELETE FROM log_topics WHERE name = ?");
    this.#database.transaction(() => {
      for (const topic of topics) {
        for (const { id } of this.lanes(topic)) {
          records.run(id * LANE_SPAN, (id + 1) * LANE_SPAN);
          offsets.run(id);
          lanes.run(id);
        }
        names.run(topic);
      }
    });
    for (const topic of topics) this.#topics.delete(topic);
  }

  append(lane: Lane, messages: readonly LogMessage[], at: number): void {
    const rows = messages.map((message) => ({ ...message, headers: encodeHeaders(message.headers) }));
    for (const row of rows) refuseTooLarge(lane, row);
    const first = lane.id * LANE_SPAN + lane.next;
    this.#database.transaction(() => {
      for (const [index, row] of rows.entries()) {
        this.#sql.insert.run(first + index, at, row.key, row.value, row.headers);
      }
      this.#sql.next.run(lane.next + rows.length, lane.id);
    });
    lane.next += rows.length;
  }

  read(lane: Lane, from: number): LogRecord[] {
    const records: LogRecord[] = [];
    let bytes = 0;
    for (const row of this.#sql.read.iterate(lane.id * LANE_SPAN + from, (lane.id + 1) * LANE_SPAN)) {
      const { id, at, key, value, headers } = row as unknown as RecordRow;
      bytes += value.length;
      if (bytes > BATCH_BYTES && records.length > 0) break;
      records.push({ offset: id - lane.id * LANE_SPAN, appendedAt: at, key, value, headers: decodeHeaders(headers) });
    }
    return records;
  }

  /** Deletes at most one step of records older than the lane's retention; true when more may be waiting. */
  trim(lane: Lane, now: number): boolean {
    if (lane.retentionMs === null) return false;
    const first = lane.id * LANE_SPAN;
    const { last } = this.#sql.stale.get(first, first + LANE_SPAN, now - lane.retentionMs) as { last: number | null };
    if (last === null) return false;
    return Number(this.#sql.trim.run(first, last).changes) === TRIM_RECORDS;
  }

  /** Null when the group has committed nothing. */
  committed(group: string, lane: Lane): number | null {
    const row = this.#sql.committed.get(group, lane.id) as { next: number } | undefined;
    return row?.next ?? null;
  }

  commit(group: string, lane: Lane, next: number): void {
    this.#sql.commit.run(group, lane.id, next);
  }

  /** Every lane of every topic. */
  *all(): Iterable<Lane> {
    for (const lanes of this.#topics.values()) yield* lanes;
  }

  #loadTopics(): void {
    const sql = `SELECT name, lane.id, next, max_bytes AS maxBytes, retention_ms AS retentionMs
      FROM log_topics AS topic JOIN log_lanes AS lane ON lane.topic = topic.id ORDER BY name, partition`;
    const found = new Map<string, Lane[]>();
    for (const row of this.#database.prepare(sql).all() as unknown as LaneRow[]) {
      const lanes = found.get(row.name) ?? [];
      found.set(row.name, lanes);
      lanes.push({
        id: row.id,
        next: row.next,
        maxBytes: row.maxBytes ?? Number.POSITIVE_INFINITY,
        retentionMs: row.retentionMs,
      });
    }
    // A lane in use keeps its identity: consumptions hold on to it.
    for (const [topic, lanes] of found) if (!this.#topics.has(topic)) this.#topics.set(topic, lanes);
  }
}

function unknownPartition(place: string): EmbeddedError {
  return new EmbeddedError({
    code: "unknown_partition",
    place,
    message: "there is no such topic or partition",
    fix: "Create the topic first.",
  });
}

interface RecordRow {
  readonly id: number;
  readonly at: number;
  readonly key: string | null;
  readonly value: Uint8Array;
  readonly headers: string | null;
}

interface LaneRow {
  readonly name: string;
  readonly id: number;
  readonly next: number;
  readonly maxBytes: number | null;
  readonly retentionMs: number | null;
}

const NO_HEADERS: LogRecord["headers"] = {};

function encodeHeaders(headers: LogMessage["headers"]): string | null {
  if (headers === undefined) return null;
  return JSON.stringify(
    Object.entries(headers).map(([name, value]) => [name, Buffer.from(value as string).toString("base64")]),
  );
}

function decodeHeaders(text: string | null): LogRecord["headers"] {
  if (text === null) return NO_HEADERS;
  const entries = JSON.parse(text) as [string, string][];
  return Object.fromEntries(entries.map(([name, value]) => [name, new Uint8Array(Buffer.from(value, "base64"))]));
}

function refuseTooLarge(lane: Lane, row: { key: string | null; value: Uint8Array; headers: string | null }): void {
  const bytes = row.value.length + Buffer.byteLength(row.key ?? "") + (row.headers?.length ?? 0);
  if (bytes <= lane.maxBytes) return;
  throw new EmbeddedError({
    code: "record_too_large",
    place: `log lane ${lane.id}`,
    message: `a record of ${bytes} bytes is above the topic's limit of ${lane.maxBytes}`,
    fix: "Send smaller records or raise the topic's limit.",
  });
}
