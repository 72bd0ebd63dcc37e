/**
 * Who serves what, derived from a site's configuration alone (no chance: the same configuration gives the same plan).
 * A queue goes to the team whose name it shares a word with, else to the team with the least to do; a team's agents are
 * divided among its channels and queues, and every third also helps in the team's other queues. How many contacts
 * arrive follows from the staff, so that any configuration gives a centre that is busy and not drowned.
 */
import type { Channel, SiteConfig } from "@floorwalker/domain";
import { meanHandleTime, offeredLoad } from "./offered-load.ts";
import { CALL_PROFILES, type CallProfile, CHAT_SLOTS, HOUR } from "./parameters.ts";
import { assignTeams, type TeamShare } from "./team-assignment.ts";

export interface PlannedQueue {
  readonly queue: string;
  readonly channel: Channel;
  readonly source: string;
  readonly thresholdMs: number;
  readonly profile: CallProfile;
  /** Mean over the part of the day played. */
  readonly arrivalsPerHour: number;
  /** Agents with this queue as their own. */
  readonly staff: number;
  /** Where calls go that time out or are transferred; null when there is no other voice queue. */
  readonly overflow: string | null;
}

export interface PlannedAgent {
  readonly agent: string;
  readonly channel: Channel;
  readonly source: string;
  /** Contacts at once. */
  readonly slots: number;
  readonly own: readonly string[];
  /** Served when nothing of their own waits. */
  readonly also: readonly string[];
}

export interface SitePlan {
  readonly site: string;
  readonly queues: readonly PlannedQueue[];
  readonly agents: readonly PlannedAgent[];
  readonly sources: Readonly<Record<Channel | "survey", string>>;
  /** The voice queue of the scripted breach: that of the first rule on one, else the first. */
  readonly breachQueue: string | null;
  /** What contacts may be about; none: the site counts no reasons. */
  readonly reasons: readonly string[];
}

/** Agents a queue needs to have its own; with fewer, a team's agents serve all its queues. */
const SMALLEST_POOL = 4;
/** One in so many agents also serves the team's other queues. */
const HELPERS = 3;

/** `isThere`: who of the staff works at all; absent: everybody. */
export function planSite(site: SiteConfig, isThere: (agent: string) => boolean = () => true): SitePlan {
  const sources = {
    call: `/acd/${site.id}`,
    chat: `/chat/${site.id}`,
    email: `/mail/${site.id}`,
    survey: `/survey/${site.id}`,
  };
  const shares = assignTeams(site);
  const agents = present(planAgents(shares, sources), isThere);
  const voice = site.queues.filter((queue) => queue.channel === "call").map((queue) => queue.queue);
  const queues = site.queues.map((queue, index): PlannedQueue => {
    const own = agents.filter((agent) => agent.channel === queue.channel && agent.own.includes(queue.queue));
    const profile = CALL_PROFILES[index % CALL_PROFILES.length]!;
    const load = own.reduce(
      (sum, agent) => sum + offeredLoad(queue.channel, pool(agents, agent)) / agent.own.length,
      0,
    );
    const following = voice[(voice.indexOf(queue.queue) + 1) % voice.length];
    return {
      queue: queue.queue,
      channel: queue.channel,
      source: sources[queue.channel],
      thresholdMs: queue.thresholdMs,
      profile,
      arrivalsPerHour: (load * HOUR) / (1000 * meanHandleTime(queue.channel, profile)),
      staff: own.length,
      overflow: queue.channel !== "call" || following === queue.queue ? null : (following ?? null),
    };
  });
  const ruled = site.rules
    .filter((rule) => rule.kind === "kpi")
    .find((rule) => rule.queue !== null && voice.includes(rule.queue) && (rule.channel ?? "call") === "call");
  const reasons = (site.reasons ?? []).map(({ reason }) => reason);
  return { site: site.id, queues, agents, sources, breachQueue: ruled?.queue ?? voice[0] ?? null, reasons };
}

/** Those who are there; of a queue that nobody would serve, one all the same. */
function present(agents: readonly PlannedAgent[], isThere: (agent: string) => boolean): readonly PlannedAgent[] {
  const there = new Set(agents.filter(({ agent }) => isThere(agent)));
  for (const one of agents)
    if (![...there].some(({ channel, own }) => channel === one.channel && own.some((queue) => one.own.includes(queue))))
      there.add(one);
  return agents.filter((one) => there.has(one));
}

/** How many agents share this one's queues. */
const pool = (agents: readonly PlannedAgent[], agent: PlannedAgent): number =>
  agents.filter((other) => other.channel === agent.channel && other.own.some((queue) => agent.own.includes(queue)))
    .length;

function planAgents(shares: readonly TeamShare[], sources: SitePlan["sources"]): PlannedAgent[] {
  return shares.flatMap(({ channel, queues, agents }) => {
    const specialised = agents.length >= SMALLEST_POOL * queues.length;
    return agents.map((agent, index): PlannedAgent => {
      const own = specialised ? [queues[index % queues.length]!] : queues;
      const helps = Math.floor(index / queues.length) % HELPERS === HELPERS - 1;
      return {
        agent,
        channel,
        source: sources[channel],
        slots: channel === "chat" ? CHAT_SLOTS : 1,
        own,
        also: helps ? queues.filter((queue) => !own.includes(queue)) : [],
      };
    });
  });
}
