/** What people call the things of a site: titles instead of ids, a channel only where two share a title, or nobody gave one. */
import { type CellKey, cellName, queueCell, SITE_CELL, teamCell } from "../cell/cell-key.ts";
import type { Channel } from "../event.ts";
import type { ScopeOfSite } from "../goal/goal-cells.ts";
import type { SiteConfig } from "../site-config.ts";

export interface ReportNames {
  ofScope(scope: ScopeOfSite): string;
  ofCell(cell: CellKey): string;
  /** Place in the configuration; what is not configured comes last. */
  rank(cell: CellKey): number;
}

export function reportNames({ name, queues, teams, agents, departments = [] }: SiteConfig): ReportNames {
  const titles = new Map<string, readonly Channel[]>();
  for (const { title, channel } of queues) titles.set(title, [...(titles.get(title) ?? []), channel]);
  const ofQueue = (queue: string, channel: Channel): string => {
    const title = queues.find((each) => each.queue === queue && each.channel === channel)?.title;
    if (title === undefined) return channel === "call" ? queue : `${queue} (${channel})`;
    return titles.get(title)!.length < 2 ? title : `${title} (${channel})`;
  };
  const ofTeam = (team: string): string => teams.find((each) => each.team === team)?.title ?? team;
  const ofAgent = (agent: string): string => agents.find((each) => each.agent === agent)?.name ?? agent;
  const order = new Map<CellKey, number>([
    ...queues.map(({ queue, channel }, at) => [queueCell(queue, channel), at] as const),
    ...teams.map(({ team }, at) => [teamCell(team), queues.length + at] as const),
  ]);
  return {
    ofScope: (scope) => {
      switch (scope.kind) {
        case "site":
          return name;
        case "queue":
          return ofQueue(scope.queue, scope.channel);
        case "team":
          return ofTeam(scope.team);
        case "department":
          return departments.find(({ department }) => department === scope.department)?.title ?? scope.department;
        case "agent":
          return ofAgent(scope.agent);
      }
    },
    ofCell: (cell) => {
      if (cell === SITE_CELL) return name;
      const of = cellName(cell);
      if (of.kind === "queue") return ofQueue(of.queue, of.channel);
      if (of.kind === "team") return ofTeam(of.team);
      return of.kind === "agent" ? ofAgent(of.agent) : cell;
    },
    rank: (cell) => order.get(cell) ?? order.size,
  };
}
