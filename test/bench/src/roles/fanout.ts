/** One server that tells many boards the same frames: the gateway, or bare `ws.send`. Its CPU is that of the frames alone. */

import { fork } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { startGateway } from "@floorwalker/gateway";
import type { ViewChange, ViewSnapshot } from "@floorwalker/ports";
import { createMetrics, emptyConfiguration, silentLogger } from "@floorwalker/runtime";
import { jsonViewRow } from "@floorwalker/stream";
import { type WebSocket, WebSocketServer } from "ws";
import { answer, question } from "../in-child.ts";
import { cpuMeter } from "../yardstick.ts";
import type { BoardsAnswer, BoardsQuestion } from "./boards.ts";

export interface FanoutQuestion {
  readonly server: "gateway" | "ws.send";
  readonly boards: number;
  readonly stalled: number;
  readonly frames: number;
  readonly everyMs: number;
}

export interface FanoutAnswer extends BoardsAnswer {
  readonly cpuMicros: number;
  /** Boards closed as too slow; a paused socket would not tell. */
  readonly cut: number;
  /** From the moment they stopped reading to the last one cut. */
  readonly cutSeconds: number | null;
}

const { server, boards, stalled, frames, everyMs } = question<FanoutQuestion>();
const now = (): number => performance.timeOrigin + performance.now();
/** What a tick of eight queues changes. */
const ROWS = 8;
const FIELDS = [
  "waiting",
  "serviceLevelNow.15m",
  "offered.15m",
  "answered.15m",
  "averageSpeedOfAnswer.15m",
  "offered.day",
];

const rowId = (row: number): string => `queue:demo:q${row}:call`;
const fieldsOf = (frame: number): Record<string, number> =>
  Object.fromEntries(FIELDS.map((field, index) => [field, frame * 7 + index + 1 / (frame + 3)]));

const metrics = createMetrics();
const { port, tell } = server === "gateway" ? await gateway() : await bare();
const child = fork(fileURLToPath(new URL("./boards.ts", import.meta.url)), [
  JSON.stringify({ port, boards, stalled } satisfies BoardsQuestion),
]);
child.once("exit", (code) => process.exit(code ?? 1));
await once(child, "message");
child.send("measure");
await once(child, "message");
const began = now();
let [used, cut] = [0, 0];
let cutSeconds: number | null = null;
for (let frame = 1; frame <= frames; frame++) {
  const due = now() + everyMs;
  const cpu = cpuMeter();
  tell(frame);
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - now())));
  used += cpu();
  const seen = await cutSoFar();
  if (seen > cut) [cut, cutSeconds] = [seen, (now() - began) / 1000];
}
await new Promise((resolve) => setTimeout(resolve, 500));
child.send("end");
const [told] = (await once(child, "message")) as [BoardsAnswer];
answer({ ...told, cpuMicros: used, cut, cutSeconds } satisfies FanoutAnswer);
setTimeout(() => process.exit(0), 200);

/** Outside what is measured. */
async function cutSoFar(): Promise<number> {
  if (stalled === 0) return 0;
  const [, count] = /floorwalker_gateway_closed_total\{code="4001"\} (\d+)/.exec(await metrics.text()) ?? [];
  return Number(count ?? 0);
}

async function gateway(): Promise<{ port: number; tell: (frame: number) => void }> {
  let changed: (change: ViewChange) => void = () => {};
  const rows = new Map(
    Array.from({ length: ROWS }, (_, row) => [
      rowId(row),
      { id: rowId(row), kind: "queue", site: "demo", queue: `q${row}`, channel: "call", ...fieldsOf(0) },
    ]),
  );
  const shown = (): ReadonlyMap<string, Uint8Array> => new Map([...rows].map(([id, row]) => [id, jsonViewRow(row)]));
  const started = await startGateway({
    history: null,
    store: {
      follow: async (_, follower) => {
        changed = follower;
        return async () => {};
      },
      snapshot: async (): Promise<ViewSnapshot> => ({ position: { epoch: "1", sequence: 0 }, rows: shown() }),
      ping: async () => {},
      stored: async () => null,
      lookup: async () => new Map(),
      rows: async function* () {},
      bucket: async function* () {},
    },
    partitions: 1,
    config: emptyConfiguration,
    log: { append: async () => {} },
    host: "127.0.0.1",
    port: 0,
    boardDir: null,
    clock: now,
    logger: silentLogger,
    metrics,
    build: { service: "gateway", version: "0", build: "bench" },
    serverLimits: { connections: 2 * boards, connectionsPerAddress: 2 * boards },
  });
  const tell = (frame: number): void => {
    for (const row of rows.values()) Object.assign(row, fieldsOf(frame));
    changed({ partition: 0, epoch: "1", from: frame - 1, to: frame, changes: [...shown()] });
  };
  return { port: started.port, tell };
}

/** The same frame, put together once and sent to each. */
async function bare(): Promise<{ port: number; tell: (frame: number) => void }> {
  const sockets = new Set<WebSocket>();
  const plain = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false, clientTracking: false });
  plain.on("connection", (socket) => void sockets.add(socket));
  await once(plain, "listening");
  const tell = (frame: number): void => {
    const changes = Array.from({ length: ROWS }, (_, row) => ({ id: rowId(row), set: fieldsOf(frame) }));
    const position = { "0": ["1", frame] };
    const message = { type: "delta", view: "floor", from: position, to: position, changes, serverTime: now() };
    const data = Buffer.from(JSON.stringify(message));
    for (const socket of sockets) socket.send(data, { binary: false, compress: false });
  };
  return { port: (plain.address() as AddressInfo).port, tell };
}
