/**
 * Which teams and queues of a site have a group behind them, and which are withheld so that none can be reckoned (`withheldParts`).
 * Behind a team stands who of it is signed in: a team tells who is there, and how time is spent. Behind a queue stand those who serve it by
 * the configuration: it tells what was done with contacts. A queue on several channels has a group behind it where each channel has one, for
 * each tells of itself. Where nobody's queues are configured everybody of the site may serve each. Behind what is told of this moment stand those of them who are there: so whatever becomes of a number between two looks may have been the work of
 * as many as a group has. Of days that are over see `groups-of-day.ts`.
 */
import { AGENT_TIME } from "../agent/agent-state.ts";
import { COUNTERS, type CounterName } from "../counters.ts";
import { settingAt } from "../dated.ts";
import { kpiById } from "../kpi/registry.ts";
import type { SiteConfig } from "../site-config.ts";
import { withheldParts } from "./withheld-parts.ts";

export interface SiteGroups {
  /** The sums of the site. */
  readonly isTold: boolean;
  /** Who of it is there. */
  readonly isPresenceTold: boolean;
  /** Nothing of the site is withheld: what is made of some of its queues may be told. */
  readonly areAllQueuesTold: boolean;
  readonly isTeamTold: (team: string) => boolean;
  readonly isQueueTold: (queue: string) => boolean;
  /** Who serves each queue, on each channel. */
  readonly behindQueues: ReadonlyMap<string, readonly BehindChannel[]>;
  /** The same of what is told as it is now, and goes on. */
  readonly now: Pick<SiteGroups, "isTold" | "areAllQueuesTold" | "isQueueTold">;
}

/** Of a queue; null: whatever the channel. */
export interface BehindChannel {
  readonly channel: string | null;
  readonly agents: ReadonlySet<string>;
}

/** By queue. */
export type ChannelsOfQueues = ReadonlyMap<string, ReadonlySet<string>>;

export interface SiteFloor {
  readonly config: SiteConfig;
  /** Signed in. */
  readonly present: ReadonlySet<string>;
  /** That have rows. */
  readonly queues: ChannelsOfQueues;
  readonly now: number;
}

export function siteGroups({ config, present, queues, now }: SiteFloor, atLeast: number): SiteGroups {
  const teamOf = new Map(
    config.agents.map(({ agent, team, moves = [] }) => [agent, settingAt(moves, "team", team, now)]),
  );
  const everybody = new Set([...teamOf.keys(), ...present]);
  const teams = new Map(config.teams.map(({ team }) => [team, new Set<string>()]));
  const inNone = new Set<string>();
  for (const agent of present) (teams.get(teamOf.get(agent) ?? "") ?? inNone).add(agent);
  const withheldTeams = withheldParts(teams, inNone, atLeast);
  const behind = behindQueues(config, teamOf, everybody, queues);
  const withheldQueues = withheldQueuesOf(behind, atLeast);
  const isThere = presentOf(present);
  const here = new Map(
    [...behind].map(([queue, channels]) => [
      queue,
      channels.map(({ channel, agents }) => ({ channel, agents: isThere(agents) })),
    ]),
  );
  const withheldNow = withheldQueuesOf(here, atLeast);
  const isTold = everybody.size >= atLeast;
  // Of who is there some may serve no queue: the site's work is that of those who do, less what its queues tell.
  const behindWithheld = everyoneOf([...withheldNow].flatMap((queue) => here.get(queue)!));
  const isRestOfGroup = withheldNow.size === 0 || behindWithheld.size >= atLeast;
  return {
    isTold,
    isPresenceTold: present.size >= atLeast,
    areAllQueuesTold: withheldQueues.size === 0,
    isTeamTold: (team) => teams.has(team) && !withheldTeams.has(team),
    isQueueTold: (queue) => behind.has(queue) && !withheldQueues.has(queue),
    behindQueues: behind,
    now: {
      isTold: isTold && present.size >= atLeast && isRestOfGroup,
      areAllQueuesTold: withheldNow.size === 0,
      isQueueTold: (queue) => behind.has(queue) && !withheldNow.has(queue) && !withheldQueues.has(queue),
    },
  };
}

/** Those of a set who are there: reckoned once, however many queues the same set serves. */
export function presentOf(present: ReadonlySet<string>): (agents: ReadonlySet<string>) => ReadonlySet<string> {
  const known = new Map<ReadonlySet<string>, ReadonlySet<string>>();
  return (agents) => {
    const here = known.get(agents) ?? new Set([...agents].filter((agent) => present.has(agent)));
    known.set(agents, here);
    return here;
  };
}

