/**
 * Who serves a queue, of those who are signed in: by the configuration, an agent's own queues or else those of the team he is in now; and
 * whoever has joined it by what the phone system tells, on every channel (a membership names none). Where neither
 * says anything nobody can say. An agent of several queues serves each of them.
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

/** Null: nobody says which queues anybody serves. */
export type ServingOf = ((queues: readonly QueueOnChannel[]) => readonly ServingAgent[]) | null;

/** Null: as of `ServingOf`. */
export type StaffOf = ((queues: readonly QueueOnChannel[]) => Staff) | null;

export interface QueueOnChannel {
  readonly queue: string;
  readonly channel: Channel;
}

/** A queue, and whether he is paused there. */
export type ToldMembership = readonly [queue: string, paused: boolean];

/** As its row says it: who is absent serves nobody. `memberOf`: JSON of memberships that were told; null or absent: none was. */
export type AgentAsShown = Omit<ServingAgent, "state"> & {
  readonly state: AgentState | typeof ABSENT;
  readonly memberOf?: string | null;
};

/** Longest in their state first. `rows`: of the site's agents. Who is paused in all of the queues that are asked for is paused for them. */
export function servingOf(
  { agents, teams }: Pick<SiteConfig, "agents" | "teams">,
  rows: readonly AgentAsShown[],
): ServingOf {
  const there = rows.filter(isThere).map((agent) => ({ agent, told: toldOf(agent) }));
  const isConfigured = [...agents, ...teams].some(({ queues }) => queues !== undefined);
  if (!isConfigured && there.every(({ told }) => told.size === 0)) return null;
  const ofAgents = new Map(agents.map(({ agent, queues }) => [agent, queues]));
  const ofTeams = new Map(teams.map(({ team, queues }) => [team, queues]));
  const served = ({ agent, team }: ServingAgent): readonly ServedQueue[] =>
    ofAgents.get(agent) ?? (team === null ? undefined : ofTeams.get(team)) ?? [];
  return (wanted) =>
    there
      .flatMap(({ agent, told }): ServingAgent[] => {
        const configured = served(agent);
        const his = wanted.filter(
          ({ queue, channel }) =>
            told.has(queue) ||
            configured.some((each) => each.queue === queue && (each.channel === null || each.channel === channel)),
        );
        if (his.length === 0) return [];
        const isPaused = his.every(({ queue }) => told.get(queue) === true);
        return [isPaused && agent.state === "idle" ? { ...agent, state: "paused" } : agent];
      })
      .sort((a, b) => a.since - b.since || (a.agent < b.agent ? -1 : 1));
}

/** Whether he is paused, by queue. */
const toldOf = ({ memberOf }: AgentAsShown): ReadonlyMap<string, boolean> =>
  new Map(typeof memberOf === "string" ? (JSON.parse(memberOf) as readonly ToldMembership[]) : []);

const isThere = (agent: AgentAsShown): agent is ServingAgent & Pick<AgentAsShown, "memberOf"> => agent.state !== ABSENT;

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
