/**
 * What programs before formats had names left in Redis: it is read before it is claimed, its numbers are made anew from the
 * log or its claim is refused, and what it left in the outbox is delivered and acknowledged.
 */
import { type Aggregator, LIVE_SETTINGS, startAggregator } from "@floorwalker/aggregator";
import { DEFAULT_POLICY, unconfiguredSite } from "@floorwalker/domain";
import { openEmbedded } from "@floorwalker/embedded";
import { EVENTS_TOPIC } from "@floorwalker/events";
import type { Log, LogBounds, Store } from "@floorwalker/ports";
import { createMetrics, silentLogger } from "@floorwalker/runtime";
import { FOLD_VERSION, viewRow } from "@floorwalker/stream";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { addressOf, redisBackend, suiteOn } from "../support/src/backends.ts";
import { GOLDEN_NOW, GOLDEN_RULE, GOLDEN_SALES, goldenEvents, writeGoldenRedis } from "../support/src/golden-state.ts";
import { freshPrefix, openForTest } from "../support/src/redis-under-test.ts";

const redis = await redisBackend();
const PATIENCE = { timeout: 20_000, interval: 20 };

suiteOn([redis], "a state of an older program in Redis", () => {
  let raw: Redis;
  beforeAll(() => {
    raw = new Redis(addressOf(redis));
  });
  afterAll(() => raw.quit());

  describe.each([
    ["ffec8ce", { epoch: "1-", sequence: 1 }],
    ["9ecdf15", { epoch: expect.stringMatching(/^\d+-./), sequence: 1 }],
  ] as const)("%s", (program, position) => {
    test("is made anew from the log; what is in its outbox is delivered once, and its program is refused from then on", async () => {
      const { store, prefix } = await opened();
      const before = await store.snapshot(0);
      expect(before.position).toEqual(position);
      expect(before.rows.size).toBeGreaterThan(2);
      const aggregator = await start(store, await logOf(store));
      await expect.poll(() => aggregator.ready(), PATIENCE).toBe(true);
      await aggregator.stop();
      expect(await store.stored(0)).toMatchObject({ checkpoint: { offset: 19 }, facts: { fold: FOLD_VERSION } });
      const id = "queue:krakow:sales:call";
      const queue = viewRow(id, (await store.snapshot(0)).rows.get(id)!);
      expect(queue).toMatchObject({ "offered.day": 8, "answered.day": 5, "abandoned.day": 2 });
      const unnamed: string[] = [];
      for await (const chunk of store.load(0))
        unnamed.push(...chunk.filter(([, value]) => value[0]! >= 0x20).map(([key]) => key));
      expect(unnamed).toEqual([]);
      const [entry, ...others] = await store.outbox(0, 9);
      expect(entry!.payload).toContain("long-wait");
      expect([entry!.done, others]).toEqual([[], []]);
      await store.leaseOutbox(0, "one", 60_000);
      expect(await store.noteDone(0, "one", [{ id: entry!.id, receivers: ["floor"] }])).toBe(true);
      expect(await store.outbox(0, 9)).toEqual([{ ...entry, done: ["floor"] }]);
      await store.acknowledge(0, [entry!.id]);
      expect(await store.outbox(0, 9)).toEqual([]);
      expect(await raw.exists(`${prefix}:{p0}:done`)).toBe(0);
      // Its own program is told, and does not write over what it does not know.
      expect(await raw.hget(`${prefix}:{p0}:meta`, "format")).toBe("3");
    });

    test("is refused where the log has lost its beginning, and stays as it is", async () => {
      const { store } = await opened();
      const before = await store.stored(0);
      const aggregator = await start(store, await logOf(store, (bounds) => ({ ...bounds, low: 1 })));
      await expect.poll(() => aggregator.ready(), PATIENCE).toMatch(/older_fold/);
      await aggregator.stop();
      expect(await store.stored(0)).toEqual(before);
    });

    async function opened() {
      const prefix = freshPrefix();
      await writeGoldenRedis(raw, prefix, program);
      return { store: await openForTest({ url: addressOf(redis), prefix }), prefix };
    }
  });
});

/** With the events that the state was made from, and the name that it knows its log by. */
async function logOf(store: Store, seen = (bounds: LogBounds): LogBounds => bounds): Promise<Log> {
  const { log, close } = openEmbedded(":memory:", () => GOLDEN_NOW);
  onTestFinished(close);
  await log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: 1 }]);
  await log.append(EVENTS_TOPIC, 0, goldenEvents());
  const known = (await store.stored(0))?.facts?.log;
  const [identity, bounds] = [log.identity.bind(log), log.bounds.bind(log)];
  return Object.assign(log, {
    identity: async (topic: string) => known ?? identity(topic),
    bounds: async (topic: string) => (await bounds(topic)).map(seen),
  });
}

const start = (store: Store, log: Log): Promise<Aggregator> =>
  startAggregator({
    log,
    store,
    settings: LIVE_SETTINGS,
    siteConfig: (site) => ({
      ...unconfiguredSite(site),
      queues: [{ ...DEFAULT_POLICY.call, ...GOLDEN_SALES }],
      rules: [GOLDEN_RULE],
    }),
    sites: () => [],
    clock: () => GOLDEN_NOW + 60_000,
    logger: silentLogger,
    metrics: createMetrics({ processMetrics: false }),
    tickMs: 10,
    replay: false,
    topic: EVENTS_TOPIC,
    group: "test",
  });
