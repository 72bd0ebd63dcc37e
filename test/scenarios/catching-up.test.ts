/** An owner that is far behind and has more view rows than fit into one commit. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LIVE_SETTINGS, startAggregator } from "@floorwalker/aggregator";
import { type CanonicalEvent, unconfiguredSite } from "@floorwalker/domain";
import { openEmbedded } from "@floorwalker/embedded";
import { EVENTS_TOPIC, encodeEvent } from "@floorwalker/events";
import type { Log } from "@floorwalker/ports";
import { createMetrics, silentLogger } from "@floorwalker/runtime";
import { expect, test } from "vitest";

const QUEUES = LIVE_SETTINGS.viewLimit + 100;
/** The old fault held the process for two seconds at a time. */
const LONGEST_PAUSE_MS = 1_200;

test("catching up with more rows than one commit may hold leaves the process free, and every row arrives", {
  timeout: 30_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), "floorwalker-test-"));
  const { log, store, close } = openEmbedded(join(folder, "state.sqlite"));
  await log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: 1 }]);
  const messages = Array.from({ length: QUEUES }, (_, queue) => ({
    key: "here",
    value: Buffer.from(encodeEvent(queued(queue, Date.now()))),
  }));
  await log.append(EVENTS_TOPIC, 0, messages);
  const aggregator = await startAggregator({
    log: neverAtItsEnd(log),
    store,
    settings: { ...LIVE_SETTINGS, limits: null },
    siteConfig: unconfiguredSite,
    sites: () => [],
    clock: Date.now,
    logger: silentLogger,
    metrics: createMetrics({ processMetrics: false }),
    tickMs: 50,
    replay: false,
    topic: EVENTS_TOPIC,
    group: "test",
  });
  let longest = 0;
  let last = performance.now();
  const pulse = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 10);
  try {
    const queues = async (): Promise<number> =>
      [...(await store.snapshot(0)).rows.keys()].filter((id) => id.startsWith("queue:")).length;
    await expect.poll(queues, { timeout: 20_000, interval: 50 }).toBe(QUEUES);
    expect(aggregator.live).toBe(false);
    expect(longest).toBeLessThan(LONGEST_PAUSE_MS);
  } finally {
    clearInterval(pulse);
    await aggregator.stop();
    await close();
    await rm(folder, { recursive: true });
  }
});

/** The real log, but for its end: far away, so that its reader never takes itself for live. */
function neverAtItsEnd(log: Log): Log {
  const far = (end: number): number => end + 1_000_000;
  return new Proxy(log, {
    get(target, name) {
      if (name === "bounds")
        return async (topic: string) => (await target.bounds(topic)).map(({ low, high }) => ({ low, high: far(high) }));
      if (name === "consume")
        return (options: Parameters<Log["consume"]>[0]) =>
          target.consume({
            ...options,
            batch: (batch) => options.batch({ ...batch, end: far(batch.end), isStale: () => batch.isStale() }),
          });
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}

const queued = (queue: number, time: number): CanonicalEvent => ({
  id: `e-${queue}`,
  source: "/acd",
  type: "cc.contact.queued",
  time,
  recordedTime: null,
  site: "here",
  channel: "call",
  contact: `c-${queue}`,
  segment: null,
  queue: `queue-${queue}`,
  agent: null,
  data: {},
});
