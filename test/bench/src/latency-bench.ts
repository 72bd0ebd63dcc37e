/**
 * From the intended moment of an event to the frame on a board's socket that first counts it, at a steady rate, in both
 * profiles, while two boards look on, and what all of it costs in CPU time. The control is a bare WebSocket echo on the same
 * schedule: what this machine does to any message just now.
 */
import { fileURLToPath } from "node:url";
import { encodeEvent } from "@floorwalker/events";
import { DEMO_SITE } from "@floorwalker/runtime";
import { WebSocket } from "ws";
import { freePort, startChild } from "../../support/src/child.ts";
import type { Bench, BenchRow } from "./bench.ts";
import { beginnings, callEvent, rowOf } from "./call-stream.ts";
import { profiling, SERVICE_FLAGS } from "./in-child.ts";
import { watchOffered } from "./offered-watch.ts";
import { paced } from "./paced.ts";
import { cpuMicrosOf } from "./process-cpu.ts";
import { distributedProfile, embeddedProfile, type Profile } from "./profiles.ts";
import { ascending, quantile } from "./quantile.ts";

const RATE = 1_000;
const SECONDS = 30;
/** Not measured: compilers warm up, and the stream fills with answers and ends. */
const WARM_UP_SECONDS = 10;
const LAST_FRAME_MS = 10_000;

export const latencyBench: Bench = async ({ rate = RATE, seconds = SECONDS, profile: folder }) => {
  const total = rate * (WARM_UP_SECONDS + seconds);
  const warm = rate * WARM_UP_SECONDS;
  const flags = [...SERVICE_FLAGS, ...profiling(folder)];
  const faults: string[] = [];
  const rows: BenchRow[] = [row("bare WebSocket echo", await echo(total, warm, rate), null)];
  for (const [name, start] of [
    ["embedded", () => embeddedProfile(flags)],
    ["distributed", () => distributedProfile(flags, DEMO_SITE)],
  ] as const) {
    const profile = await start();
    try {
      const measured = await measure(profile, total, warm, rate);
      if (measured.missing > 0) faults.push(`${name}: ${measured.missing} calls never appeared`);
      rows.push(row(name, measured.latencies, measured));
    } finally {
      await profile.stop();
    }
  }
  return {
    rows,
    notes: [
      `${rate} events/s for ${seconds} s after ${WARM_UP_SECONDS} s of warm-up, sent every 5 ms; each third event, the begin of a call, is measured.`,
    ],
    faults,
  };
};

interface Measured {
  readonly latencies: readonly number[];
  readonly missing: number;
  readonly framesPerSecond: number;
  /** µs an event once warm, by process. */
  readonly cpu: readonly (readonly [process: string, micros: number])[];
}

async function measure(profile: Profile, total: number, warm: number, rate: number): Promise<Measured> {
  const byQueue = beginnings(total);
  const ids = [...byQueue.keys()].map((queue) => rowOf(queue, DEMO_SITE));
  const live = `${profile.url.replace("http", "ws")}/v1/live`;
  const [watch, other] = [await watchOffered(live, ids), await watchOffered(live, [])];
  const cpuNow = (): number[] => profile.processes.map(([, pid]) => cpuMicrosOf(pid) ?? Number.NaN);
  let cpuFrom: { readonly event: number; readonly micros: readonly number[] } | null = null;
  // Events carry the wall clock of their intended moment.
  const wallOffset = Date.now() - performance.now();
  const schedule = paced(total, rate, async (from, to) => {
    if (from >= warm) cpuFrom ??= { event: from, micros: cpuNow() };
    const lines: string[] = [];
    for (let index = from; index < to; index++) {
      const event = callEvent(index, Math.floor(schedule.intended(index) + wallOffset), DEMO_SITE);
      if (event !== null) lines.push(encodeEvent(event));
    }
    if (lines.length > 0) await profile.send(lines);
  });
  await schedule.done;
  const complete = (): boolean =>
    [...byQueue].every(([queue, begun]) => watch.reached.get(rowOf(queue, DEMO_SITE))!.length >= begun.length);
  for (const deadline = performance.now() + LAST_FRAME_MS; !complete() && performance.now() < deadline; )
    await new Promise((resolve) => setTimeout(resolve, 10));
  const { event, micros } = cpuFrom!;
  const cpuTo = cpuNow();
  const cpu = profile.processes.map(([name], index): [string, number] => [
    name,
    (cpuTo[index]! - micros[index]!) / (total - event),
  ]);
  const latencies: number[] = [];
  let missing = 0;
  for (const [queue, begun] of byQueue) {
    const reached = watch.reached.get(rowOf(queue, DEMO_SITE))!;
    missing += Math.max(0, begun.length - reached.length) + Math.max(0, reached.length - begun.length);
    for (const [number, index] of begun.entries())
      if (index >= warm && reached[number] !== undefined) latencies.push(reached[number] - schedule.intended(index));
  }
  const framesPerSecond = watch.frames() / (total / rate);
  for (const board of [watch, other]) board.close();
  return { latencies, missing, framesPerSecond, cpu };
}

async function echo(total: number, warm: number, rate: number): Promise<readonly number[]> {
  const port = await freePort();
  const module = fileURLToPath(new URL("./roles/echo.ts", import.meta.url));
  const child = await startChild({ command: [process.execPath, module, String(port)] }, port);
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  await new Promise<void>((resolve) => socket.once("open", () => resolve()));
  const latencies: number[] = [];
  let answered = 0;
  const all = Promise.withResolvers<void>();
  socket.on("message", (data: Buffer) => {
    const to = Number(data.toString());
    const at = performance.now();
    for (; answered < to; answered++) if (answered >= warm) latencies.push(at - schedule.intended(answered));
    if (answered >= total) all.resolve();
  });
  const schedule = paced(total, rate, async (_, to) => socket.send(String(to)));
  await schedule.done;
  await all.promise;
  socket.terminate();
  await child.stop();
  return latencies;
}

function row(
  profile: string,
  latencies: readonly number[],
  measured: Pick<Measured, "framesPerSecond" | "cpu"> | null,
): BenchRow {
  const sorted = ascending(latencies);
  return {
    profile,
    samples: sorted.length,
    "p50 ms": quantile(sorted, 0.5),
    "p90 ms": quantile(sorted, 0.9),
    "p99 ms": quantile(sorted, 0.99),
    "max ms": sorted.at(-1) ?? null,
    "frames/s": measured?.framesPerSecond ?? null,
    "µs CPU/event": measured?.cpu.reduce((sum, [, micros]) => sum + micros, 0) ?? null,
    "of it": measured?.cpu.map(([name, micros]) => `${name} ${micros.toFixed(0)}`).join(", ") ?? null,
  };
}
