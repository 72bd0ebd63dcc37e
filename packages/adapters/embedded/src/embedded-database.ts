/**
 * The one SQLite file of the embedded profile: opened, locked, checked for its format, and the transaction that log and
 * store write in.
 *
 * - One process works on the file (`state-lock.ts`). Log and store may therefore keep what they know of it in memory. Others
 *   may read it meanwhile, which is how a backup is taken.
 * - WAL with synchronous NORMAL: a committed transaction survives the death of the process. A power cut may cost the
 *   last moments, of state and offset together, because they are in one file: the numbers stay exact. A file that nobody
 *   reads after this process (`passing`) is never waited for.
 * - Nothing is written to a file before it is known to be whole, ours and of our format (`inspect-state.ts`).
 * - A fault of the file is an EmbeddedError wherever it shows, and is told to whoever opened it.
 */
import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import {
  DatabaseSync,
  type SQLInputValue,
  type SQLOutputValue,
  type StatementResultingChanges,
  type StatementSync,
} from "node:sqlite";
import type { StoredValue } from "@floorwalker/ports";
import { EmbeddedError } from "./embedded-error.ts";
import { inspectState } from "./inspect-state.ts";
import { makePrivate, takeFromOthers } from "./private-file.ts";
import { type StoredRow, type SummedRow, sound } from "./row-sum.ts";
import { APPLICATION_ID, FIRST_SCHEMA, FORMAT_VERSION, STEPS } from "./schema.ts";
import { explained, isBusy } from "./sqlite-faults.ts";
import { inUse, lockState, type StateLock } from "./state-lock.ts";

type Row = Readonly<Record<string, SQLOutputValue>>;

/** A statement whose faults are explained. */
export interface Statement {
  run(...parameters: SQLInputValue[]): StatementResultingChanges;
  get(...parameters: SQLInputValue[]): Row | undefined;
  all(...parameters: SQLInputValue[]): Row[];
  iterate(...parameters: SQLInputValue[]): Iterable<Row>;
}

/** The same, of whose rows only the values are read: of many at a time at two thirds of the cost. */
export interface ValuesStatement {
  all(...parameters: SQLInputValue[]): SQLOutputValue[][];
}

/** The file as it was at one moment, whatever is written meanwhile. To be closed soon: pages stay in the WAL until then. */
export interface Snapshot {
  prepare(sql: string): Statement;
  close(): void;
}

const MEMORY = ":memory:";
/** Rows of a commit lie all over the file: with SQLite's own 2 MB most of them are read anew each time, at twice the cost a row. */
const CACHE_KIB = 64 * 1024;

export class EmbeddedDatabase {
  readonly path: string;
  /** Rejects when the file has a fault; never resolves. */
  readonly failed: Promise<never>;
  readonly #fail: (error: EmbeddedError) => void;
  readonly #lock: StateLock | null;
  readonly #sqlite: DatabaseSync;
  /** Writes the row of the run again; SQLite leaves out a row that stays the same. */
  #named: StatementSync | null = null;

  /** `passing`: nobody will read it after this process. @throws EmbeddedError for everything that keeps the file from being used. */
  constructor(path: string, { passing = false }: { readonly passing?: boolean } = {}) {
    this.path = path;
    const { promise, reject } = Promise.withResolvers<never>();
    promise.catch(() => {});
    this.failed = promise;
    this.#fail = reject;
    if (path !== MEMORY) makeParent(path);
    this.#lock = path === MEMORY ? null : lockState(path);
    let sqlite: DatabaseSync | null = null;
    try {
      if (path !== MEMORY) {
        inspectState(path);
        makePrivate(path);
        // Of a run that did not end in order; new ones are as the file is.
        for (const beside of [`${path}-wal`, `${path}-shm`]) takeFromOthers(beside);
      }
      sqlite = new DatabaseSync(path, { timeout: 1_000 });
      this.#sqlite = sqlite;
      this.#prepareFile(passing ? "OFF" : "NORMAL");
    } catch (cause) {
      sqlite?.close();
      this.#lock?.release();
      throw isBusy(cause) ? inUse(path, cause) : explained(cause, path);
    }
  }

  get isOpen(): boolean {
    return this.#sqlite.isOpen;
  }

  prepare(sql: string): Statement {
    return this.#guarded(this.#sqlite.prepare(sql));
  }

