/**
 * A copy of a state in one file, taken while the program runs, and back again. `VACUUM INTO` reads one moment of the file,
 * log and state together, and writes it anew; the running program goes on. What lies beside the file and must be no newer than
 * it (how far a followed file was read) comes into the copy, and must be read *before* it.
 */
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
} from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pipeline } from "node:stream/promises";
import { checkPages } from "./check-pages.ts";
import { EmbeddedError, type EmbeddedErrorCode } from "./embedded-error.ts";
import { inspectState } from "./inspect-state.ts";
import { makePrivate, OWNER_ONLY } from "./private-file.ts";
import { explained } from "./sqlite-faults.ts";
import { lockState, type StateLock } from "./state-lock.ts";

/** Name → content. */
export type FilesBeside = ReadonlyMap<string, Uint8Array>;

const BACKUP_VERSION = 1;
const TABLES = `
  CREATE TABLE backup_meta (version INTEGER NOT NULL, at TEXT NOT NULL) STRICT;
  CREATE TABLE backup_files (name TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT;
`;

export interface CopyOptions {
  readonly path: string;
  readonly to: string;
  readonly beside: FilesBeside;
  /** Replaces a file that is there. */
  readonly force: boolean;
  /** Wall clock, epoch ms. */
  readonly now: number;
}

/** @throws EmbeddedError `no_state`, `backup_exists`, `backup_not_written`, and what is wrong with the state: then nothing is left. */
export async function backupState({ path, to, beside, force, now }: CopyOptions): Promise<void> {
  if (!force && existsSync(to))
    throw problem("backup_exists", to, "there is such a file already", "Name another one, or replace it with --force.");
  if (!existsSync(path)) throw problem("no_state", path, "there is no state", "Name its folder with --data.");
  const part = `${to}.part`;
  remove(part);
  const lock = lockOfStopped(path);
  try {
    const { isNew, clean } = inspectState(path);
    if (isNew) throw problem("no_state", path, "the state is empty", "There is nothing to take a copy of yet.");
    if (lock !== null && !clean) await checkPages(path);
    writeCopy(path, part);
    finishCopy(part, beside, now);
    await checkPages(part);
    sync(part);
    renameSync(part, to);
    sync(dirname(to));
  } catch (cause) {
    remove(part);
    throw cause instanceof EmbeddedError ? cause : notWritten(to, cause);
  } finally {
    lock?.release();
  }
}

export interface RestoreOptions {
  readonly from: string;
  readonly path: string;
  /** Replaces a state that is there. */
  readonly force: boolean;
}

/** The files that lay beside it. @throws EmbeddedError `backup_unusable`, `state_not_empty`, `state_in_use`: nothing was changed. */
export async function restoreState({ from, path, force }: RestoreOptions): Promise<FilesBeside> {
  if (!existsSync(from)) throw unusable(from, "there is no such file");
  const { isNew, clean } = inspectState(from);
  if (isNew) throw unusable(from, "it is empty");
  if (!clean) throw unusable(from, "it is a copy of a state that was running, not a backup");
  await checkPages(from);
  const lock = lockState(path);
  const part = `${path}.part`;
  try {
    if (existsSync(path) && !force)
      throw problem(
        "state_not_empty",
        path,
        "there is a state already",
        "Take a backup of it, then replace it with --force.",
      );
    rmSync(part, { force: true });
    await pipeline(createReadStream(from), createWriteStream(part, { mode: OWNER_ONLY }));
    const beside = takeOut(part);
    sync(part);
    // The old file's WAL would be taken for the new one's.
    for (const name of [`${path}-wal`, `${path}-shm`]) rmSync(name, { force: true });
    renameSync(part, path);
    sync(dirname(path));
    return beside;
  } catch (cause) {
    rmSync(part, { force: true });
    throw explained(cause, path);
  } finally {
    lock.release();
  }
}

/** Null: it is running, and whoever runs it keeps it whole. */
function lockOfStopped(path: string): StateLock | null {
  try {
    return lockState(path);
  } catch (error) {
    if (error instanceof EmbeddedError && error.code === "state_in_use") return null;
    throw error;
  }
}

function writeCopy(path: string, part: string): void {
  const sqlite = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
  try {
    makePrivate(part);
    sqlite.prepare("VACUUM INTO ?").run(part);
  } catch (cause) {
    const error = explained(cause, path);
    // It is the copy that finds no room, not the state.
    const ofState = error instanceof EmbeddedError && error.code === "state_corrupt";
    throw ofState ? error : notWritten(part, cause);
  } finally {
    sqlite.close();
  }
}

function finishCopy(part: string, beside: FilesBeside, now: number): void {
  const copy = new DatabaseSync(part);
  try {
    copy.exec("BEGIN; UPDATE state_run SET clean = 1, run = '', previous = ''");
    copy.exec(TABLES);
    copy.prepare("INSERT INTO backup_meta VALUES (?, ?)").run(BACKUP_VERSION, new Date(now).toISOString());
    const file = copy.prepare("INSERT INTO backup_files VALUES (?, ?)");
    for (const [name, content] of beside) file.run(name, content);
    copy.exec("COMMIT");
  } finally {
    copy.close();
  }
}

/** A copy of a stopped state, made by other means, has nothing to take out. */
function takeOut(part: string): FilesBeside {
  const copy = new DatabaseSync(part);
  try {
    const there = copy.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'backup_files'").get();
    if (there === undefined) return new Map();
    const version = Number(copy.prepare("SELECT version FROM backup_meta").get()?.version);
    if (version !== BACKUP_VERSION) throw unusable(part, `it is a backup of version ${version}`);
    const rows = copy.prepare("SELECT name, content FROM backup_files").all();
    copy.exec("DROP TABLE backup_files; DROP TABLE backup_meta");
    return new Map(rows.map(({ name, content }) => [String(name), content as Uint8Array]));
  } finally {
    copy.close();
  }
}

/** What cannot be there cannot be removed either. */
function remove(part: string): void {
  try {
    rmSync(part, { force: true });
  } catch {
    // The write that follows says why.
  }
}

function sync(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const problem = (code: EmbeddedErrorCode, place: string, message: string, fix: string, cause?: unknown) =>
  new EmbeddedError({ code, place, message, fix, cause });

const unusable = (from: string, why: string): EmbeddedError =>
  problem("backup_unusable", from, why, "Name a file that floorwalker backup wrote.");

const notWritten = (to: string, cause: unknown): EmbeddedError =>
  problem(
    "backup_not_written",
    to,
    `the copy cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
    "Make room there or name another place; the state itself is as it was.",
    cause,
  );
