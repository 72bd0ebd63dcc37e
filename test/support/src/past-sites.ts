/** Some configured sites in different zones with a random history each that is over: a day and its night, two days ago, as real services are told of it. */
import { RECEIVER_KINDS } from "@floorwalker/channels/receivers";
import type { CanonicalEvent, Channel, ContactFacts, Interval, SiteConfig } from "@floorwalker/domain";
import { factsKey } from "@floorwalker/events";
import { parseConfiguration } from "@floorwalker/runtime";
import { contactKeysOf } from "@floorwalker/stream";
import fc from "fast-check";
import { AGENTS, BEGIN, HOUR, plausible, SITE } from "./histories/histories.ts";
import { REASONS } from "./histories/reasons.ts";
import { PureOwner } from "./pure-owner.ts";

export interface PastSites {
  /** The file that services are given. */
  readonly configuration: string;
  readonly sites: readonly SiteConfig[];
  readonly events: readonly CanonicalEvent[];
  /** What has ended before is closed, and whatever happens now changes nothing of it. */
  readonly closed: number;
}

const ZONES = ["Europe/Warsaw", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "America/St_Johns", "UTC"];
const DAY = 24 * HOUR;
/** All of it within the horizon of its newest event. */
const LASTS = 23 * HOUR;

export function pastSites(seed: number, now: number): PastSites {
  const closed = Math.floor(now / DAY) * DAY;
  const begin = closed - 2 * DAY + HOUR;
  const configuration = JSON.stringify({ partitions: 2, sites: ZONES.map(siteOf) });
  const parsed = parseConfiguration(configuration, "past-sites.yaml", RECEIVER_KINDS);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  const histories = fc.sample(plausible, { seed, numRuns: ZONES.length });
  const events = histories.flatMap((history, index) =>
    history.filter(({ time }) => time < BEGIN + LASTS).map((event) => moved(event, `site-${index}`, begin - BEGIN)),
  );
  return { configuration, sites: [...parsed.configuration.sites.values()], events, closed };
}

export interface ToldInOrder {
  readonly intervals: readonly Interval[];
  readonly facts: readonly ContactFacts[];
  /** Keys, as the topic has them, of contacts that have not left: of those that left for a while there is an older record. */
  readonly open: ReadonlySet<string>;
}

/** What one owner tells that reads everything in order, once, and never dies. */
export function toldInOrder({ sites, events, closed }: PastSites): ToldInOrder {
  const owner = new PureOwner({ sites, tellsIntervals: true, tellsFacts: true });
  owner.feed(events.toSorted((a, b) => a.time - b.time)).tick(closed);
  const [intervals, facts]: [Interval[], ContactFacts[]] = [[], []];
  while (owner.state.telling.hasIntervals(true)) {
    const portion = owner.takeIntervals(1_000, true);
    intervals.push(...(portion?.intervals ?? []));
    portion?.acknowledge();
    owner.tick(closed);
  }
  for (let portion = owner.takeFacts(1_000); portion !== null; portion = owner.takeFacts(1_000)) {
    facts.push(...portion.facts);
    portion.acknowledge();
  }
  return { intervals, facts, open: new Set([...contactKeysOf(owner.rows)].map(keyOfTopic)) };
}

const moved = (event: CanonicalEvent, site: string, by: number): CanonicalEvent => ({
  ...event,
  site,
  time: event.time + by,
  data: Object.fromEntries(
    Object.entries(event.data).map(([name, value]) => [name, isMoment(value) ? iso(Date.parse(value) + by) : value]),
  ),
});

const keyOfTopic = (key: string): string => {
  const [site, contact] = key.split("\u001e");
  const [channel, name] = contact!.split("\u001f");
  return factsKey({ site: site!, channel: channel as Channel, name: name! });
};

const isMoment = (value: unknown): value is string => typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value);
const iso = (at: number): string => new Date(at).toISOString();

const siteOf = (zone: string, index: number): unknown => ({
  id: `site-${index}`,
  zone,
  policy: "short-abandons-excluded",
  impliedPresence: `${SITE.impliedPresenceMs}ms`,
  agentsByQueue: true,
  queues: SITE.queues.map((queue) => ({
    queue: queue.queue,
    channel: queue.channel,
    threshold: `${queue.thresholdMs}ms`,
    shortAbandon: `${queue.shortAbandonMs}ms`,
    target: queue.target,
    lostAfter: `${queue.lostAfterMs}ms`,
    waitLostAfter: queue.waitLostAfterMs === Number.POSITIVE_INFINITY ? "never" : `${queue.waitLostAfterMs}ms`,
    wrapUpLostAfter: `${queue.wrapUpLostAfterMs}ms`,
  })),
  teams: [{ id: "north" }, { id: "south" }],
  agents: AGENTS.map((id, at) => ({ id, ...(at === 2 ? {} : { team: at === 0 ? "north" : "south" }) })),
  reasons: REASONS.map(({ reason }) => ({ id: reason })),
  sources: SITE.sources.map(({ source }) => ({ source, silentAfter: "never" })),
});
