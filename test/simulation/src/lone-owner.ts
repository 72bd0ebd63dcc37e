/** One aggregator alone on one partition, in simulated time, with a store that takes its time for a commit. */
import { AGGREGATOR_GROUP, LIVE_SETTINGS, startAggregator } from "@floorwalker/aggregator";
import { type CanonicalEvent, unconfiguredSite } from "@floorwalker/domain";
import { openEmbedded } from "@floorwalker/embedded";
import { EVENTS_TOPIC, encodeEvent, eventRecords } from "@floorwalker/events";
import type { Commit } from "@floorwalker/ports";
import { createMetrics, silentLogger } from "@floorwalker/runtime";
import { Process, World } from "./world.ts";

const START = Date.UTC(2026, 0, 5, 9);
const TICK_MS = 50;

export interface LoneOwner {
  readonly world: World;
  /** What was committed so far, and when it was asked for. */
  readonly commits: readonly { readonly at: number; readonly commit: Commit }[];
  /** Times it looked at the clock. */
  looks(): number;
  /** So many callers enter the queue now. */
  call(callers: number): void;
  /** Records of the log that no commit holds. */
  uncommitted(): Promise<number>;
  stop(): Promise<void>;
}

/** Live: it has read to the end of its empty log. */
export async function startLoneOwner(commitMs: number): Promise<LoneOwner> {
  const world = new World(START, commitMs);
  const process = new Process(world, "aggregator");
  const { log, store, close } = openEmbedded(":memory:", process.wall);
  await log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: 1 }]);
  const commits: { at: number; commit: Commit }[] = [];
  let looks = 0;
  let callers = 0;
  const slow = new Proxy(store, {
    get(target, name) {
      if (name === "commit")
        return async (commit: Commit) => {
          commits.push({ at: world.now, commit });
          await new Promise<void>((resolve) => process.timing.after(commitMs, resolve));
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
    clock: () => {
      looks++;
      return process.wall();
    },
    timing: process.timing,
    logger: silentLogger,
    metrics: createMetrics({ processMetrics: false }),
    tickMs: TICK_MS,
    replay: false,
    topic: EVENTS_TOPIC,
    group: AGGREGATOR_GROUP,
  });
  await world.runUntil(START + 1_000);
  return {
    world,
    commits,
    looks: () => looks,
    call: (count) => {
      const events = Array.from({ length: count }, () => queued(`c${++callers}`, process.wall()));
      void log.append(EVENTS_TOPIC, 0, eventRecords(events));
    },
    uncommitted: async () => {
      const [bounds] = await log.bounds(EVENTS_TOPIC);
      return bounds!.high - ((await store.stored(0))?.checkpoint.offset ?? 0);
    },
    stop: async () => {
      const stopped = aggregator.stop();
      await world.runUntil(world.now + 1_000);
      await stopped;
      await close();
    },
  };
}

function queued(contact: string, time: number): Uint8Array {
  const event: CanonicalEvent = {
    id: contact,
    source: "/acd",
    type: "cc.contact.queued",
    time,
    recordedTime: null,
    site: "krakow",
    channel: "call",
    contact,
    segment: "1",
    queue: "sales",
    agent: null,
    data: {},
  };
  return Buffer.from(encodeEvent(event));
}
