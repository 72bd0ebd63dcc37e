/** A service that is expected not to start: what it said before it ended, and how it ended. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { GUARD, type ServiceName } from "./service-process.ts";

export interface FailedStart {
  /** Null: it had to be killed, because it went on. */
  readonly status: number | null;
  readonly output: string;
  /** Fields of its line `cannot_start`. */
  readonly said: Readonly<Record<string, unknown>>;
}

const SERVICES = join(import.meta.dirname, "../../../services");
const LONGEST_MS = 60_000;

export async function failingStart(
  name: ServiceName,
  variables: Readonly<Record<string, string>>,
): Promise<FailedStart> {
  const inherited = Object.entries(process.env).filter(([variable]) => !variable.startsWith("FLOORWALKER_"));
  const free = { FLOORWALKER_PORT: "0", FLOORWALKER_METRICS_PORT: "0" };
  const child = spawn(process.execPath, ["--import", GUARD, join(SERVICES, name, "src/main.ts")], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...Object.fromEntries(inherited), ...free, ...variables },
    timeout: LONGEST_MS,
    killSignal: "SIGKILL",
  });
  const status = new Promise<number | null>((resolve) => child.once("close", resolve));
  const output = (await Promise.all([text(child.stdout), text(child.stderr)])).join("");
  const line = output.split("\n").find((each) => each.includes('"cannot_start"')) ?? "{}";
  return { status: await status, output, said: JSON.parse(line) as Readonly<Record<string, unknown>> };
}
