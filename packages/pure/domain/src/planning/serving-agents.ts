/**
 * Who serves a queue, of those who are signed in: by the configuration, an agent's own queues or else those of the team he is in now.
 * Where nobody's queues are configured nobody can say. An agent of several queues serves each of them.
 */
import { ABSENT, type AgentState } from "../agent/agent-state.ts";
import type { Channel } from "../event.ts";
import type { ServedQueue, SiteConfig } from "../site-config.ts";

/** Of an agent's row. */
export interface ServingAgent {
  readonly agent: string;
  readonly name: string;
  readonly team: string | null;
  readonly state: AgentState;
  /** Since when he is in it, epoch ms. */
  readonly since: number;
}

export interface Staff {
  readonly signedIn: number;
  /** Not paused. */
  readonly there: number;
  /** Free now: who could take a contact, longest free first. */
  readonly free: readonly Omit<ServingAgent, "state">[];
}

/** Null: of no agent or team of the site queues are configured. */
export type ServingOf = ((queues: readonly QueueOnChannel[]) => readonly ServingAgent[]) | null;

/** Null: as of `ServingOf`. */
export type StaffOf = ((queues: readonly QueueOnChannel[]) => Staff) | null;

export interface QueueOnChannel {
  readonly queue: string;
  readonly channel: Channel;
}

/** As its row says it: who is absent serves nobody. */
export type AgentAsShown = Omit<ServingAgent, "state"> & { readonly state: AgentState | typeof ABSENT };

/** Longest in their state first. `rows`: of the site's agents. */
export function servingOf(
  { agents, teams }: Pick<SiteConfig, "agents" | "teams">,
  rows: readonly AgentAsShown[],
): ServingOf {
  if (![...agents, ...teams].some(({ queues }) => queues !== undefined)) return null;
  const ofAgents = new Map(agents.map(({ agent, queues }) => [agent, queues]));
  const ofTeams = new Map(teams.map(({ team, queues }) => [team, queues]));
  const served = ({ agent, team }: ServingAgent): readonly ServedQueue[] =>
    ofAgents.get(agent) ?? (team === null ? undefined : ofTeams.get(team)) ?? [];
  const serves = (agent: ServingAgent, wanted: readonly QueueOnChannel[]): boolean =>
    served(agent).some(({ queue, channel }) =>
      wanted.some((each) => each.queue === queue && (channel === null || channel === each.channel)),
    );
  const there = rows.filter(isThere);
  return (wanted) =>
    there.filter((agent) => serves(agent, wanted)).sort((a, b) => a.since - b.since || (a.agent < b.agent ? -1 : 1));
}

const isThere = (agent: AgentAsShown): agent is ServingAgent => agent.state !== ABSENT;

export function staffOf(site: Pick<SiteConfig, "agents" | "teams">, rows: readonly AgentAsShown[]): StaffOf {
  const serving = servingOf(site, rows);
  return serving && ((wanted) => staffIn(serving(wanted)));
}

const staffIn = (serving: readonly ServingAgent[]): Staff => ({
  signedIn: serving.length,
  there: serving.filter(({ state }) => state !== "paused").length,
  free: serving
    .filter(({ state }) => state === "idle")
    .map(({ agent, name, team, since }) => ({ agent, name, team, since })),
});
