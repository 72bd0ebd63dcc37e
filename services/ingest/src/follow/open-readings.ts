/**
 * Finds, at a start, the files where reading stopped: under the same name, renamed, or as a copy. Rotated files that were never
 * seen are read from their beginning. What is found twice or too much is read again, which is harmless.
 */
import type { FollowPosition } from "./position-file.ts";
import { QueueLogFile, type Reading } from "./queue-log-file.ts";
import { rotatedFiles } from "./rotated-files.ts";

export interface OpenReadings {
  readonly rotated: readonly QueueLogFile[];
  /** Null when there is no such file now. */
  readonly current: QueueLogFile | null;
  /** Readings whose file is gone: their last lines may be lost. */
  readonly missing: readonly Reading[];
}

/** `position` is null at a first follow: then rotated files written since `since` are read as well. */
export async function openReadings(
  file: string,
  position: FollowPosition | null,
  since: number,
): Promise<OpenReadings> {
  const left = new Set(position?.readings ?? []);
  const current = await QueueLogFile.open(file, null);
  if (current !== null) await resume(current, left);
  const rotated: QueueLogFile[] = [];
  for (const { path, writtenAt } of await rotatedFiles(file)) {
    const candidate = await openReadable(path);
    if (candidate === null) continue;
    const unseen = writtenAt > (position?.writtenAt ?? since);
    if (candidate.inode !== current?.inode && ((await resume(candidate, left)) || unseen)) rotated.push(candidate);
    else await candidate.close();
  }
  return { rotated, current, missing: [...left].filter(({ offset }) => offset > 0) };
}

/** Sets the file to where one of the readings stood in it, and takes that reading out. */
async function resume(file: QueueLogFile, readings: Set<Reading>): Promise<boolean> {
  for (const reading of readings) {
    const named = reading.head.bytes > 0 || reading.inode === file.inode;
    if (!named || (await file.size()) < reading.offset || !(await file.startsWith(reading.head))) continue;
    readings.delete(reading);
    await file.advance(reading.offset);
    return true;
  }
  return false;
}

/** The copy that `copytruncate` made of a file before cutting it; null when it cannot be found. */
export async function openCopy(file: string, reading: Reading): Promise<QueueLogFile | null> {
  const readings = new Set([reading]);
  for (const { path, inode } of await rotatedFiles(file)) {
    const candidate = inode === reading.inode ? null : await openReadable(path);
    if (candidate === null) continue;
    if (reading.head.bytes > 0 && (await resume(candidate, readings))) return candidate;
    await candidate.close();
  }
  return null;
}

/** A rotated file may be closed to us: that must not keep us from the current one. */
const openReadable = (path: string): Promise<QueueLogFile | null> => QueueLogFile.open(path, null).catch(() => null);
