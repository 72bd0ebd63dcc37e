/** The real program, run by a test to its end. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { onTestFinished, vi } from "vitest";
import { startCli } from "./start-cli.ts";

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const LONGEST_MS = 30_000;

// Of every test that runs programs: on a busy machine a start alone takes seconds.
vi.setConfig({ testTimeout: 3 * LONGEST_MS });

/** Ends by itself, or is killed with the test, or after 30 s (status null). */
export async function runCli(
  parameters: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const program = startCli(parameters, variables, LONGEST_MS);
  onTestFinished(() => void program.kill("SIGKILL"));
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