  prepareValues(sql: string): ValuesStatement {
    const statement = this.#sqlite.prepare(sql);
    statement.setReturnArrays(true);
    return { all: (...parameters) => this.#guard(() => statement.all(...parameters) as unknown as SQLOutputValue[][]) };
  }

  /** Of a file that is only in memory (tests) it is the file itself. */
  snapshot(): Snapshot {
    if (this.path === MEMORY) return { prepare: (sql) => this.prepare(sql), close: () => {} };
    return this.#guard(() => {
      const sqlite = new DatabaseSync(this.path, { readOnly: true, timeout: 1_000 });
      // It is taken by the first reading, not by BEGIN.
      sqlite.exec("BEGIN; SELECT 1 FROM sqlite_schema LIMIT 1");
      return { prepare: (sql) => this.#guarded(sqlite.prepare(sql)), close: () => sqlite.close() };
    });
  }

  #guarded(statement: StatementSync): Statement {
    return {
      run: (...parameters) => this.#guard(() => statement.run(...parameters)),
      get: (...parameters) => this.#guard(() => statement.get(...parameters)),
      all: (...parameters) => this.#guard(() => statement.all(...parameters)),
      iterate: (...parameters) => this.#iterate(statement, parameters),
    };
  }

  exec(sql: string): void {
    this.#guard(() => this.#sqlite.exec(sql));
  }

  /** Runs `work` in one transaction: all of it or, when it throws, none. `work` must be synchronous. */
  transaction<T>(work: () => T): T {
    return this.#guard(() => {
      this.#sqlite.exec("BEGIN IMMEDIATE");
      try {
        const result = work();
        // So that no WAL is without the name of its run.
        this.#named?.run();
        this.#sqlite.exec("COMMIT");
        return result;
      } catch (error) {
        // A full disk rolls back by itself.
        if (this.#sqlite.isTransaction) this.#sqlite.exec("ROLLBACK");
        throw error;
      }
    });
  }

  /** A value as it was written. @throws EmbeddedError: it is another. */
  sound(row: SummedRow): StoredValue {
    return this.#guard(() => sound(row, this.path));
  }

  /** The same of many: key, value, sum. */
  soundRows(rows: readonly StoredRow[]): StoredValue[] {
    return this.#guard(() => rows.map(([key, value, sum]) => sound({ key, value, sum }, this.path)));
  }

  /** In order: the file says so. */
  close(): void {
    if (!this.#sqlite.isOpen) return;
    try {
      this.#sqlite.exec("UPDATE state_run SET clean = 1");
    } catch {
      // A file that failed did not end in order.
    } finally {
      this.#sqlite.close();
      this.#lock?.release();
    }
  }

  *#iterate(statement: StatementSync, parameters: SQLInputValue[]): Iterable<Row> {
    const rows = this.#guard(() => statement.iterate(...parameters));
    try {
      for (;;) {
        const next = this.#guard(() => rows.next());
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      rows.return?.();
    }
  }

  /** @throws EmbeddedError for a fault of the file. */
  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (cause) {
      const error = explained(cause, this.path);
      // A full disk left the file as it was: whether to try again is for whoever wanted to write.
      if (error instanceof EmbeddedError && error.code !== "state_disk_full") this.#fail(error);
      throw error;
    }
  }

  #prepareFile(synchronous: "NORMAL" | "OFF"): void {
    const version = Number(Object.values(this.#sqlite.prepare("PRAGMA user_version").get() ?? {})[0]);
    this.#sqlite.exec("PRAGMA journal_mode = WAL; PRAGMA journal_size_limit = 67108864");
    this.#sqlite.exec(`PRAGMA synchronous = ${synchronous}; PRAGMA cache_size = -${CACHE_KIB}`);
    this.transaction(() => {
      if (version === 0) this.#sqlite.exec(FIRST_SCHEMA);
      for (const step of STEPS.slice(Math.max(0, version - 1))) this.#sqlite.exec(step);
      this.#sqlite.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${FORMAT_VERSION}`);
      this.#sqlite.prepare("UPDATE state_run SET previous = run, run = ?, clean = 0").run(randomUUID());
    });
    // Into the file itself, where a copy of it takes the name of the run along.
    this.#sqlite.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    this.#named = this.#sqlite.prepare("UPDATE state_run SET commits = commits + 1");
  }
}

/** Not those above: a program that makes any folder it is told of hides a slip of the keyboard. */
function makeParent(path: string): void {
  try {
    mkdirSync(dirname(path), { mode: 0o700 });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === "EEXIST") return;
    throw new EmbeddedError({
      code: "state_unreadable",
      place: path,
      message: `its folder cannot be made: ${message}`,
      fix: "Name a folder that can be written (--data or FLOORWALKER_DATA).",
      cause,
    });
  }
}
