/**
 * What the engine is fed: the simulator's centre, many times over, each with its own seed, told side by side by time.
 * Heartbeats are left out: a simulated centre is small, and one event in five of it costs nothing.
 */
import type { CanonicalEvent, SiteConfig } from "@floorwalker/domain";
import { partitionOfSite } from "@floorwalker/events";
import { demoConfiguration } from "@floorwalker/runtime";
import { generate } from "@floorwalker/simulator";

const HOUR_MS = 3_600_000;
/** One simulated centre in one hour, without heartbeats. */
const EVENTS_PER_HOUR = 6_000;
const HOURS = 6;

export interface Recording {
  readonly sites: ReadonlyMap<string, SiteConfig>;
  /** By partition. */
  readonly events: readonly (readonly CanonicalEvent[])[];
  readonly total: number;
}

/** At least `wanted` events that end at `until`, the sites spread evenly over the partitions. */
export function record(wanted: number, partitions: number, until: number): Recording {
  const perPartition = Math.ceil(wanted / (EVENTS_PER_HOUR * HOURS) / partitions);
  const sites = new Map(siteNames(perPartition, partitions).map((id) => [id, benchSite(id)]));
  const events = Array.from({ length: partitions }, (): CanonicalEvent[] => []);
  let seed = 0;
  for (const config of sites.values()) {
    const told = events[partitionOfSite(config.id, partitions)]!;
    const span = { from: until - HOURS * HOUR_MS, to: until };
    for (const event of generate({ site: config, seed: ++seed, run: `b${seed}`, ...span, scenario: "normal" }))
      if (event.type !== "cc.source.heartbeat") told.push(event);
  }
  for (const told of events) told.sort((a, b) => a.time - b.time);
  return { sites, events, total: events.reduce((sum, told) => sum + told.length, 0) };
}

/** `count` names for each partition. */
function siteNames(count: number, partitions: number): string[] {
  const left = Array.from({ length: partitions }, () => count);
  const names: string[] = [];
  for (let number = 1; names.length < count * partitions; number++) {
    const name = `site-${number}`;
    if (left[partitionOfSite(name, partitions)]!-- > 0) names.push(name);
  }
  return names;
}

/** As configured: the demo's queues, agents and rules. */
export function benchSite(id: string): SiteConfig {
  const [demo] = demoConfiguration("UTC").sites.values();
  return { ...demo!, id, demo: false };
}
