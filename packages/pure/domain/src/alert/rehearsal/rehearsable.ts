/**
 * What of a rule nobody can say of the past from what is kept of it: contacts, with every amount that they have added and when. Null: the
 * rule can be rehearsed. Of a recording everything is told again, and every rule can.
 */
import { kpiById } from "../../kpi/registry.ts";
import type { Attribution } from "../../policy.ts";
import type { SiteConfig } from "../../site-config.ts";
import type { NumberScope } from "../number-scope.ts";
import type { AlertRule } from "../rule.ts";

export const NOT_KEPT = {
  source_not_kept: "when a source was heard of is kept nowhere",
  agents_not_kept: "what agents did from moment to moment is kept nowhere",
  teams_not_kept: "who was in which team when a contact ended is not kept with it",
  moments_not_kept: "with attribution to the offer it is kept when something counts, not when it happened",
} as const;

export type NotKept = keyof typeof NOT_KEPT;

/** @param attribution of sites that say nothing else. */
export function notRehearsable(
  rule: AlertRule,
  site: Pick<SiteConfig, "attribution" | "changes">,
  attribution: Attribution,
): NotKept | null {
  if (rule.kind === "source") return "source_not_kept";
  if (rule.kind === "agent") return "agents_not_kept";
  if ((rule.kind === "kpi" || rule.kind === "budget") && isOfTeams(rule)) return "teams_not_kept";
  if (rule.kind === "kpi" && conditionsOf(rule).some(isOfAgents)) return "agents_not_kept";
  const said = [site.attribution ?? attribution, ...(site.changes ?? []).map((change) => change.attribution)];
  return said.includes("offered") ? "moments_not_kept" : null;
}

const isOfTeams = ({ team, department, each }: NumberScope): boolean =>
  team !== undefined || department !== undefined || each?.of === "team";

const conditionsOf = (rule: Extract<AlertRule, { kind: "kpi" }>): readonly string[] => [
  rule.kpi,
  ...(rule.also ?? []).map(({ kpi }) => kpi),
];

/** Agents belong to no queue: what cannot be told of one is made of their states. */
const isOfAgents = (kpi: string): boolean => kpiById(kpi)?.scopes.includes("queue") !== true;
