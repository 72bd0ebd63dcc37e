/** Broker and Redis on one core, the engine measured on the other: so that they do not take turns with each other. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

export const SERVER_CORE = 0;
export const ENGINE_CORE = 1;

const run = promisify(execFile);

/** Every thread of a process. Needs two cores and Linux's taskset. */
export async function pin(pid: number, core: number): Promise<void> {
  await run("taskset", ["-a", "-c", "-p", String(core), String(pid)]);
}
