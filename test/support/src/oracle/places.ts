/** What the oracle foresees of one span, by place: `site`, `queue channel`, each agent, and `team t`. */
import { type CanonicalEvent, KPIS } from "@floorwalker/domain";
import { NOWHERE, type Numbers, Oracle, type OracleOptions } from "./oracle.ts";
import { teamOf } from "./team-of.ts";

export type Places = Readonly<Record<string, Numbers>>;

export interface NamedSpan {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** What is told of an agent in one queue: his time is of none. */
const OF_AGENTS_IN_QUEUES = KPIS.filter(({ scopes }) => scopes.includes("agentQueue")).map(({ id }) => id);

/** By name of the span. What is only true of a moment is told of the span that ends with the clock. */
export function foreseen(options: OracleOptions, spans: readonly NamedSpan[]): Record<string, Places> {
  const oracle = new Oracle(options);
  const queues = queuesOf(options.events, options);
  const agents = oracle.agents();
  const all: Record<string, Places> = {};
  for (const { name, from, to } of spans) {
    const places: Record<string, Numbers> = {
      site: { ...oracle.numbers([...queues, ...NOWHERE], from, to), ...oracle.floor(from, to) },
    };
    for (const queue of queues)
      places[queue] = { ...oracle.numbers([queue], from, to), expectedWait: oracle.expectedWait(queue, from, to) };
    for (const reason of oracle.reasons(queues))
      places[`about ${reason}`] = oracle.numbers(queues, from, to, to, reason);
    for (const survey of oracle.surveys()) places[`survey ${survey}`] = oracle.survey(survey, from, to);
    for (const agent of agents) {
      places[agent] = oracle.agent(agent, from, to);
      if (options.site.agentsByQueue !== true) continue;
      for (const queue of oracle.queuesOf(agent)) {
        const did = Object.entries(oracle.agentIn(agent, queue, from, to));
        places[`${agent} in ${queue}`] = Object.fromEntries(did.filter(([kpi]) => OF_AGENTS_IN_QUEUES.includes(kpi)));
      }
    }
    for (const team of teamsOf(options)) places[`team ${team}`] = oracle.team(team, from, to);
    all[name] = places;
  }
  return all;
}

/** How many agents are how, just before a moment; of a team: who is in it then. */
export function agentsAt(options: OracleOptions, at: number, team?: string): Numbers {
  const oracle = new Oracle(options);
  const there = (agent: string): boolean => team === undefined || teamOf(agent, at - 1, options.site) === team;
  const states = oracle
    .agents()
    .filter(there)
    .map((agent) => oracle.stateAt(agent, at));
  const count = (state: string): number => states.filter((each) => each === state).length;
  return {
    agentsIdle: count("idle"),
    agentsOnContact: count("onContact"),
    agentsWrapUp: count("wrapUp"),
    agentsPaused: count("paused"),
    agentsSignedIn: states.filter((state) => state !== null).length,
  };
}

export function teamsOf({ site }: OracleOptions): string[] {
  const teams = site.agents.flatMap(({ team, moves = [] }) => [team, ...moves.map((move) => move.team)]);
  return [...new Set(teams)].filter((team) => team !== null).sort();
}

function queuesOf(events: readonly CanonicalEvent[], { site }: OracleOptions): string[] {
  const named = events.filter(({ channel, queue }) => channel !== null && queue !== null);
  const configured = site.queues.map(({ queue, channel }) => `${queue} ${channel}`);
  return [...new Set([...configured, ...named.map(({ queue, channel }) => `${queue} ${channel}`)])].sort();
}
