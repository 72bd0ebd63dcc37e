/** Clocks of sources that are fast, and a wall clock that is set back: the numbers of everyone else go on. */

import { AGGREGATOR_GROUP, LIVE_SETTINGS, startAggregator } from "@floorwalker/aggregator";
import type { CanonicalEvent } from "@floorwalker/domain";
import { unconfiguredSite } from "@floorwalker/domain";
import { openEmbedded } from "@floorwalker/embedded";
import { EVENTS_TOPIC, encodeEvent } from "@floorwalker/events";
import { createLogger, createMetrics } from "@floorwalker/runtime";
import { describe, expect, onTestFinished, test, vi } from "vitest";
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

test("a wall clock that is set back by minutes stops no commit", async () => {
  let ahead = 0;
  const clock = (): number => Date.now() + ahead;
  const { log, store, close } = openEmbedded(":memory:", clock);
  await log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: 1 }]);
  const aggregator = await startAggregator({
    log,
    store,
    settings: LIVE_SETTINGS,
    siteConfig: unconfiguredSite,
    sites: () => [],
    clock,
    logger: createLogger({ service: "test", level: "error", to: "stderr" }),
    metrics: createMetrics({ processMetrics: false }),
    tickMs: 10,
    replay: false,
    topic: EVENTS_TOPIC,
    group: AGGREGATOR_GROUP,
  });
  onTestFinished(async () => {
    await aggregator.stop();
    await close();
  });
  await vi.waitFor(() => expect(aggregator.live).toBe(true));
  ahead = -5 * MINUTE;
  const event = queued("c-1", clock());
  await log.append(EVENTS_TOPIC, 0, [{ key: "here", value: Buffer.from(encodeEvent(event)) }]);
  await vi.waitFor(
    async () => expect((await store.snapshot(0)).rows.get("queue:here:sales:call")).toContain('"waiting":1'),
    { timeout: 3_000 },
  );
});
