/** An owner whose store takes its time: how often it commits, by how much it is given. */
import { AGGREGATOR_GROUP, LIVE_SETTINGS, startAggregator } from "@floorwalker/aggregator";
import { type CanonicalEvent, unconfiguredSite } from "@floorwalker/domain";
import { openEmbedded } from "@floorwalker/embedded";
import { EVENTS_TOPIC, encodeEvent, eventRecords } from "@floorwalker/events";
import type { Commit } from "@floorwalker/ports";
import { createMetrics, silentLogger } from "@floorwalker/runtime";
import { expect, test } from "vitest";
import { Process, World } from "./src/world.ts";

const START = Date.UTC(2026, 0, 5, 9);
const LASTS_MS = 3_000;
const EVERY_MS = 10;
const COMMIT_MS = 100;
const LONGEST_WAIT_MS = 1_000;

test("in a flood of events commits leave two thirds of the time to the fold, and soon after it all is committed", async () => {
  const { commits, uncommitted } = await told(60);
  expect(commits * COMMIT_MS).toBeLessThanOrEqual(LASTS_MS / 3 + 2 * COMMIT_MS);
  expect(uncommitted).toBe(0);
});

test("a few events at a time are committed as soon as the store has taken the ones before", async () => {
  const { commits } = await told(1);
  expect(commits).toBeGreaterThanOrEqual((LASTS_MS / COMMIT_MS) * 0.8);
});

/** `events` arrive at a time, again and again; commits meanwhile, and records that are uncommitted soon after. */
async function told(events: number): Promise<{ readonly commits: number; readonly uncommitted: number }> {
  const world = new World(START, events);
  const process = new Process(world, "aggregator");
  const { log, store, close } = openEmbedded(":memory:", process.wall);
  await log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: 1 }]);
  let commits = 0;
  const slow = new Proxy(store, {
    get(target, name) {
      if (name === "commit")
        return async (commit: Commit) => {
          commits++;
          await new Promise<void>((resolve) => process.timing.after(COMMIT_MS, resolve));
          return target.commit(commit);
        };
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
  const aggregator = await startAggregator({
    log,
    store: slow,
    settings: { ...LIVE_SETTINGS, limits: null },
    siteConfig: unconfiguredSite,
    sites: () => [],
    clock: process.wall,
    timing: process.timing,
    logger: silentLogger,
    metrics: createMetrics({ processMetrics: false }),
    tickMs: 50,
    replay: false,
    topic: EVENTS_TOPIC,
    group: AGGREGATOR_GROUP,
  });
  await world.runUntil(START + 1_000);
  commits = 0;
  for (let at = 0; at < LASTS_MS; at += EVERY_MS)
    world.after(at, () => void log.append(EVENTS_TOPIC, 0, eventRecords(queued(events, process.wall()))));
  await world.runUntil(world.now + LASTS_MS);
  const during = commits;
  await world.runUntil(world.now + LONGEST_WAIT_MS);
  const [bounds] = await log.bounds(EVENTS_TOPIC);
  const stored = await store.stored(0);
  const stopped = aggregator.stop();
  await world.runUntil(world.now + LONGEST_WAIT_MS);
  await stopped;
  await close();
  return { commits: during, uncommitted: bounds!.high - (stored?.checkpoint.offset ?? 0) };
}

let calls = 0;
function queued(events: number, time: number): Uint8Array[] {
  return Array.from({ length: events }, () => {
    const id = `c${++calls}`;
    const event: CanonicalEvent = {
      id,
      source: "/acd",
      type: "cc.contact.queued",
      time,
      recordedTime: null,
      site: "krakow",
      channel: "call",
      contact: id,
      segment: "1",
      queue: "sales",
      agent: null,
      data: {},
    };
    return Buffer.from(encodeEvent(event));
  });
}
