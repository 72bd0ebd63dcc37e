/** The rule beside which it is rehearsed: held for longer, with its limit further away, and both; where there is no limit, held longer and longer. */
import { kpiById } from "../../kpi/registry.ts";
import { ruleDefaults } from "../../kpi/rule-defaults.ts";
import type { BurnCondition } from "../budget-alert.ts";
import type { KpiRule } from "../kpi-alert.ts";
import type { AlertRule } from "../rule.ts";

const MINUTE_MS = 60_000;

/** What differs from the rule; `limit` in its own unit: of the KPI, times as fast, or ms; null: it has none. */
export interface Variant {
  readonly holdForMs: number;
  readonly limit: number | null;
}

export const variantOf = (rule: AlertRule): Variant => ({ holdForMs: rule.holdForMs, limit: limitOf(rule) });

/** Three of them. */
export function variantsOf(rule: AlertRule): readonly Variant[] {
  const { holdForMs } = rule;
  const limit = limitOf(rule);
  const held = (times: number, least: number): number => Math.max(times * holdForMs, holdForMs + least * MINUTE_MS);
  if (limit === null) return [held(2, 1), held(4, 5), held(8, 15)].map((longer) => ({ holdForMs: longer, limit }));
  const [longer, further] = [held(2, 1), furtherOf(rule, limit)];
  return [
    { holdForMs: longer, limit },
    { holdForMs, limit: further },
    { holdForMs: longer, limit: further },
  ];
}

/** The rule with them, called `id`. */
export function ruleWith(rule: AlertRule, id: string, { holdForMs, limit }: Variant): AlertRule {
  switch (rule.kind) {
    case "kpi":
      return { ...rule, id, holdForMs, limit: limit ?? rule.limit };
    case "agent":
    case "contact":
      return { ...rule, id, holdForMs, limitMs: limit ?? rule.limitMs };
    case "budget":
      if (limit === null) return { ...rule, id, holdForMs };
      if (rule.burn === null) return { ...rule, id, holdForMs, noReturnMs: limit };
      // As far from its limit as before, in parts of it.
      return { ...rule, id, holdForMs, burn: { ...rule.burn, above: limit, clear: clearAt(rule.burn, limit) } };
    case "source":
      return { ...rule, id, holdForMs };
  }
}

const clearAt = ({ above, clear }: BurnCondition, limit: number): number =>
  Math.round((clear / above) * limit * 1e4) / 1e4;

function limitOf(rule: AlertRule): number | null {
  switch (rule.kind) {
    case "kpi":
      return rule.limit;
    case "agent":
      return rule.limitMs;
    case "contact":
      return rule.when === "waiting" ? rule.limitMs : null;
    case "budget":
      return rule.burn?.above ?? rule.noReturnMs;
    case "source":
      return null;
  }
}

/** A time, or a speed, half as long again; of what is left to a point of no return the half; a level as far again as its clear level is from it. */
function furtherOf(rule: AlertRule, limit: number): number {
  if (rule.kind === "budget") return rule.burn === null ? Math.round(limit / 2) : Math.round(limit * 15_000) / 10_000;
  if (rule.kind !== "kpi") return Math.round(limit * 1.5);
  const band = bandOf(rule);
  const moved = rule.direction === "above" ? limit + band : limit - band;
  const isShare = kpiById(rule.kpi)?.unit === "ratio";
  // Beyond the worst there is nothing would ever fire.
  const most = isShare && moved >= 1 ? (limit + 1) / 2 : moved;
  const least = most <= 0 && limit > 0 ? limit / 2 : most;
  return Math.round(least * 10_000) / 10_000;
}

function bandOf({ kpi, limit, clear, direction }: KpiRule): number {
  if (clear !== limit) return Math.abs(clear - limit);
  const known = kpiById(kpi);
  return known === undefined ? 0 : Math.abs(ruleDefaults(known, limit, direction).clear - limit);
}
