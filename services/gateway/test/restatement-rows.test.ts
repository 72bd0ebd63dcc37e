/** What was restated reaches who watches: as rows that come, change within their minute, and go after a day. */
import { agentCell, type Interval, queueCell, SITE_CELL } from "@floorwalker/domain";
import { openEmbedded } from "@floorwalker/embedded";
import { sampleInterval } from "@floorwalker/ports/contract";
import { silentLogger, type Timing } from "@floorwalker/runtime";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import type { HeldRow } from "../src/held-row.ts";
import { RestatementRows } from "../src/history/restatement-rows.ts";
import { runGateway } from "./running-gateway.ts";

const TOLD = Date.UTC(2026, 10, 30, 12);
const MINUTE = 60_000;
const DAY = 86_400_000;
const SALES = queueCell("sales", "call");

let now: number;
let wake: (() => void)[];
let embedded: ReturnType<typeof openEmbedded>;
let rows: Map<string, HeldRow>;
let changes: number;
let watched: RestatementRows;

const timing: Timing = {
  monotonic: () => now,
  after(_, call) {
    wake.push(call);
    return () => {};
  },
};

beforeEach(() => {
  [now, wake, rows, changes] = [TOLD, [], new Map(), 0];
  embedded = openEmbedded(":memory:");
  watched = new RestatementRows({
    history: embedded.history,
    sites: () => ["krakow"],
    tell: (told) => {
      changes += told.length;
      for (const [id, row] of told) {
        if (row === null) rows.delete(id);
        else rows.set(id, row);
      }
    },
    clock: () => now,
    logger: silentLogger,
    timing,
  });
});
afterEach(async () => {
  await watched.stop();
  await embedded.close();
});

/** The next look is over. */
async function look(): Promise<void> {
  await vi.waitUntil(() => wake.length > 0, { timeout: 30_000, interval: 2 });
  for (const call of wake.splice(0)) call();
  await vi.waitUntil(() => wake.length > 0, { timeout: 30_000, interval: 2 });
}

let versions = 0;
const put = (offered: number, restated: number, more: Partial<Interval> = {}) => {
  versions++;
  const interval = sampleInterval(
    { site: "krakow", cell: SALES, restated, version: { epoch: 1, sequence: versions }, ...more },
    { offered },
  );
  return embedded.history.put([interval], now);
};
const shown = () =>
  [...rows.values()].flatMap(({ row }) =>
    row!.kpi === "offered" ? [[row!.queue, row!.agent, row!.before, row!.after]] : [],
  );

test("a restatement is a row from the next look on, another one of its minute changes it, and after a day it is gone", async () => {
  await put(4, 0);
  watched.start();
  await look();
  expect(rows.size).toBe(0);
  await put(5, 1);
  await look();
  expect(shown()).toEqual([["sales", null, 4, 5]]);
  expect(rows.values().next().value!.row).toMatchObject({
    kind: "restatement",
    site: "krakow",
    channel: "call",
    interval: "15m",
    at: TOLD,
  });
  await put(7, 2);
  await look();
  expect(shown()).toEqual([["sales", null, 4, 7]]);
  const before = changes;
  await look();
  expect(changes).toBe(before);
  now += DAY + MINUTE;
  await look();
  expect(rows.size).toBe(0);
});

test("a history that cannot be read leaves the rows as they are", async () => {
  await put(4, 0);
  await put(5, 1);
  watched.start();
  await look();
  expect(shown()).toEqual([["sales", null, 4, 5]]);
  const failing = vi.spyOn(embedded.history, "restatements").mockRejectedValue(new Error("away"));
  await look();
  expect(shown()).toEqual([["sales", null, 4, 5]]);
  failing.mockRestore();
  await put(6, 2, { cell: agentCell("ann") });
  await look();
  expect(shown()).toContainEqual(["sales", null, 4, 5]);
});

test("the view restatements of a gateway has them, of the site that is asked for", async () => {
  const running = await runGateway({ clock: () => now });
  onTestFinished(() => running.stop());
  await running.commit(1, { "site:krakow": { kind: "site", site: "krakow" } });
  const told = (offered: number, restated: number, sequence: number) =>
    sampleInterval({ site: "krakow", cell: SITE_CELL, restated, version: { epoch: 1, sequence } }, { offered });
  await running.embedded.history.put([told(1, 0, 1)], now);
  await running.embedded.history.put([told(2, 1, 2)], now);
  await vi.waitUntil(
    async () =>
      JSON.stringify(await (await running.get("v1/views/restatements?site=krakow")).json()).includes(
        '"kind":"restatement"',
      ),
    { timeout: 30_000, interval: 50 },
  );
  const client = running.open();
  const { rows: all } = await client.subscribe("restatements", { site: "krakow" });
  expect(all).toContainEqual(
    expect.objectContaining({ kind: "restatement", queue: null, kpi: "offered", before: 1, after: 2 }),
  );
  expect((await client.subscribe("restatements", { site: "elsewhere" })).rows).toEqual([]);
});
