/**
 * Who serves a queue, of those who are signed in: by the configuration, an agent's own queues or else those of the team he is in now.
 * Where nobody's queues are configured nobody can say. An agent of several queues serves each of them.
 */
import type { Channel, ServedQueue, SiteConfig } from "@floorwalker/domain";
import type { AgentRow, Row } from "@floorwalker/protocol";

export type ServingAgent = Pick<AgentRow, "agent" | "name" | "team" | "state" | "since">;

export interface Staff {
  readonly signedIn: number;
  /** Not paused. */
  readonly there: number;
  /** Free now: who could take a contact, longest free first. */
  readonly free: readonly Omit<ServingAgent, "state">[];
}

/** Null: of no agent or team of the site queues are configured. */
export type StaffOf = ((queues: readonly QueueOnChannel[]) => Staff) | null;

export interface QueueOnChannel {
  readonly queue: string;
  readonly channel: Channel;
}

/** `rows`: of the site's agents. */
export function staffOf({ agents, teams }: Pick<SiteConfig, "agents" | "teams">, rows: readonly Row[]): StaffOf {
  if (![...agents, ...teams].some(({ queues }) => queues !== undefined)) return null;
  const ofAgents = new Map(agents.map(({ agent, queues }) => [agent, queues]));
  const ofTeams = new Map(teams.map(({ team, queues }) => [team, queues]));
  const signedIn = rows as unknown as readonly ServingAgent[];
  const served = ({ agent, team }: ServingAgent): readonly ServedQueue[] =>
    ofAgents.get(agent) ?? (team === null ? undefined : ofTeams.get(team)) ?? [];
  const serves = (agent: ServingAgent, wanted: readonly QueueOnChannel[]): boolean =>
    served(agent).some(({ queue, channel }) =>
      wanted.some((each) => each.queue === queue && (channel === null || channel === each.channel)),
    );
  return (wanted) => {
    const serving = signedIn.filter((agent) => serves(agent, wanted));
    return {
      signedIn: serving.length,
      there: serving.filter(({ state }) => state !== "paused").length,
      free: serving
        .filter(({ state }) => state === "idle")
        .sort((a, b) => a.since - b.since || (a.agent < b.agent ? -1 : 1))
        .map(({ agent, name, team, since }) => ({ agent, name, team, since })),
    };
  };
}
