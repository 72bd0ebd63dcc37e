/** What a goal is of, as the rows that tell of it now and the cells that its history is kept in: one of a queue, several of a region. */
import {
  agentCell,
  type CellKey,
  type GoalScope,
  queueCell,
  type Scope,
  SITE_CELL,
  type SiteConfig,
  teamCell,
} from "@floorwalker/domain";
import { viewId } from "@floorwalker/stream";

export interface GoalPart {
  readonly site: SiteConfig;
  /** Id of its row. */
  readonly row: string;
  readonly cell: CellKey;
  readonly kind: Scope;
}

/** `sites`: all that are configured, of which some are a region. */
export function goalParts(scope: GoalScope, site: SiteConfig, sites: readonly SiteConfig[]): readonly GoalPart[] {
  const queuePart = ({ queue, channel }: SiteConfig["queues"][number] | (GoalScope & { kind: "queue" })): GoalPart => ({
    site,
    row: viewId("queue", site.id, queue, channel),
    cell: queueCell(queue, channel),
    kind: "queue",
  });
  const teamPart = ({ team }: { readonly team: string }): GoalPart => ({
    site,
    row: viewId("team", site.id, team),
    cell: teamCell(team),
    kind: "team",
  });
  const sitePart = (of: SiteConfig): GoalPart => ({
    site: of,
    row: viewId("site", of.id),
    cell: SITE_CELL,
    kind: "site",
  });
  switch (scope.kind) {
    case "queue":
      return [queuePart(scope)];
    case "site":
      return [sitePart(site)];
    case "team":
      return [teamPart(scope)];
    case "department": {
      const queues = site.departments?.find(({ department }) => department === scope.department)?.queues ?? [];
      if (queues.length > 0) return site.queues.filter(({ queue }) => queues.includes(queue)).map(queuePart);
      return site.teams.filter(({ department }) => department === scope.department).map(teamPart);
    }
    case "agent":
      return [{ site, row: viewId("agent", site.id, scope.agent), cell: agentCell(scope.agent), kind: "agent" }];
    case "region":
      return sites.filter(({ region }) => region === scope.region).map(sitePart);
  }
}
