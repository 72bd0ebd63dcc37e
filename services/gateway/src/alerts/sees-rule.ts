/** Whether somebody may hear how a rule fares: of what it is about he must see all, since every contact of it is in its episodes. */
import { type CellKey, queueCell, SITE_CELL, teamCell } from "@floorwalker/domain";
import type { Sight } from "../access/sight.ts";

/** Of a rule. */
export interface RuleScope {
  readonly kind: string;
  readonly queue?: string | null;
  readonly channel?: string | null;
  readonly team?: string | null;
}

export function cellOfRule({ kind, queue = null, channel = null, team = null }: RuleScope): CellKey {
  if (kind !== "kpi" && kind !== "budget") return SITE_CELL;
  if (team !== null) return teamCell(team);
  return queue !== null && channel !== null ? queueCell(queue, channel) : SITE_CELL;
}

export function seesRule(rule: RuleScope, site: string, sight: Sight): boolean {
  const { kind, queue = null } = rule;
  if (kind === "contact" && queue !== null) return sight.sees({ of: "contact", site, queue });
  return sight.seesCell(site, cellOfRule(rule));
}
