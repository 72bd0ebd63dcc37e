/**
 * What agents did over past spans: a part of a site's report. An agent is reported under one name: what was counted under
 * another one before it became his alias is his too.
 */
import {
  AGENT_STATES,
  AGENT_TIME,
  type AgentState,
  agentCell,
  C,
  type Counters,
  cellName,
  KPIS,
  newCounters,
  SIGNED_OUT,
  stateOf,
} from "@floorwalker/domain";
import { byName } from "../by-name.ts";
import { hasNumbers } from "../cells/cell.ts";
import { kpisOf } from "../kpis-of.ts";
import { presentOf } from "../site-reader.ts";
import type { SiteState } from "../site-state.ts";
import { agentTimes } from "./agent-times.ts";

export interface AgentReport {
  /** Seconds. */
  readonly states: Readonly<Record<AgentState, number>>;
  /** Seconds of these, by whether anybody told that he signed in, or work or a pause implied it; they sum to the states. */
  readonly signedIn: { readonly explicit: number; readonly implied: number };
  /** At the end of the span, where that is the site's clock; null: signed out, or not known any more. */
  readonly now: AgentNow | null;
  readonly answered: number;
  readonly talkTime: number;
  readonly wrapUpTime: number;
  /** Those that can be told of an agent. */
  readonly kpis: Readonly<Record<string, number | null>>;
}

export interface AgentNow {
  readonly state: AgentState;
  /** Of a pause, where one was given. */
  readonly reason: string | null;
  /** Epoch ms; of a pause: with its present reason. */
  readonly since: number;
}

interface Reported {
  readonly from: number;
  readonly to: number;
}

const NO_WAITS = { quantile: () => null };
const OF_AGENT = KPIS.filter(({ scopes }) => scopes.includes("agent")).map(({ id }) => id);

export function agentReports(site: SiteState, spans: readonly Reported[]): Record<string, AgentReport>[] {
  const reports = spans.map(() => byName<AgentReport>());
  for (const agent of agentsOf(site)) {
    const code = site.agents.get(agent)?.code ?? SIGNED_OUT;
    const cells = cellsOf(site, agent);
    if (code === SIGNED_OUT && !cells.some(hasNumbers)) continue;
    const sums = cells.map((cell) => spans.map(({ from, to }) => cell.between(from, to)));
    const times = cells.map((cell, index) =>
      agentTimes(cell, presentOf(index === 0 ? code : SIGNED_OUT), spans, sums[index]!, site.context.clock),
    );
    spans.forEach(({ to }, index) => {
      const counters = newCounters().map((_, counter) =>
        sums.reduce((sum, each) => sum + each[index]!.counters[counter]!, 0),
      );
      AGENT_TIME.forEach((of, at) => {
        counters[of.time] = times.reduce((sum, each) => sum + each[index]!.time[at]!, 0);
      });
      const time = AGENT_TIME.map((of) => counters[of.time]! / 1000);
      const implied = time[AGENT_STATES.length]!;
      reports[index]![agent] = {
        states: Object.fromEntries(AGENT_STATES.map((state, at) => [state, time[at]!])) as AgentReport["states"],
        signedIn: { explicit: AGENT_STATES.reduce((sum, _, at) => sum + time[at]!, 0) - implied, implied },
        now: to >= site.context.clock ? nowOf(site, agent) : null,
        answered: counters[C.answered]!,
        talkTime: counters[C.talkTime]! / 1000,
        wrapUpTime: counters[C.wrapUpTime]! / 1000,
        kpis: kpisOfAgent(counters, to, site),
      };
    });
  }
  return reports;
}

/** Nobody waits for an agent: of him it is counted what he did (rule 14). */
function kpisOfAgent(counters: Counters, now: number, { context }: SiteState): AgentReport["kpis"] {
  const live = { now, waiting: 0, waitingPastThreshold: 0, oldestQueuedAt: null, agents: null };
  const policy = context.policies.site[0]!.first.formula;
  const kpis = kpisOf({ counters, waits: NO_WAITS, longestWait: null, live, policy }, "agent");
  return Object.fromEntries(OF_AGENT.map((id) => [id, kpis[id] ?? null]));
}

function nowOf(site: SiteState, agent: string): AgentNow | null {
  const standing = site.agents.get(agent);
  const state = standing === undefined ? null : stateOf(standing.code);
  return state === null ? null : { state, reason: standing!.status.reason, since: standing!.status.since };
}

/** His own first. */
function cellsOf({ cells, context }: SiteState, agent: string) {
  const others = (context.configured.agent(agent)?.aliases ?? []).map(agentCell).filter((key) => cells.has(key));
  return [agentCell(agent), ...others].map((key) => cells.get(key));
}

/** Who signed in so long ago that no slice of it is kept has no cell, and is here all the same. */
function agentsOf(site: SiteState): string[] {
  const agents = new Set([...site.agents.all()].map(({ agent }) => agent));
  for (const key of site.cells.keys()) {
    const name = cellName(key);
    if (name.kind === "agent") agents.add(site.context.configured.agentOf(name.agent));
  }
  return [...agents].sort();
}
