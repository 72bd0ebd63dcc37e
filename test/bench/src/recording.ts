/**
 * What the engine is fed: the simulator's centre, many times over, each with its own seed, told side by side by time.
 * Heartbeats are left out: of a small centre they are one event in five, and cost nothing. Centres may be made larger than
 * the demo's; then the same number of events covers less time, and fewer panes.
 */
import type { CanonicalEvent, SiteConfig } from "@floorwalker/domain";
import { partitionOfSite } from "@floorwalker/events";
import { demoConfiguration } from "@floorwalker/runtime";
import { generate } from "@floorwalker/simulator";

const HOUR_MS = 3_600_000;
/** Of the demo's centre. */
export const SMALL_SITE = 60;
/** Without heartbeats, in an hour. */
const EVENTS_PER_AGENT = 100;
/** What a site of the demo's size tells: 36,000 events; larger ones need less time for as many. */
const AGENT_HOURS = 6 * SMALL_SITE;

export interface Recording {
  readonly sites: ReadonlyMap<string, SiteConfig>;
  /** By partition. */
  readonly events: readonly (readonly CanonicalEvent[])[];
  readonly total: number;
}

/** At least `wanted` events that end at `until`, the sites spread evenly over the partitions. `agents`: of each site. */
export function record(wanted: number, partitions: number, until: number, agents = SMALL_SITE): Recording {
  const perPartition = Math.ceil(wanted / (EVENTS_PER_AGENT * AGENT_HOURS) / partitions);
  const sites = new Map(siteNames(perPartition, partitions).map((id) => [id, benchSite(id, agents)]));
  const events = Array.from({ length: partitions }, (): CanonicalEvent[] => []);
  let seed = 0;
  for (const config of sites.values()) {
    const told = events[partitionOfSite(config.id, partitions)]!;
    const span = { from: until - (AGENT_HOURS / agents) * HOUR_MS, to: until };
    for (const event of generate({ site: config, seed: ++seed, run: `b${seed}`, ...span, scenario: "normal" }))
      if (event.type !== "cc.source.heartbeat") told.push(event);
  }
  for (const told of events) told.sort((a, b) => a.time - b.time);
  return { sites, events, total: events.reduce((sum, told) => sum + told.length, 0) };
}

/** The same as blocks of a few minutes, generated as they are asked for: nothing but one block is held in memory. */
export function* recordInBlocks(
  sites: Iterable<SiteConfig>,
  from: number,
  until: number,
  blockMs: number,
): Generator<CanonicalEvent[]> {
  const told = [...sites].map((site, index) => {
    const seed = index + 1;
    const events = generate({ site, seed, run: `b${seed}`, from, to: until, scenario: "normal" });
    return { events, next: events.next() };
  });
  for (let end = from + blockMs; told.some(({ next }) => next.done !== true); end += blockMs) {
    const block: CanonicalEvent[] = [];
    for (const stream of told)
      for (
        ;
        stream.next.done !== true && (stream.next.value.time < end || end >= until);
        stream.next = stream.events.next()
      )
        if (stream.next.value.type !== "cc.source.heartbeat") block.push(stream.next.value);
    yield block.sort((a, b) => a.time - b.time);
  }
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

/** As configured: the demo's queues and rules. */
export function benchSite(id: string, agents: number): SiteConfig {
  const [demo] = demoConfiguration("UTC").sites.values();
  const staff = Array.from({ length: agents }, (_, index) => ({
    agent: `a${String(index + 1).padStart(4, "0")}`,
    name: `Agent ${index + 1}`,
    team: index % 2 === 0 ? "north" : "south",
  }));
  return { ...demo!, id, demo: false, agents: staff };
}
