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
  return {
    rows,
    notes: [
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
