/**
 * Who may read the state and its copies: their owner. They hold customers, and the key that pseudonyms are made of; SQLite itself makes a
 * file that everybody may read, and the folder may be anybody's.
 */
import { chmodSync, closeSync, openSync, statSync } from "node:fs";

export const OWNER_ONLY = 0o600;
const OWNER = 0o700;
/** A file of somebody else's, a disk for reading: as it is. */
const NOT_OURS = ["EPERM", "EROFS"];

/** Makes it, empty, when it is missing (SQLite takes such a file for its own); others lose their rights to one that is there. */
export function makePrivate(path: string): void {
  try {
    closeSync(openSync(path, "ax", OWNER_ONLY));
  } catch {
    // It is there; or it cannot be made, and whoever opens it says why.
    takeFromOthers(path);
  }
}

/** What its owner may do with it stays. Nothing happens where there is no such file. */
export function takeFromOthers(path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile() || (stats.mode & 0o077) === 0) return;
  try {
    chmodSync(path, stats.mode & OWNER);
  } catch (cause) {
    if (!NOT_OURS.includes((cause as NodeJS.ErrnoException).code ?? "")) throw cause;
  }
}
