/** Whether somebody may hear how a rule fares: of what it is about he must see all, since every contact of it is in its episodes. */
import { type CellKey, queueCell, SITE_CELL } from "@floorwalker/domain";
import type { Sight } from "../access/sight.ts";

/** Of a rule. */
export interface RuleScope {
  readonly kind: string;
  readonly queue?: string | null;
  readonly channel?: string | null;
}

export const cellOfRule = ({ kind, queue = null, channel = null }: RuleScope): CellKey =>
  kind === "kpi" && queue !== null && channel !== null ? queueCell(queue, channel) : SITE_CELL;

export function seesRule(rule: RuleScope, site: string, sight: Sight): boolean {
  const { kind, queue = null } = rule;
  if (kind === "contact" && queue !== null) return sight.sees({ of: "contact", site, queue });
  return sight.seesCell(site, cellOfRule(rule));
}
