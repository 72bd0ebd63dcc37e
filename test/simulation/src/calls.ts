/** A made-up minute of three sites: calls that are answered or abandoned, told late, twice, out of order, from the future. */
import {
  type CanonicalEvent,
  DEFAULT_POLICY,
  type KpiRule,
  type SiteConfig,
  unconfiguredSite,
} from "@floorwalker/domain";
import { encodeEvent, eventRecords } from "@floorwalker/events";
import type { World } from "./world.ts";

export const SITES = ["krakow", "lodz", "gdansk"] as const;
export const RECEIVER = "duty";

const SECOND = 1_000;
const GARBAGE = ["", "{", '{"specversion":"1.0","id":"x"}', "\u0000\u0000"];
const QUEUES = ["sales", "help"] as const;
/** One call in so many ends under another id, and of one in so many nobody tells the end. */
const CHANGING = 5;
const SILENT = 7;
/** Its agents have one line. */
const ONE_LINE: string = "gdansk";

const rule = (id: string, kpi: string, limit: number, holdForMs: number): KpiRule => ({
  kind: "kpi",
  id,
  default: false,
  holdForMs,
  severity: "warning",
  receivers: [RECEIVER],
  kpi,
  queue: null,
  channel: null,
  window: "day",
  direction: "above",
  limit,
  clear: limit,
  minimumSample: 0,
});

export const siteConfig = (id: string): SiteConfig => ({
  ...unconfiguredSite(id),
  oneCallPerAgent: id === ONE_LINE,
  queues: QUEUES.map((queue) => ({
    ...DEFAULT_POLICY.call,
    queue,
    channel: "call",
    title: queue,
    policy: "answered-only",
    target: 0.8,
  })),
  rules: [
    rule("busy", "offered", 3, 0),
    rule("lost-callers", "abandoned", 1, 2 * SECOND),
    rule("queue", "waiting", 0, 0),
  ],
});

export interface Arrival {
  readonly at: number;
  readonly site: string;
  readonly value: Uint8Array;
}

/**
 * In the order in which they reach the log. In half of the worlds the door has several in hand now and then: what comes for one
 * site within a few seconds then comes as one record.
 */
export function arrivals(world: World, from: number, until: number): Arrival[] {
  const all = single(world, from, until);
  if (world.chance(0.5)) return all;
  const together: Arrival[] = [];
  for (const site of SITES) {
    const waiting = all.filter((arrival) => arrival.site === site);
    while (waiting.length > 0) {
      const until = waiting[0]!.at + world.between(0, 4) * SECOND;
      const later = waiting.findIndex(({ at }) => at > until);
      const taken = waiting.splice(0, later < 0 ? waiting.length : later);
      const records = eventRecords(taken.map(({ value }) => value));
      together.push(...records.map(({ value }) => ({ at: taken.at(-1)!.at, site, value })));
    }
  }
  return together.toSorted((a, b) => a.at - b.at);
}

function single(world: World, from: number, until: number): Arrival[] {
  const all: Arrival[] = [];
  const tell = (event: CanonicalEvent): void => {
    const fate = world.random();
    const delay = fate < 0.7 ? world.between(0, 2) : fate < 0.9 ? world.between(0, 20) : world.between(0, 70);
    const at = Math.min(until, Math.max(from, event.time + delay * SECOND));
    const value = Buffer.from(encodeEvent(event));
    all.push({ at, site: event.site, value });
    if (world.chance(0.05))
      all.push({ at: Math.min(until, at + world.between(0, 10) * SECOND), site: event.site, value });
  };
  // What lies in the log without ingest having written it.
  for (const text of GARBAGE)
    if (world.chance(0.2))
      all.push({ at: world.between(from, until), site: world.pick(SITES), value: Buffer.from(text) });
  const contacts = 15 + Math.floor(world.random() * 25);
  for (let contact = 0; contact < contacts; contact++) {
    const site = world.pick(SITES);
    const queue = world.pick(QUEUES);
    const ahead = world.chance(0.03) ? world.between(30, 200) * SECOND : 0;
    const queuedAt = Math.floor(world.between(from, until)) + ahead;
    const about = { site, queue, contact: `c${contact}` };
    const answeredAt = queuedAt + Math.floor(world.between(1, 30) * SECOND);
    tell(event({ ...about, type: "cc.contact.queued", time: queuedAt }));
    if (world.chance(0.3)) tell(event({ ...about, type: "cc.contact.abandoned", time: answeredAt }));
    else {
      const agent = `a${Math.floor(world.random() * 4)}`;
      const waitMs = world.chance(0.05) ? -5 : answeredAt - queuedAt;
      tell(event({ ...about, agent, data: { waitMs }, type: "cc.contact.answered", time: answeredAt }));
      const endedAt = answeredAt + Math.floor(world.between(1, 20) * SECOND);
      if (contact % SILENT === 0) continue;
      const ends = contact % CHANGING === 0 ? { contact: `${about.contact}-b` } : {};
      const data = { waitMs, talkMs: endedAt - answeredAt };
      tell(event({ ...about, ...ends, agent, data, type: "cc.contact.ended", time: endedAt }));
    }
  }
  return all.toSorted((a, b) => a.at - b.at);
}

const event = (
  told: Pick<CanonicalEvent, "type" | "time" | "site" | "queue" | "contact"> & Partial<CanonicalEvent>,
): CanonicalEvent => ({
  id: `${told.contact}-${told.type}`,
  source: "/acd",
  recordedTime: null,
  channel: "call",
  segment: null,
  agent: null,
  data: {},
  ...told,
});
