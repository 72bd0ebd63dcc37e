/**
 * What it costs the gateway to tell every board of a change, beside `ws.send` of the same bytes to as many; and whether boards
 * that stop reading are cut without the others noticing. Boards are raw sockets in a process of their own.
 */
import type { Bench, BenchRow } from "./bench.ts";
import { inChild } from "./in-child.ts";
import { ascending, quantile } from "./quantile.ts";
import type { FanoutAnswer, FanoutQuestion } from "./roles/fanout.ts";

const BOARDS = 2_000;
const STALL_BOARDS = 1_000;
const STALLED = STALL_BOARDS / 20;
const EVERY_MS = 100;
/** Each process has as many open files: `ulimit -n 20000` before it. */
const MANY_BOARDS = 10_000;
const MANY_FRAMES = 10;
const MANY_EVERY_MS = 1_000;
const MOST_OF_BARE = 1.2;
const STALL_SECONDS = 20;

export const fanoutBench: Bench = async ({ runs = 3, seconds = 10 }) => {
  const rows: BenchRow[] = [];
  const faults: string[] = [];
  const frames = (seconds * 1000) / EVERY_MS;
  const ratios: number[] = [];
  for (let run = 0; run < runs; run++) {
    const asked = { boards: BOARDS, stalled: 0, frames, everyMs: EVERY_MS };
    const bare = await inChild<FanoutQuestion, FanoutAnswer>("fanout", { ...asked, server: "ws.send" });
    const ours = await inChild<FanoutQuestion, FanoutAnswer>("fanout", { ...asked, server: "gateway" });
    for (const [name, { lost }] of [
      ["ws.send", bare],
      ["gateway", ours],
    ] as const)
      if (lost > 0) faults.push(`${name} lost ${lost} boards`);
    ratios.push(bare.cpuMicros / ours.cpuMicros);
    rows.push(row("ws.send", bare, BOARDS * frames, 1), row("gateway", ours, BOARDS * frames, ratios.at(-1)!));
  }
  const stallFrames = (STALL_SECONDS * 1000) / EVERY_MS;
  const asked = { server: "gateway", boards: STALL_BOARDS, frames: stallFrames, everyMs: EVERY_MS } as const;
  for (const stalled of [0, STALLED]) {
    const told = await inChild<FanoutQuestion, FanoutAnswer>("fanout", { ...asked, stalled });
    rows.push(
      row(stalled === 0 ? "1,000 boards" : "5 % do not read", told, (STALL_BOARDS - stalled) * stallFrames, null),
    );
  }
  const many = { boards: MANY_BOARDS, stalled: 0, frames: MANY_FRAMES, everyMs: MANY_EVERY_MS };
  const bare = await inChild<FanoutQuestion, FanoutAnswer>("fanout", { ...many, server: "ws.send" });
  const ours = await inChild<FanoutQuestion, FanoutAnswer>("fanout", { ...many, server: "gateway" });
  const times = ours.cpuMicros / bare.cpuMicros;
  if (bare.lost + ours.lost > 0) faults.push(`of ${MANY_BOARDS} boards ${bare.lost} and ${ours.lost} were lost`);
  if (times > MOST_OF_BARE) faults.push(`a tick to ${MANY_BOARDS} costs ${times.toFixed(2)} of ws.send`);
  const sent = MANY_BOARDS * MANY_FRAMES;
  rows.push(row("ws.send to 10,000", bare, sent, 1), row("gateway to 10,000", ours, sent, 1 / times));
  return {
    rows,
    notes: [
      `A tick to ${MANY_BOARDS} sockets: ${times.toFixed(2)} × bare ws.send (at most ${MOST_OF_BARE}), a change of eight rows every ${MANY_EVERY_MS} ms.`,
      `Of bare ws.send: median ${(100 * quantile(ascending(ratios), 0.5)).toFixed(0)} %. ${BOARDS} boards, a change of eight rows every ${EVERY_MS} ms.`,
    ],
    faults,
  };
};

function row(
  what: string,
  { cpuMicros, delays, cut, cutSeconds, lost }: FanoutAnswer,
  sent: number,
  share: number | null,
): BenchRow {
  const sorted = ascending(delays);
  return {
    what,
    "µs CPU/frame": cpuMicros / sent,
    "of ws.send": share,
    "p50 ms": quantile(sorted, 0.5),
    "p99 ms": quantile(sorted, 0.99),
    cut,
    "cut after s": cutSeconds,
    lost,
  };
}
