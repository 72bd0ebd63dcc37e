/** A folder that is gone after the test or suite that asked for it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface TemporaryState {
  /** The file to open; it does not exist yet. */
  readonly path: string;
  remove(): Promise<void>;
}

export async function temporaryState(): Promise<TemporaryState> {
  const folder = await mkdtemp(join(tmpdir(), "floorwalker-embedded-"));
  return { path: join(folder, "state.sqlite"), remove: () => rm(folder, { recursive: true, force: true }) };
}
