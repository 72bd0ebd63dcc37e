/** Clocks of sources that are fast, and a wall clock that is set back: the numbers of everyone else go on. */

import { AGGREGATOR_GROUP, type Aggregator, LIVE_SETTINGS, startAggregator } from "@floorwalker/aggregator";
import type { CanonicalEvent } from "@floorwalker/domain";
import { unconfiguredSite } from "@floorwalker/domain";
import { openEmbedded } from "@floorwalker/embedded";
import { EVENTS_TOPIC, encodeEvent } from "@floorwalker/events";
import { createLogger, createMetrics } from "@floorwalker/runtime";
import { viewRow } from "@floorwalker/stream";
import { describe, expect, onTestFinished, test } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";

const NINE = Date.UTC(2026, 10, 21, 9);
const MINUTE = 60_000;

const queued = (contact: string, time: number, source = "/acd"): CanonicalEvent => ({
  id: `${contact}-queued`,
  source,
  type: "cc.contact.queued",
  time,
  recordedTime: null,
  site: "here",
  channel: "call",
  contact,
  segment: null,
  queue: "sales",
  agent: null,
  data: {},
});

const rowOf = (owner: PureOwner, id: string): Record<string, unknown> => JSON.parse(owner.views.get(id)!);

describe("an event four minutes ahead of the clock", () => {
  const owner = (): PureOwner =>
    new PureOwner({ withViews: true })
      .commit([queued("c-1", NINE)], NINE)
      .commit([queued("c-2", NINE + 4 * MINUTE, "/fast")], NINE + 1_000);

  test("makes nobody else wait longer", () => {
    expect(rowOf(owner(), "queue:here:sales:call")).toMatchObject({ waiting: 2, waitingPastThreshold: 0 });
  });

  test("counts in the windows when its time has come", () => {
    const live = owner();
    expect(rowOf(live, "queue:here:sales:call")["offered.5m"]).toBe(1);
    live.tick(NINE + 4 * MINUTE);
    expect(rowOf(live, "queue:here:sales:call")["offered.5m"]).toBe(2);
  });

  test("silences no other source and promises nothing about the future", () => {
    const live = owner();
    expect(rowOf(live, "source:here:/acd").silentSince).toBeNull();
    expect(rowOf(live, "site:here").watermark).toBe(NINE);
    // Neither sends heartbeats: the quiet one holds the watermark until it counts as silent.
    live.tick(NINE + 15 * MINUTE);
    expect(rowOf(live, "site:here").watermark).toBe(NINE);
    live.tick(NINE + 15 * MINUTE + 1);
    expect(rowOf(live, "site:here").watermark).toBe(NINE + 4 * MINUTE);
  });

  test("does not move the clock of a successor that catches up either", () => {
    const { state } = owner().crash();
    state.advance(null, NINE + 2_000);
    expect(state.site("here").context.clock).toBe(NINE + 2_000);
  });
});

test("who was silent, and what was over, only by a clock that was hours ahead is not once it is set right", () => {
  const live = new PureOwner({ withViews: true }).commit([queued("c-1", NINE)], NINE).tick(NINE + 300 * MINUTE);
  expect(rowOf(live, "source:here:/acd").silentSince).not.toBeNull();
  expect(rowOf(live, "site:here").watermark).toBeNull();
  live.tick(NINE + 1_000);
  expect(rowOf(live, "source:here:/acd").silentSince).toBeNull();
  expect(rowOf(live, "site:here").watermark).toBe(NINE);
  live
    .tick(NINE + 24 * 60 * MINUTE)
    .crash()
    .tick(NINE + 2_000);
  expect(rowOf(live, "site:here")).toMatchObject({ dayFrom: Date.UTC(2026, 10, 21), "offered.day": 1, waiting: 1 });
});

/** The program in one process, with a wall clock that may be wrong. Its log is taken by the same clock. */
async function onOneClock() {
  let ahead = 0;
  const clock = (): number => Date.now() + ahead;
  const { log, store, close } = openEmbedded(":memory:", clock);
  await log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: 1 }]);
  let metrics = createMetrics({ processMetrics: false });
  const start = (): Promise<Aggregator> =>
    startAggregator({
      log,
      store,
      settings: LIVE_SETTINGS,
      siteConfig: unconfiguredSite,
      sites: () => [],
      clock,
      logger: createLogger({ service: "test", level: "error", to: "stderr" }),
      metrics,
      tickMs: 10,
      replay: false,
      topic: EVENTS_TOPIC,
      group: AGGREGATOR_GROUP,
    });
  let aggregator = await start();
  onTestFinished(async () => {
    await aggregator.stop();
    await close();
  });
  const row = async (id: string): Promise<Record<string, unknown>> => {
    const bytes = (await store.snapshot(0)).rows.get(id);
    return bytes === undefined ? {} : viewRow(id, bytes);
  };
  return {
    metrics: (): Promise<string> => metrics.text(),
    wrongBy: (ms: number): void => {
      ahead = ms;
    },
    send: (event: CanonicalEvent) =>
      log.append(EVENTS_TOPIC, 0, [{ key: "here", value: Buffer.from(encodeEvent(event)) }]),
    shows: (id: string, fields: object) => expect.poll(() => row(id), { timeout: 10_000 }).toMatchObject(fields),
    restart: async (): Promise<void> => {
      await aggregator.stop();
      metrics = createMetrics({ processMetrics: false });
      aggregator = await start();
    },
  };
}

const SALES = "queue:here:sales:call";

test("a wall clock that is set back by minutes stops no commit", async () => {
  const floor = await onOneClock();
  await floor.send(queued("c-0", Date.now()));
  await floor.shows(SALES, { waiting: 1 });
  floor.wrongBy(-5 * MINUTE);
  await floor.send(queued("c-1", Date.now() - 5 * MINUTE));
  await floor.shows(SALES, { waiting: 2 });
});

describe.each([25 * 60 * MINUTE, 3 * 24 * 60 * MINUTE])("a wall clock that is %d ms ahead for a moment", (ahead) => {
  test.each([
    ["the same process goes on", false],
    ["another one takes over while it is wrong", true],
  ] as const)("costs nothing when it is set right: %s", { timeout: 30_000 }, async (_name, restarted) => {
    const floor = await onOneClock();
    const now = Date.now();
    await floor.send(queued("c-1", now));
    await floor.shows(SALES, { waiting: 1, waitingPastThreshold: 0, "offered.5m": 1 });
    floor.wrongBy(ahead);
    // Lost after a day without a word; the window has nothing in it.
    await floor.shows(SALES, { waiting: 0, "offered.5m": 0 });
    if (restarted) await floor.restart();
    // Sent while it is wrong, stamped by a clock that is right: not late.
    await floor.send(queued("c-2", now));
    await floor.shows(SALES, { lastEventAt: now });
    floor.wrongBy(0);
    await floor.shows(SALES, { waiting: 2, waitingPastThreshold: 0, "offered.5m": 2, "flowedOut.day": 0 });
    await floor.send(queued("c-3", Date.now()));
    await floor.shows(SALES, { waiting: 3, "offered.5m": 3 });
    expect(await floor.metrics()).toMatch(/events_total\{outcome="late"\} 0$/m);
    expect(await floor.metrics()).toMatch(/clock_jumps_total\{against="monotonic"\} [12]$/m);
  });
});
