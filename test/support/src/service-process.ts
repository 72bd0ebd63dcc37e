/**
 * A service as it runs in production: a process of its own, started from its entry point. None outlives its starter,
 * however that one ends: a line loaded before the service ends it when its standard input closes.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { freePort } from "./child.ts";

export type ServiceName = "ingest" | "aggregator" | "gateway" | "historian" | "notifier" | "simulator";

export interface ServiceProcess {
  readonly name: ServiceName;
  readonly pid: number;
  /** Of its HTTP server, with a trailing slash. */
  readonly url: string;
  /** Everything it has logged so far. */
  log(): string;
  /** SIGTERM; resolves with how it ended and how long that took. A SIGKILL follows after 20 s. */
  terminate(): Promise<{ readonly status: number | null; readonly ms: number }>;
  /** kill -9; resolves when it is gone. */
  kill(): Promise<void>;
}

const SERVICES = join(import.meta.dirname, "../../../services");
/** For `--import`. */
export const GUARD =
  "data:text/javascript,process.stdin.on('close',()=>process.kill(process.pid,'SIGKILL')).resume().unref()";
const READY_MS = 60_000;
const STOP_MS = 20_000;

/** Resolves when /readyz says so. @throws with the end of its log when it does not within a minute. */
export async function startService(
  name: ServiceName,
  variables: Readonly<Record<string, string>>,
): Promise<ServiceProcess> {
  const port = await freePort();
  const inherited = Object.entries(process.env).filter(([variable]) => !variable.startsWith("FLOORWALKER_"));
  const child = spawn(process.execPath, ["--import", GUARD, join(SERVICES, name, "src/main.ts")], {
    stdio: ["pipe", "pipe", "pipe"],
    env: {
      ...Object.fromEntries(inherited),
      ...variables,
      [name === "gateway" ? "FLOORWALKER_PORT" : "FLOORWALKER_METRICS_PORT"]: String(port),
    },
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => void output.push(text));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const url = `http://127.0.0.1:${port}/`;
  const log = (): string => output.join("");
  const deadline = performance.now() + READY_MS;
  while (!(await isReady(url))) {
    if (!runs(child) || performance.now() > deadline) {
      child.kill("SIGKILL");
      await ended;
      throw new Error(`${name} is not ready:\n${log().slice(-3_000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    name,
    pid: child.pid!,
    url,
    log,
    async terminate() {
      const began = performance.now();
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
      const status = await ended;
      clearTimeout(late);
      return { status, ms: performance.now() - began };
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

const runs = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}readyz`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
