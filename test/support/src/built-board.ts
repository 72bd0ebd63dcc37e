/** The wallboard as built from the sources of this checkout: a test never judges a bundle of yesterday. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../../../", import.meta.url));
let built: Promise<string> | null = null;

/** Names the folder when it was built for the whole run. */
export const BUILT_BOARD = "FLOORWALKER_TEST_BOARD";

/** Builds unless this run has built it (two seconds), as it is published, whatever the tests run as; the folder for the gateway's `boardDir`. */
export function builtBoard(): Promise<string> {
  const folder = process.env[BUILT_BOARD];
  if (folder !== undefined) return Promise.resolve(folder);
  built ??= promisify(execFile)("npm", ["run", "--silent", "build"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production" },
  }).then(() => `${root}services/wallboard/dist`);
  return built;
}
