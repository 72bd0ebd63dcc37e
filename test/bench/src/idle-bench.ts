/**
 * What each process uses while nothing happens: CPU over a minute after everything has settled. The control is a process that
 * does nothing but wake twenty times a second, as often as an owner looks at the clock.
 */

import { spawn } from "node:child_process";
import { DEMO_SITE } from "@floorwalker/runtime";
import type { Bench, BenchRow } from "./bench.ts";
import { profiling, SERVICE_FLAGS } from "./in-child.ts";
import { cpuMicrosOf } from "./process-cpu.ts";
import { distributedProfile, embeddedProfile } from "./profiles.ts";

const SETTLE_MS = 15_000;
const SECONDS = 60;
const WAKES = "setInterval(() => {}, 50)";

export const idleBench: Bench = async ({ seconds = SECONDS, profile: folder }) => {
  const flags = [...SERVICE_FLAGS, ...profiling(folder)];
  const rows: BenchRow[] = [];
  const control = spawn(process.execPath, ["-e", WAKES], { stdio: "ignore" });
  try {
    rows.push(...(await measured("control", [["20 wakes a second", control.pid!]], seconds)));
  } finally {
    control.kill("SIGKILL");
  }
  for (const [name, start] of [
    ["embedded", () => embeddedProfile(flags)],
    ["distributed", () => distributedProfile(flags, DEMO_SITE)],
  ] as const) {
    const profile = await start();
    try {
      rows.push(...(await measured(name, profile.processes, seconds)));
    } finally {
      await profile.stop();
    }
  }
  return { rows, notes: [`${seconds} s, ${SETTLE_MS / 1000} s after the start; no events at all.`], faults: [] };
};

async function measured(
  profile: string,
  processes: readonly (readonly [name: string, pid: number])[],
  seconds: number,
): Promise<BenchRow[]> {
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const from = processes.map(([, pid]) => cpuMicrosOf(pid) ?? Number.NaN);
  await new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
  return processes.map(([process, pid], index) => ({
    profile,
    process,
    "% of a core": ((cpuMicrosOf(pid) ?? Number.NaN) - from[index]!) / (1e4 * seconds),
  }));
}