export function everyoneOf(channels: readonly BehindChannel[]): ReadonlySet<string> {
  const everyone = new Set<string>();
  for (const agents of new Set(channels.map((each) => each.agents))) for (const agent of agents) everyone.add(agent);
  return everyone;
}

/** A queue is withheld with any of its channels: of those together at least as many stand behind as behind these alone (R2). */
function withheldQueuesOf(behind: ReadonlyMap<string, readonly BehindChannel[]>, atLeast: number): ReadonlySet<string> {
  const parts = new Map(
    [...behind].flatMap(([queue, channels]) =>
      channels.map(({ channel, agents }) => [JSON.stringify([queue, channel]), agents] as const),
    ),
  );
  const withheld = withheldParts(parts, new Set(), atLeast);
  const isWithheld = (queue: string, { channel }: BehindChannel): boolean =>
    withheld.has(JSON.stringify([queue, channel]));
  return new Set(
    [...behind].flatMap(([queue, channels]) => (channels.some((each) => isWithheld(queue, each)) ? [queue] : [])),
  );
}

/** Of each channel that is configured for a queue, or that it was on. */
function behindQueues(
  { agents, teams, queues: configured }: SiteConfig,
  teamOf: ReadonlyMap<string, string | null>,
  everybody: ReadonlySet<string>,
  queues: ChannelsOfQueues,
): ReadonlyMap<string, readonly BehindChannel[]> {
  const named = new Set([...configured.map(({ queue }) => queue), ...queues.keys()]);
  if (![...agents, ...teams].some((each) => each.queues !== undefined)) {
    const each = [{ channel: null, agents: everybody }];
    return new Map([...named].map((queue) => [queue, each]));
  }
  const ofTeams = new Map(teams.map((each) => [each.team, each.queues]));
  const servers = new Map<string, [agent: string, channel: string | null][]>();
  for (const { agent, queues: own } of agents)
    for (const { queue, channel } of own ?? ofTeams.get(teamOf.get(agent) ?? "") ?? []) {
      const known = servers.get(queue);
      if (known === undefined) servers.set(queue, [[agent, channel]]);
      else known.push([agent, channel]);
    }
  const serving = (queue: string, on: string): ReadonlySet<string> =>
    new Set((servers.get(queue) ?? []).flatMap(([agent, channel]) => ((channel ?? on) === on ? [agent] : [])));
  const channelsOf = new Map<string, Set<string>>();
  for (const { queue, channel } of configured)
    channelsOf.set(queue, (channelsOf.get(queue) ?? new Set<string>()).add(channel));
  return new Map(
    [...named].map((queue): [string, readonly BehindChannel[]] => {
      const channels = channelsOf.get(queue);
      // Of one that is configured no more nobody is known.
      if (channels === undefined) return [queue, [{ channel: null, agents: new Set<string>() }]];
      const all = new Set([...channels, ...(queues.get(queue) ?? [])]);
      return [queue, [...all].map((channel) => ({ channel, agents: serving(queue, channel) }))];
    }),
  );
}

/** What a number is of. */
export interface NumberOf {
  readonly kpi?: unknown;
  readonly queue?: unknown;
  readonly channel?: unknown;
  readonly team?: unknown;
  readonly department?: unknown;
}

/** As it is now: a group stands behind everybody whose work is in it. */
export function isNumberTold({ kpi, queue, channel, team, department }: NumberOf, groups: SiteGroups): boolean {
  const { now } = groups;
  // What a team did with contacts is of few queues: beside theirs somebody's part could be reckoned.
  if (typeof team === "string" || typeof department === "string" || !now.isTold) return false;
  if (typeof queue === "string") return now.isQueueTold(queue);
  if (isOfPresence(kpi) && !groups.isPresenceTold) return false;
  // A channel's, too, is made of some of the queues.
  return channel == null || now.areAllQueuesTold;
}

/** Of who is there, and how time is spent. */
export const isOfPresence = (kpi: unknown): boolean => !(kpiById(String(kpi))?.scopes.includes("queue") ?? true);

export const PRESENCE_COUNTERS: ReadonlySet<CounterName> = new Set(
  AGENT_TIME.flatMap(({ net, moment, time }) => [net, moment, time]).map((index) => COUNTERS[index]!),
);
