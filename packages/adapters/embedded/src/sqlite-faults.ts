/**
 * What SQLite's errors mean to the person who runs the program, by their class. Whatever is none of these (a constraint, a
 * mistake in SQL) is a bug of ours and stays as it is.
 */
import { EmbeddedError, type EmbeddedErrorCode } from "./embedded-error.ts";

interface Fault {
  readonly code: EmbeddedErrorCode;
  readonly message: string;
  readonly fix: string;
}

export const RESTORE_FIX =
  "Restore the newest backup (npx floorwalker restore FILE), or move the file away, or start with --fresh to empty it; a disk that does this once does it again: check it.";

const CORRUPT: Fault = { code: "state_corrupt", message: "the state is damaged", fix: RESTORE_FIX };
const READ_ONLY: Fault = {
  code: "state_read_only",
  message: "the state cannot be written",
  fix: "Give this user the right to write the file and its folder, and mount the disk for writing.",
};

/** By primary result code. */
const FAULTS: ReadonlyMap<number, Fault> = new Map([
  [3, READ_ONLY], // SQLITE_PERM
  [8, READ_ONLY], // SQLITE_READONLY
  [
    10, // SQLITE_IOERR
    {
      code: "state_io_error",
      message: "the disk failed to read or write",
      fix: "See the system's log for the disk, and start again when it works: what was acknowledged before is there.",
    },
  ],
  [11, CORRUPT], // SQLITE_CORRUPT
  [
    13, // SQLITE_FULL
    {
      code: "state_disk_full",
      message: "the disk is full; nothing of the last step was written",
      fix: "Make room on the disk and start again: what was acknowledged before is there.",
    },
  ],
  [
    14, // SQLITE_CANTOPEN
    {
      code: "state_unreadable",
      message: "the state cannot be opened",
      fix: "Check that the folder exists and that this user may read and write in it.",
    },
  ],
  [26, { ...CORRUPT, message: "the state is damaged: it is no database any more" }], // SQLITE_NOTADB
]);

const BUSY: readonly number[] = [5, 6];

export const isBusy = (error: unknown): boolean => BUSY.includes(primaryCode(error) ?? 0);

/** The same error when it is no fault of the file. */
export function explained(error: unknown, place: string): unknown {
  const fault = FAULTS.get(primaryCode(error) ?? 0);
  if (fault === undefined) return error;
  const { code, message, fix } = fault;
  const detail = error instanceof Error ? ` (${error.message})` : "";
  return new EmbeddedError({ code, place, message: message + detail, fix, cause: error });
}

const primaryCode = (error: unknown): number | null =>
  error instanceof Error && "errcode" in error ? Number(error.errcode) & 0xff : null;
