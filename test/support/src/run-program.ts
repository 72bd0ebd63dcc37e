/** `floorwalker …` as a process of its own that ends by itself, or with its starter: a line loaded before it watches a pipe. */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

export interface ProgramRun {
  /** Null: killed, because it took too long. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const MAIN = fileURLToPath(new URL("../../../services/cli/src/main.ts", import.meta.url));
const GUARD = `data:text/javascript,${encodeURIComponent(
  'import{Socket}from"node:net";new Socket({fd:3}).on("close",()=>process.kill(process.pid,"SIGKILL")).resume().unref()',
)}`;
const LONGEST_MS = 110_000;

/** With none of the FLOORWALKER_ variables of the test run; `input` is its standard input. */
export async function runProgram(
  parameters: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  input: Uint8Array = new Uint8Array(0),
): Promise<ProgramRun> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("FLOORWALKER_"));
  const program = spawn(process.execPath, ["--import", GUARD, MAIN, ...parameters], {
    env: { ...Object.fromEntries(inherited), ...variables },
    stdio: ["pipe", "pipe", "pipe", "pipe"],
    timeout: LONGEST_MS,
    killSignal: "SIGKILL",
  });
  // Who reads none of it may end before it is written.
  program.stdin.on("error", () => {}).end(input);
  const status = new Promise<number | null>((resolve) => program.once("close", resolve));
  const [stdout, stderr] = await Promise.all([text(program.stdout), text(program.stderr)]);
  return { status: await status, stdout, stderr };
}
