/**
 * What an agent or a team did over a past span. Nobody waits for either: of them it is counted what they did, so every formula of
 * service level gives the same, what was answered in time of what was answered (rule 14).
 */
import { AGENT_STATES, AGENT_TIME, type AgentState, C, type Counters, KPIS, type Live } from "@floorwalker/domain";
import { kpisOf } from "../kpis-of.ts";

export interface DoneReport {
  /** Seconds. */
  readonly states: Readonly<Record<AgentState, number>>;
  /** Seconds of these, by whether anybody told that they signed in, or work or a pause implied it; they sum to the states. */
  readonly signedIn: { readonly explicit: number; readonly implied: number };
  readonly answered: number;
  readonly talkTime: number;
  readonly wrapUpTime: number;
  /** Those that can be told of the scope. */
  readonly kpis: Readonly<Record<string, number | null>>;
}

const NO_WAITS = { quantile: () => null };
const idsOf = (scope: "agent" | "agentQueue" | "team"): string[] =>
  KPIS.filter(({ scopes }) => scopes.includes(scope)).map(({ id }) => id);
const IDS = { agent: idsOf("agent"), agentQueue: idsOf("agentQueue"), team: idsOf("team") };

/** `counters`: time in state among them; `agents`: how they were at `now`, the end of the span. */
export function doneReport(
  scope: "agent" | "team",
  counters: Counters,
  now: number,
  agents: Live["agents"],
  isMature: boolean,
): DoneReport {
  const time = AGENT_TIME.map((of) => counters[of.time]! / 1000);
  const implied = time[AGENT_STATES.length]!;
  return {
    states: Object.fromEntries(AGENT_STATES.map((state, at) => [state, time[at]!])) as DoneReport["states"],
    signedIn: { explicit: AGENT_STATES.reduce((sum, _, at) => sum + time[at]!, 0) - implied, implied },
    answered: counters[C.answered]!,
    talkTime: counters[C.talkTime]! / 1000,
    wrapUpTime: counters[C.wrapUpTime]! / 1000,
    kpis: doneKpis(scope, counters, now, agents, isMature),
  };
}

export function doneKpis(
  scope: "agent" | "agentQueue" | "team",
  counters: Counters,
  now: number,
  agents: Live["agents"],
  isMature: boolean,
): Readonly<Record<string, number | null>> {
  const live = { now, waiting: 0, waitingPastThreshold: 0, oldestQueuedAt: null, agents };
  const kpis = kpisOf({ counters, waits: NO_WAITS, longestWait: null, live, policy: "answered-only", isMature }, scope);
  return Object.fromEntries(IDS[scope].map((id) => [id, kpis[id] ?? null]));
}
