/**
 * How far the demo's past has been told, in a file beside the state: a start that was cut short goes on with the same days, one that
 * was not tells nothing again. It may be older than what is told: to tell a day again changes nothing.
 */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface PastMark {
  readonly seed: number;
  readonly days: number;
  /** The moment it ends at, epoch ms. */
  readonly until: number;
  /** Days that have been told. */
  readonly told: number;
  /** All of it, and what was restated of it. */
  readonly done: boolean;
}

export const PAST_FILE = "demo-past.json";

/** Null: none was begun, or nobody can read how far it came. */
export function readPastMark(folder: string): PastMark | null {
  try {
    return JSON.parse(readFileSync(join(folder, PAST_FILE), "utf8")) as PastMark;
  } catch {
    return null;
  }
}

export function writePastMark(folder: string, mark: PastMark): void {
  const file = join(folder, PAST_FILE);
  writeFileSync(`${file}.new`, `${JSON.stringify(mark)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
