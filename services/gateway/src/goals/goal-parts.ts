/** What a goal is of, as the rows that tell of it now and the cells that its history is kept in: one of a queue, several of a region. */
import {
  type CellKey,
  cellName,
  type GoalScope,
  goalCells,
  type Scope,
  SITE_CELL,
  type SiteConfig,
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
  if (scope.kind !== "region") return goalCells(scope, site).map((cell) => partOf(site, cell));
  return sites.filter(({ region }) => region === scope.region).map((member) => partOf(member, SITE_CELL));
}

function partOf(site: SiteConfig, cell: CellKey): GoalPart {
  const name = cellName(cell);
  const part = (kind: Scope, ...names: readonly string[]): GoalPart => ({
    site,
    cell,
    kind,
    row: viewId(kind, site.id, ...names),
  });
  switch (name.kind) {
    case "queue":
      return part("queue", name.queue, name.channel);
    case "team":
      return part("team", name.team);
    case "agent":
      return part("agent", name.agent);
    default:
      return part("site");
  }
}
