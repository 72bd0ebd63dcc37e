/** `npm start` on an empty folder: how long until a board shows something, and until it moves. Beside an empty Node process. */
import { execFileSync } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { WebSocket } from "ws";
import { freePort, startChild } from "../../support/src/child.ts";
import type { Bench } from "./bench.ts";
import { SERVICE_FLAGS } from "./in-child.ts";
import { cpuMicrosOf } from "./process-cpu.ts";
import { ascending, quantile } from "./quantile.ts";

const RUNS = 5;
const GIVE_UP_MS = 60_000;
const MAIN = fileURLToPath(new URL("../../../services/cli/src/main.ts", import.meta.url));

interface Start {
  /** ms since the process was started. */
  readonly snapshot: number;
  readonly delta: number;
  readonly cpuMs: number | null;
  readonly queues: number;
}

interface Message {
  readonly type: string;
  readonly rows?: readonly { readonly kind?: string; readonly "offered.day"?: number }[];
}

export const startupBench: Bench = async ({ runs = RUNS }) => {
  const starts: Start[] = [];
  const empty: number[] = [];
  for (let run = 0; run < runs; run++) {
    const began = performance.now();
    execFileSync(process.execPath, ["-e", "0"]);
    empty.push(performance.now() - began);
    starts.push(await start());
  }
  const row = (what: string, values: readonly number[]) => {
    const sorted = ascending(values);
    return { what, "median ms": quantile(sorted, 0.5), "best ms": sorted[0]!, "worst ms": sorted.at(-1)! };
  };
  const cpu = starts.flatMap(({ cpuMs }) => (cpuMs === null ? [] : [cpuMs]));
  return {
    rows: [
      row("an empty Node process", empty),
      row(
        "first frame (snapshot with the demo's queues)",
        starts.map(({ snapshot }) => snapshot),
      ),
      row(
        "first change (delta)",
        starts.map(({ delta }) => delta),
      ),
      ...(cpu.length > 0 ? [row("CPU of the program until then", cpu)] : []),
    ],
    notes: [`${runs} starts, each on an empty folder with the hour of back-fill; the socket is tried every 10 ms.`],
    faults: starts.flatMap(({ queues }, index) =>
      queues > 0 ? [] : [`start ${index + 1}: a snapshot without queues`],
    ),
  };
};

async function start(): Promise<Start> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), "floorwalker-bench-"));
  const began = performance.now();
  const command = [process.execPath, ...SERVICE_FLAGS, MAIN, "dev", "--port", String(port), "--data", folder];
  const child = await startChild({ command, folder }, port);
  try {
    const socket = await connect(`ws://127.0.0.1:${port}/v1/live`, began + GIVE_UP_MS);
    const seen = await firstFrames(socket, began);
    const cpu = cpuMicrosOf(child.pid);
    socket.close();
    return { ...seen, cpuMs: cpu === null ? null : cpu / 1000 };
  } finally {
    await child.stop();
  }
}

async function connect(url: string, deadline: number): Promise<WebSocket> {
  for (;;) {
    const socket = new WebSocket(url);
    const open = await new Promise<boolean>((resolve) => {
      socket.once("open", () => resolve(true)).once("error", () => resolve(false));
    });
    if (open) return socket;
    if (performance.now() > deadline) throw new Error(`${url} did not open`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function firstFrames(socket: WebSocket, began: number): Promise<Omit<Start, "cpuMs">> {
  return new Promise((resolve, reject) => {
    const giveUp = setTimeout(() => reject(new Error("no live frame came")), GIVE_UP_MS);
    let snapshot = 0;
    let queues = 0;
    socket.on("message", (data: Buffer) => {
      const message = JSON.parse(data.toString()) as Message;
      if (message.type === "snapshot") {
        queues = (message.rows ?? []).filter(({ kind }) => kind === "queue").length;
        snapshot = performance.now() - began;
      } else if (message.type === "delta") {
        clearTimeout(giveUp);
        resolve({ snapshot, delta: performance.now() - began, queues });
      }
    });
    socket.send('{"type":"subscribe","view":"floor"}');
  });
}
