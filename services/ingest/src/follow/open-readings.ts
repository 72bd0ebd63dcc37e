/**
 * Finds the files to read: where the last run stopped (under the same name, renamed, or as a copy), and rotated ones that
 * were never seen. What is taken for unseen by mistake is read again, which is harmless.
 */
import { QueueLogFile } from "./queue-log-file.ts";
import type { Reading } from "./reading.ts";
import { type RotatedFile, rotatedFiles } from "./rotated-files.ts";

export interface Search {
  readonly file: string;
  /** A file last written before holds only lines that are not read, epoch ms. */
  readonly since: number;
  /** True for what was read to its end and has not been written to any more. */
  isFinished(file: RotatedFile): boolean;
  /** Everything in it was read, from another file. */
  holdsNothingNew(file: RotatedFile): void;
}

export interface OpenReadings {
  readonly rotated: readonly QueueLogFile[];
  /** Null when there is no such file now. */
  readonly current: QueueLogFile | null;
  /** Rotated files that may hold lines of today and cannot be read: packed otherwise than with gzip, or closed to us. */
  readonly unread: readonly string[];
  /** Readings whose file is gone: their last lines may be lost. */
  readonly missing: readonly Reading[];
}

/** At a start. */
export async function openReadings(search: Search, readings: readonly Reading[]): Promise<OpenReadings> {
  const left = new Set(readings);
  const current = await QueueLogFile.open(search.file);
  if (current !== null) await resume(current, left);
  const rotated: QueueLogFile[] = [];
  const unread: string[] = [];
  for (const found of await rotatedFiles(search.file)) {
    if (search.isFinished(found) || found.inode === current?.inode) continue;
    const old = found.writtenAt < search.since;
    // What a packed file held before is read, or its name is told: it is not opened for nothing.
    if (found.packing !== "none" && old && left.size === 0) continue;
    const candidate = await openReadable(found);
    if (candidate === null) {
      if (!old) unread.push(found.path);
      continue;
    }
    if (await resume(candidate, left)) rotated.push(candidate);
    else if (old || (current !== null && (await candidate.isWithin(current)))) await candidate.close();
    else rotated.push(candidate);
  }
  return { rotated, current, unread, missing: [...left].filter(({ offset }) => offset > 0) };
}

/**
 * While running: rotated files that are not open yet. A copy of an open file is read from where that one stands, and not before
 * it is as long.
 */
export async function openUnseen(search: Search, open: readonly QueueLogFile[]): Promise<readonly QueueLogFile[]> {
  const unseen: QueueLogFile[] = [];
  for (const found of await rotatedFiles(search.file)) {
    if (found.writtenAt < search.since || search.isFinished(found)) continue;
    // What is packed while we run was open before.
    if (found.packing !== "none" || open.some(({ inode }) => inode === found.inode)) continue;
    const candidate = await openReadable(found);
    if (candidate === null) continue;
    const whole = await wholeOf(candidate, open);
    if (whole !== null) {
      // It is read there; and here when that one is cut before it was.
      if (whole.offset >= (await candidate.size())) search.holdsNothingNew(found);
      await candidate.close();
      continue;
    }
    const original = await originalOf(candidate, open);
    if (original !== null && (await candidate.size()) < original.offset) {
      await candidate.close();
      continue;
    }
    if (original !== null) await candidate.resume(original);
    unseen.push(candidate);
  }
  return unseen;
}

/** An open file that still holds everything that is in this copy of it. */
async function wholeOf(candidate: QueueLogFile, open: readonly QueueLogFile[]): Promise<QueueLogFile | null> {
  for (const file of open) if (await candidate.isWithin(file)) return file;
  return null;
}

async function originalOf(candidate: QueueLogFile, open: readonly QueueLogFile[]): Promise<Reading | null> {
  for (const file of open) {
    const reading = file.reading();
    if (reading.head.bytes > 0 && (await candidate.startsWith(reading.head))) return reading;
  }
  return null;
}

/** Sets the file to where one of the readings stood in it, and takes that reading out: its own, else the one that got furthest. */
async function resume(file: QueueLogFile, readings: Set<Reading>): Promise<boolean> {
  const rank = ({ inode, offset }: Reading): number => (inode === file.inode ? Number.POSITIVE_INFINITY : offset);
  for (const reading of [...readings].sort((a, b) => rank(b) - rank(a))) {
    const named = reading.head.bytes > 0 || reading.inode === file.inode;
    if (!named || (await file.size()) < reading.offset || !(await file.startsWith(reading.head))) continue;
    readings.delete(reading);
    await file.resume(reading);
    return true;
  }
  return false;
}

/** A rotated file may be closed to us: that must not keep us from the current one. */
function openReadable(found: RotatedFile): Promise<QueueLogFile | null> {
  if (found.packing === "other") return Promise.resolve(null);
  const opened = found.packing === "gzip" ? QueueLogFile.openPacked(found) : QueueLogFile.open(found.path);
  return opened.catch(() => null);
}
