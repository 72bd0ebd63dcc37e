/** Whether somebody may hear how a rule fares: of what it is about he must see all, since every contact of it is in its episodes. */
import {
  type CellKey,
  type Identity,
  maySee,
  queueCell,
  SITE_CELL,
  type SiteConfig,
  teamCell,
} from "@floorwalker/domain";
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

/** A site as he knows it who writes a rule for it: what he does not see is not there, and no fault names it. */
export function seenSite(site: SiteConfig, by: Identity, sight: Sight): SiteConfig {
  const { id, queues, teams, agents, departments = [], goals = [] } = site;
  return {
    ...site,
    queues: queues.filter(({ queue }) => maySee(by, { of: "queue", site: id, queue })),
    teams: teams.filter(({ team }) => maySee(by, { of: "team", site: id, team })),
    agents: agents.filter(({ team }) => maySee(by, { of: "agent", site: id, team })),
    departments: maySee(by, { of: "site", site: id }) ? departments : [],
    goals: goals.filter(({ scope }) => sight.seesGoal(id, scope)),
  };
}

/** Which departments there are is told to who sees the site whole; of one that is named nobody else hears whether there is one. */
export const asksBeyondDepartments = (rule: unknown, site: string, by: Identity): boolean =>
  typeof rule === "object" && rule !== null && Object.hasOwn(rule, "department") && !maySee(by, { of: "site", site });
