/**
 * The folder of the embedded state: made when missing, emptied for `--fresh`. Only our own files are removed, and only
 * when nobody works on them: the folder may be somebody's home, or a running Floorwalker's, by a slip of the keyboard.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { EmbeddedError, openEmbedded } from "@floorwalker/embedded";
import { makeFolder } from "@floorwalker/runtime";
import { ProgramError } from "../program-error.ts";
import { PAST_FILE } from "./past-mark.ts";

export const STATE_FILE = "state.sqlite";

/** What `--fresh` is there to get rid of. */
const DAMAGED: readonly string[] = [
  "state_format_unknown",
  "state_unreadable",
  "state_corrupt",
  "state_truncated",
  "state_copy_incomplete",
  "state_wal_foreign",
];

/** @throws ProgramError `data_folder_unusable`; when it is to be emptied also EmbeddedError `state_in_use`, `state_not_ours`. */
export async function prepareDataFolder(folder: string, fresh: boolean): Promise<void> {
  try {
    makeFolder(folder, 0o700);
    if (fresh) await empty(folder);
  } catch (error) {
    if (error instanceof EmbeddedError) throw error;
    throw new ProgramError(
      "data_folder_unusable",
      `the data folder ${folder} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
      "Name a folder that can be written with --data (or FLOORWALKER_DATA).",
    );
  }
}

async function empty(folder: string): Promise<void> {
  const file = join(folder, STATE_FILE);
  try {
    await openEmbedded(file).close();
  } catch (error) {
    if (!(error instanceof EmbeddedError && DAMAGED.includes(error.code))) throw error;
  }
  for (const name of [file, `${file}-wal`, `${file}-shm`]) rmSync(name, { force: true });
  rmSync(join(folder, PAST_FILE), { force: true });
  rmSync(join(folder, "queue-log"), { recursive: true, force: true });
}
