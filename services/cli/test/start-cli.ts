/**
 * The real program as a process of its own, without the variables of whoever runs the tests. It does not outlive its starter,
 * however that one ends: a test that is given up leaves its process without its timers, and a `dev` that was meant to refuse may
 * by then find nothing left to refuse. So a line loaded before the program ends it when the starter's end of a pipe closes.
 */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const GUARD = `data:text/javascript,${encodeURIComponent(
  'import{Socket}from"node:net";new Socket({fd:3}).on("close",()=>process.kill(process.pid,"SIGKILL")).resume().unref()',
)}`;

/** Killed after `longestMs`. */
export function startCli(
  parameters: readonly string[],
  variables: Readonly<Record<string, string>>,
  longestMs: number,
): ChildProcessByStdio<null, Readable, Readable> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("FLOORWALKER_"));
  return spawn(process.execPath, ["--import", GUARD, MAIN, ...parameters], {
    env: { ...Object.fromEntries(inherited), ...variables },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    timeout: longestMs,
    killSignal: "SIGKILL",
  }) as ChildProcessByStdio<null, Readable, Readable>;
}
