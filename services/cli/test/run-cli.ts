/** The real program as a process of its own, without the variables of whoever runs the tests. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const LONGEST_MS = 30_000;

/** Ends by itself, or is killed after 30 s (status null). */
export async function runCli(
  parameters: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("FLOORWALKER_"));
  const program = spawn(process.execPath, [MAIN, ...parameters], {
    env: { ...Object.fromEntries(inherited), ...variables },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: LONGEST_MS,
    killSignal: "SIGKILL",
  });
  const status = new Promise<number | null>((resolve) => program.once("close", resolve));
  const [stdout, stderr] = await Promise.all([text(program.stdout), text(program.stderr)]);
  return { status: await status, stdout, stderr };
}

/** Gone with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "floorwalker-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
