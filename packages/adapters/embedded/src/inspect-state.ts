/**
 * What can be seen of a state before it is opened, without writing to it and in no time: whether it is a whole file, ours,
 * of a format we read, how its last run ended, and whether the write-ahead log (WAL) beside it is its own. SQLite itself would
 * take any WAL of that name and write its pages into the file.
 *
 * Every run writes its name into the file itself, before anything else: a copy made with `cp` while the program ran says
 * that it was running, and a WAL of another run says another name.
 */
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { EmbeddedError, type EmbeddedErrorCode } from "./embedded-error.ts";
import { APPLICATION_ID, FORMAT_VERSION } from "./schema.ts";
import { explained, RESTORE_FIX } from "./sqlite-faults.ts";
import { inUse } from "./state-lock.ts";

export interface StateFacts {
  /** No file yet, or an empty one. */
  readonly isNew: boolean;
  /** The last run ended in order. */
  readonly clean: boolean;
  readonly version: number;
}

const NEW: StateFacts = { isNew: true, clean: true, version: 0 };
const MAGIC = "SQLite format 3\0";
const HEADER_BYTES = 100;
const CHECK_WAL_FIX =
  "Put the file and the -wal that belong together back, or restore a backup (npx floorwalker restore FILE), or start with --fresh.";

/** Only while the caller holds the lock, or in another process than the one that has it open. @throws EmbeddedError. */
export function inspectState(path: string): StateFacts {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined || (stats.isFile() && stats.size === 0)) return NEW;
  if (!stats.isFile()) throw problem("state_unreadable", path, "this is no ordinary file", "Name another data folder.");
  // An empty one is what a mere look leaves behind.
  const wal = statSync(`${path}-wal`, { throwIfNoEntry: false });
  const written = (wal?.size ?? 0) > 0;
  checkHeader(path, stats.size, written);
  const file = runInFile(path, written);
  if (file !== null && !file.clean && wal === undefined)
    throw problem(
      "state_copy_incomplete",
      path,
      "this is a copy of a state that was running, without the -wal beside it: what was written last is missing, and it may be torn",
      "Take a copy with: npx floorwalker backup FILE (or copy all files of the folder while it is stopped); start with --fresh to empty this one.",
    );
  const read = factsOf(path);
  if (file !== null && read.run !== null && file.run !== read.run.run && file.run !== read.run.previous)
    throw problem("state_wal_foreign", path, "the -wal beside the state belongs to another file", CHECK_WAL_FIX);
  return { isNew: false, clean: read.run?.clean ?? !written, version: read.version };
}

function checkHeader(path: string, size: number, walWritten: boolean): void {
  const header = Buffer.alloc(HEADER_BYTES);
  const file = openSync(path, "r");
  try {
    readSync(file, header, 0, HEADER_BYTES, 0);
  } finally {
    closeSync(file);
  }
  if (header.toString("latin1", 0, 16) !== MAGIC)
    throw problem(
      "state_unreadable",
      path,
      "the state cannot be opened: it is no database",
      "Move the file away, restore a backup (npx floorwalker restore FILE), or start with --fresh to empty it.",
    );
  const pageBytes = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  const pages = header.readUInt32BE(28);
  // Only when the same writer set both: else the number of pages is an older program's.
  const known = header.readUInt32BE(24) === header.readUInt32BE(92);
  if (known && !walWritten && size < pages * pageBytes)
    throw problem(
      "state_truncated",
      path,
      `the file is cut: it has ${size} bytes of ${pages * pageBytes}`,
      RESTORE_FIX,
    );
}

interface Run {
  readonly run: string;
  readonly previous: string;
  readonly clean: boolean;
}

function factsOf(path: string): { readonly version: number; readonly run: Run | null } {
  return reading(path, path, (sqlite) => {
    const number = (sql: string): number => Number(Object.values(sqlite.prepare(sql).get() ?? {})[0]);
    const version = number("PRAGMA user_version");
    const isEmpty = number("SELECT count(*) FROM sqlite_schema") === 0;
    if (!isEmpty && number("PRAGMA application_id") !== APPLICATION_ID)
      throw problem(
        "state_not_ours",
        path,
        "the file is a database of another program; nothing was changed in it",
        "Give Floorwalker a data folder of its own.",
      );
    if (!isEmpty && (version < 1 || version > FORMAT_VERSION)) throw unknownFormat(path, version);
    return { version, run: runOf(sqlite) };
  });
}

/**
 * What the file itself says, without its WAL. Null: written by a version that did not say; or the program was killed while
 * pages went from the WAL into the file, which is whole only with it.
 */
function runInFile(path: string, walWritten: boolean): Run | null {
  try {
    return reading(`${pathToFileURL(path).href}?immutable=1`, path, runOf);
  } catch (error) {
    if (walWritten && error instanceof EmbeddedError) return null;
    throw error;
  }
}

function runOf(sqlite: DatabaseSync): Run | null {
  const there = sqlite.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'state_run'").get();
  if (there === undefined) return null;
  const row = sqlite.prepare("SELECT run, previous, clean FROM state_run").get();
  return row === undefined
    ? null
    : { run: String(row.run), previous: String(row.previous), clean: Number(row.clean) === 1 };
}

function reading<T>(file: string, path: string, read: (sqlite: DatabaseSync) => T): T {
  let sqlite: DatabaseSync | null = null;
  try {
    // A connection that only reads neither moves the WAL into the file nor removes it.
    sqlite = new DatabaseSync(file, { readOnly: true, timeout: 1_000 });
    return read(sqlite);
  } catch (cause) {
    if (cause instanceof EmbeddedError) throw cause;
    // Versions before the lock had a file of its own.
    throw (cause as { errcode?: number }).errcode === 5 ? inUse(path, cause) : explained(cause, path);
  } finally {
    sqlite?.close();
  }
}

function unknownFormat(place: string, version: number): EmbeddedError {
  const age = version > FORMAT_VERSION ? "a newer" : "an older";
  return problem(
    "state_format_unknown",
    place,
    `the state has format version ${version}, this program reads ${FORMAT_VERSION}`,
    `Run it with ${age} Floorwalker, move the file away, or start with --fresh to empty it.`,
  );
}

const problem = (code: EmbeddedErrorCode, place: string, message: string, fix: string): EmbeddedError =>
  new EmbeddedError({ code, place, message, fix });
