/** In which cells of a site the numbers of a goal are: one of a queue, several of a department. Of a region they are other sites' too. */
import { agentCell, type CellKey, queueCell, SITE_CELL, teamCell } from "../cell/cell-key.ts";
import type { SiteConfig } from "../site-config.ts";
import type { GoalScope } from "./goal.ts";

/** A scope of one site. */
export type ScopeOfSite = Exclude<GoalScope, { readonly kind: "region" }>;

export function goalCells(
  scope: ScopeOfSite,
  { queues, teams, departments = [] }: Pick<SiteConfig, "queues" | "teams" | "departments">,
): readonly CellKey[] {
  switch (scope.kind) {
    case "queue":
      return [queueCell(scope.queue, scope.channel)];
    case "site":
      return [SITE_CELL];
    case "team":
      return [teamCell(scope.team)];
    case "agent":
      return [agentCell(scope.agent)];
    case "department": {
      const ofQueues = departments.find(({ department }) => department === scope.department)?.queues ?? [];
      return ofQueues.length > 0
        ? queues.filter(({ queue }) => ofQueues.includes(queue)).map(({ queue, channel }) => queueCell(queue, channel))
        : teams.filter(({ department }) => department === scope.department).map(({ team }) => teamCell(team));
    }
  }
}
