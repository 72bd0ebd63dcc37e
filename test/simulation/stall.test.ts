/** One stalled store, two aggregators: each partition is taken up again once at most, by the one that had it. */
import { EVENTS_TOPIC, partitionOfSite } from "@floorwalker/events";
import { expect, test } from "vitest";
import { arrivals } from "./src/calls.ts";
import { Floor, PARTITIONS } from "./src/floor.ts";
import { SimulatedBroker } from "./src/simulated-log.ts";
import { SimulatedStore } from "./src/simulated-store.ts";
import { World } from "./src/world.ts";

const START = Date.UTC(2026, 0, 5, 9);
const SECOND = 1_000;
/** An owner that has nothing to say commits all the same after so long. */
const IDLE_COMMIT_SECONDS = 5;

test.each([1, 4, 8, 15])(
  "after a store that stood still for %i s both go on within seconds, and nobody fences anybody",
  async (seconds) => {
    const world = new World(START, seconds);
    const broker = new SimulatedBroker(() => world.now, "topic");
    broker.ensure([{ topic: EVENTS_TOPIC, partitions: PARTITIONS }]);
    const commits: string[] = [];
    const store = new SimulatedStore({ now: () => world.now });
    const commitNow = store.commitNow.bind(store);
    store.commitNow = (commit, stretch) => {
      const result = commitNow(commit, stretch);
      commits.push(result);
      return result;
    };
    const claims: number[] = [];
    const claimNow = store.claimNow.bind(store);
    store.claimNow = (partition, claimant) => {
      claims.push(partition);
      return claimNow(partition, claimant);
    };
    const floor = new Floor({ world, broker, store, deliver: () => "delivered" });
    const running = [floor.startAggregator(), floor.startAggregator()];
    for (const { at, site, value } of arrivals(world, START, START + 60 * SECOND))
      world.after(at - START, () =>
        broker.append(EVENTS_TOPIC, partitionOfSite(site, PARTITIONS), [{ key: site, value }]),
      );
    await world.runUntil(START + 20 * SECOND);
    expect(running.map(({ aggregator }) => aggregator!.ready())).toEqual([true, true]);
    const before = claims.length;
    floor.storeWeather.downUntil = world.now + seconds * SECOND;
    await world.runUntil(floor.storeWeather.downUntil + 7 * SECOND);
    const written = broker.bounds(EVENTS_TOPIC);
    await world.runUntil(world.now + SECOND);
    expect(running.map(({ aggregator }) => aggregator!.ready())).toEqual([true, true]);
    for (let partition = 0; partition < PARTITIONS; partition++)
      expect(store.metaOf(partition).offset).toBeGreaterThanOrEqual(written[partition]!.high);
    // Of a short stall an owner that had nothing to commit meanwhile may hear nothing.
    const taken = claims.slice(before).toSorted((a, b) => a - b);
    expect(taken).toEqual(seconds < IDLE_COMMIT_SECONDS ? [...new Set(taken)] : [0, 1]);
    expect(commits.filter((result) => result === "fenced")).toEqual([]);
  },
);
