/**
 * One process works on a state: who holds the lock of the small file beside it. The lock is the kernel's and goes with the
 * process, so no stale one can remain. The state itself stays readable to others: a backup is taken while it runs.
 */
import { DatabaseSync } from "node:sqlite";
import { EmbeddedError } from "./embedded-error.ts";
import { explained, isBusy } from "./sqlite-faults.ts";

export interface StateLock {
  release(): void;
}

/** @throws EmbeddedError `state_in_use`, and what the disk says. */
export function lockState(path: string): StateLock {
  let sqlite: DatabaseSync | null = null;
  try {
    sqlite = new DatabaseSync(`${path}-lock`, { timeout: 1_000 });
    sqlite.exec("BEGIN EXCLUSIVE");
  } catch (cause) {
    sqlite?.close();
    throw isBusy(cause) ? inUse(path, cause) : explained(cause, path);
  }
  const held = sqlite;
  return { release: () => held.close() };
}

export const inUse = (place: string, cause: unknown): EmbeddedError =>
  new EmbeddedError({
    code: "state_in_use",
    place,
    message: "another process is using this state",
    fix: "Stop the other Floorwalker that runs on this folder, or give this one a data folder of its own (--data or FLOORWALKER_DATA).",
    cause,
  });
