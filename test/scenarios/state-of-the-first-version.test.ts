/** A state that ffec8ce wrote (numeric epoch, neither nonce nor facts nor mark, plain outbox numbers) goes on under this program. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LIVE_SETTINGS, startAggregator } from "@floorwalker/aggregator";
import { type CanonicalEvent, DEFAULT_POLICY, unconfiguredSite } from "@floorwalker/domain";
import { type Embedded, openEmbedded } from "@floorwalker/embedded";
import { EVENTS_TOPIC, encodeEvent } from "@floorwalker/events";
import { createMetrics, silentLogger } from "@floorwalker/runtime";
import { afterEach, beforeEach, expect, test } from "vitest";
import { GOLDEN_NOW, writeGoldenFile } from "../support/src/golden-state.ts";

const NOW = GOLDEN_NOW + 60_000;
const SALES = { queue: "sales", channel: "call", title: "Sales", policy: "answered-only", target: 0.8 } as const;

let folder: string;
let embedded: Embedded;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "floorwalker-test-"));
  writeGoldenFile(join(folder, "state.sqlite"));
  embedded = openEmbedded(join(folder, "state.sqlite"), () => NOW);
});
afterEach(async () => {
  await embedded.close();
  await rm(folder, { recursive: true });
});

test("its numbers go on as if this program had counted from the start, and its alert is still there to be taken", async () => {
  const { store, log } = embedded;
  const before = await store.snapshot(0);
  expect(before.position.sequence).toBe(1);
  // The call that waited is answered, a new one comes.
  await log.append(EVENTS_TOPIC, 0, [
    message({ id: "e20", type: "cc.contact.answered", contact: "c7", agent: "a1" }),
    message({ id: "e21", type: "cc.contact.queued", contact: "c8" }),
    message({ id: "e1", type: "cc.contact.queued", contact: "c0", time: GOLDEN_NOW - 300_000 }),
  ]);
  const goneOn = await rowsAfterRun();
  expect(goneOn.queue).toMatchObject({ "offered.day": 9, "answered.day": 6, "abandoned.day": 2, waiting: 1 });
  const entries = await store.outbox(0, 9);
  expect(entries.map(({ payload }) => JSON.parse(payload) as object)).toMatchObject([{ rule: "long-wait" }]);
  await store.acknowledge(0, [entries[0]!.id]);
  expect(await store.outbox(0, 9)).toEqual([]);

  // The site of a state of the first version has no cell of its own: its numbers are right again once the log is read anew.
  await store.erase();
  expect((await rowsAfterRun()).queue).toEqual(goneOn.queue);
});

async function rowsAfterRun() {
  const { log, store } = embedded;
  const before = (await store.snapshot(0)).position;
  const aggregator = await startAggregator({
    log,
    store,
    settings: LIVE_SETTINGS,
    siteConfig: (site) => ({ ...unconfiguredSite(site), queues: [{ ...DEFAULT_POLICY.call, ...SALES }] }),
    sites: () => [],
    clock: () => NOW,
    logger: silentLogger,
    metrics: createMetrics({ processMetrics: false }),
    tickMs: 10,
    replay: false,
    topic: EVENTS_TOPIC,
    group: "test",
  });
  const read = async (id: string) =>
    JSON.parse((await store.snapshot(0)).rows.get(id) ?? "null") as Record<string, unknown> | null;
  try {
    const waiting = async () => (await read("queue:krakow:sales:call"))?.oldestQueuedAt;
    await expect.poll(waiting, { timeout: 10_000, interval: 10 }).toBe(NOW - 10_000);
    expect((await store.snapshot(0)).position.epoch).not.toBe(before.epoch);
  } finally {
    await aggregator.stop();
  }
  return { queue: await read("queue:krakow:sales:call"), site: await read("site:krakow") };
}

function message(event: Pick<CanonicalEvent, "id" | "type" | "contact"> & Partial<CanonicalEvent>) {
  const whole: CanonicalEvent = {
    source: "/acd",
    time: NOW - 10_000,
    recordedTime: null,
    site: "krakow",
    channel: "call",
    segment: null,
    queue: "sales",
    agent: null,
    data: {},
    ...event,
  };
  return { key: "krakow", value: Buffer.from(encodeEvent(whole)) };
}
