/** The program itself as a user starts it: a process of its own, stopped by its id whatever happens to the test. */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort, startChild } from "./child.ts";

export interface RunningProgram {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

const MAIN = fileURLToPath(new URL("../../../services/cli/src/main.ts", import.meta.url));
const READY_MS = 30_000;

/** `floorwalker dev` on a port and (unless `data` is given) a folder of its own; resolves when /readyz says so. */
export async function startProgram(
  parameters: readonly string[],
  data?: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningProgram> {
  const port = await freePort();
  const folder = data ?? (await mkdtemp(join(tmpdir(), "floorwalker-test-")));
  const command = [process.execPath, MAIN, "dev", "--port", String(port), "--data", folder, ...parameters];
  const child = await startChild({ command, environment, ...(data === undefined ? { folder } : {}) }, port);
  const url = `http://127.0.0.1:${port}/`;
  const deadline = performance.now() + READY_MS;
  while (!(await isReady(url))) {
    if (performance.now() > deadline) {
      await child.stop();
      throw new Error(`${url}readyz did not say ready within ${READY_MS} ms`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return { url, ...child };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}readyz`)).ok;
  } catch {
    return false;
  }
}
