/**
 * What agents did over past spans: a part of a site's report. An agent is reported under one name: what was counted under
 * another one before it became his alias is his too.
 */
import { AGENT_TIME, type AgentState, agentQueueCell, cellName, newCounters, stateOf } from "@floorwalker/domain";
import { byName } from "../by-name.ts";
import { hasNumbers } from "../cells/cell.ts";
import { isMature } from "../customers/is-mature.ts";
import { sumOf } from "../history/interval-numbers.ts";
import type { SiteState } from "../site-state.ts";
import { agentCells } from "./agent-cells.ts";
import { presentOf } from "./agent-standing.ts";
import { agentTimes } from "./agent-times.ts";
import { type DoneReport, doneKpis, doneReport } from "./done-report.ts";

export interface AgentReport extends DoneReport {
  /** At the end of the span, where that is the site's clock; null: signed out, or not known any more. */
  readonly now: AgentNow | null;
  /** KPIs by queue and channel; absent: the site does not count agents by queue. */
  readonly queues?: QueuesOfAgent;
}

/** By queue, then channel. */
export type QueuesOfAgent = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number | null>>>>>>;

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

export function agentReports(site: SiteState, spans: readonly Reported[]): Record<string, AgentReport>[] {
  const { context } = site;
  const reports = spans.map(() => byName<AgentReport>());
  const queues = site.context.config.agentsByQueue === true ? queuesOfAgents(site, spans) : null;
  for (const agent of agentsOf(site)) {
    const standing = site.agents.get(agent);
    const cells = agentCells(site, agent);
    const present = presentOf(standing);
    if (present.every((count) => count === 0) && !cells.some(hasNumbers)) continue;
    const sums = cells.map((cell) => spans.map(({ from, to }) => cell.between(from, to)));
    const times = cells.map((cell, index) =>
      agentTimes(cell, index === 0 ? present : presentOf(undefined), spans, sums[index]!, site.context.clock),
    );
    spans.forEach(({ to }, index) => {
      const counters = newCounters().map((_, counter) =>
        sums.reduce((sum, each) => sum + each[index]!.counters[counter]!, 0),
      );
      AGENT_TIME.forEach((of, at) => {
        counters[of.time] = times.reduce((sum, each) => sum + each[index]!.time[at]!, 0);
      });
      const now = to >= site.context.clock ? nowOf(site, agent) : null;
      const byQueue = queues === null ? {} : { queues: queues[index]![agent] ?? {} };
      reports[index]![agent] = { ...doneReport("agent", counters, to, null, isMature(context, to)), now, ...byQueue };
    });
  }
  return reports;
}

/** Of spans in order, by agent. What was counted under an alias is his; where all was taken back there is nothing. */
function queuesOfAgents(site: SiteState, spans: readonly Reported[]): Record<string, QueuesOfAgent>[] {
  const { cells, context } = site;
  const ofAgents = Map.groupBy(
    [...cells.keys()].sort().flatMap((key) => {
      const name = cellName(key);
      if (name.kind !== "agentQueue" || !hasNumbers(cells.get(key))) return [];
      return [{ ...name, key, agent: context.configured.agentOf(name.agent) }];
    }),
    ({ agent, queue, channel }) => agentQueueCell(agent, queue, channel),
  );
  return spans.map(({ from, to }) => {
    const agents = byName<Record<string, Record<string, Readonly<Record<string, number | null>>>>>();
    for (const parts of ofAgents.values()) {
      const { agent, queue, channel } = parts[0]!;
      const { counters } = sumOf(
        parts.map(({ key }) => cells.get(key)),
        from,
        to,
      );
      agents[agent] ??= byName();
      agents[agent][queue] ??= {};
      agents[agent][queue][channel] = doneKpis("agentQueue", counters, to, null, isMature(context, to));
    }
    return agents;
  });
}

function nowOf(site: SiteState, agent: string): AgentNow | null {
  const standing = site.agents.get(agent);
  const state = standing === undefined ? null : stateOf(standing.code);
  return state === null ? null : { state, reason: standing!.status.reason, since: standing!.status.since };
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
