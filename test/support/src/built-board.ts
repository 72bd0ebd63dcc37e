/** The wallboard as built from the sources of this checkout: a test never judges a bundle of yesterday. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../../../", import.meta.url));
let built: Promise<string> | null = null;

/** Builds once a process (about a second), as it is published, whatever the tests run as; the folder for the gateway's `boardDir`. */
export function builtBoard(): Promise<string> {
  built ??= promisify(execFile)("npm", ["run", "--silent", "build"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production" },
  }).then(() => `${root}services/wallboard/dist`);
  return built;
}
