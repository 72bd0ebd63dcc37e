/**
 * The one SQLite file of the embedded profile: opened, locked, checked for its format, and the transaction that log and
 * store write in.
 *
 * - One process holds the file (SQLite's exclusive lock, which the kernel lifts when the process dies, so no stale lock
 *   file can remain). Log and store may therefore keep what they know of it in memory.
 * - WAL with synchronous NORMAL: a committed transaction survives the death of the process. A power cut may cost the
 *   last moments, of state and offset together, because they are in one file: the numbers stay exact.
 * - Nothing is written to a file before it is known to be ours and of our format.
 */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { EmbeddedError } from "./embedded-error.ts";
import { APPLICATION_ID, FIRST_SCHEMA, FORMAT_VERSION, STEPS } from "./schema.ts";

const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;
const SQLITE_FULL = 13;

export class EmbeddedDatabase {
  readonly path: string;
  readonly #sqlite: DatabaseSync;

  /** @throws EmbeddedError `state_in_use`, `state_format_unknown`, `state_not_ours`, `state_unreadable`. */
  constructor(path: string) {
    this.path = path;
    if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    try {
      this.#sqlite = new DatabaseSync(path, { timeout: 1_000 });
    } catch (cause) {
      throw unreadable(path, cause);
    }
    try {
      this.#prepareFile();
    } catch (cause) {
      this.#sqlite.close();
      if (cause instanceof EmbeddedError) throw cause;
      throw isBusy(cause) ? inUse(path, cause) : unreadable(path, cause);
    }
  }

  get isOpen(): boolean {
    return this.#sqlite.isOpen;
  }

  prepare(sql: string): StatementSync {
    return this.#sqlite.prepare(sql);
  }

  exec(sql: string): void {
    this.#sqlite.exec(sql);
  }

  /**
   * Runs `work` in one transaction: all of it or, when it throws, none. `work` must be synchronous.
   * @throws EmbeddedError `state_disk_full`.
   */
  transaction<T>(work: () => T): T {
    this.#sqlite.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.#sqlite.exec("COMMIT");
      return result;
    } catch (error) {
      // A full disk rolls back by itself.
      if (this.#sqlite.isTransaction) this.#sqlite.exec("ROLLBACK");
      throw primaryCode(error) === SQLITE_FULL ? diskFull(this.path, error) : error;
    }
  }

  close(): void {
    if (this.#sqlite.isOpen) this.#sqlite.close();
  }

  #prepareFile(): void {
    this.#sqlite.exec("PRAGMA locking_mode = EXCLUSIVE");
    const application = this.#number("PRAGMA application_id");
    const version = this.#number("PRAGMA user_version");
    const isNew = this.#number("SELECT count(*) FROM sqlite_schema") === 0;
    if (!isNew && application !== APPLICATION_ID) throw notOurs(this.path);
    if (!isNew && (version < 1 || version > FORMAT_VERSION)) throw unknownFormat(this.path, version);
    this.#sqlite.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 67108864");
    if (version === FORMAT_VERSION) return;
    this.transaction(() => {
      if (isNew) this.#sqlite.exec(FIRST_SCHEMA);
      for (const step of STEPS.slice(isNew ? 0 : version - 1)) this.#sqlite.exec(step);
      this.#sqlite.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${FORMAT_VERSION}`);
    });
  }

  #number(sql: string): number {
    return Number(Object.values(this.#sqlite.prepare(sql).get() ?? {})[0]);
  }
}

const primaryCode = (error: unknown): number | null =>
  error instanceof Error && "errcode" in error ? Number(error.errcode) & 0xff : null;

function isBusy(error: unknown): boolean {
  const code = primaryCode(error);
  return code === SQLITE_BUSY || code === SQLITE_LOCKED;
}

function diskFull(place: string, cause: unknown): EmbeddedError {
  return new EmbeddedError({
    code: "state_disk_full",
    place,
    message: "the disk is full; nothing of the last step was written",
    fix: "Make room on the disk and start again: what was acknowledged before is there.",
    cause,
  });
}

function inUse(place: string, cause: unknown): EmbeddedError {
  return new EmbeddedError({
    code: "state_in_use",
    place,
    message: "another process is using this state",
    fix: "Stop the other Floorwalker that runs on this folder, or give this one a data folder of its own (--data or FLOORWALKER_DATA).",
    cause,
  });
}

function unknownFormat(place: string, version: number): EmbeddedError {
  const age = version > FORMAT_VERSION ? "a newer" : "an older";
  return new EmbeddedError({
    code: "state_format_unknown",
    place,
    message: `the state has format version ${version}, this program reads ${FORMAT_VERSION}`,
    fix: `Run it with ${age} Floorwalker, move the file away, or start with --fresh to empty it.`,
  });
}

function notOurs(place: string): EmbeddedError {
  return new EmbeddedError({
    code: "state_not_ours",
    place,
    message: "the file is a database of another program; nothing was changed in it",
    fix: "Give Floorwalker a data folder of its own.",
  });
}

function unreadable(place: string, cause: unknown): EmbeddedError {
  return new EmbeddedError({
    code: "state_unreadable",
    place,
    message: `the state cannot be opened: ${cause instanceof Error ? cause.message : String(cause)}`,
    fix: "Check that the folder exists and can be written; move a damaged file away, or start with --fresh to empty it.",
    cause,
  });
}
