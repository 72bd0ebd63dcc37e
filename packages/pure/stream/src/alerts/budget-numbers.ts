/**
 * What a rule on a budget is judged by: the day so far and the last minutes of its goal, the target in force, and how much of business the
 * day still has. By whole minutes: a moment more or less changes nothing.
 */
import {
  type BudgetReading,
  type BudgetRule,
  budgetReading,
  elapsedTogether,
  HOUR_MS,
  isSameScope,
  kpiById,
  liveKpiOf,
  queueCell,
  type ScopeOfSite,
  type Sides,
  scopeOfRule,
  sidesOf,
  type Target,
  targetAt,
  type WindowId,
} from "@floorwalker/domain";
import { PANE_MS, paneOf } from "../cells/pane-time.ts";
import type { SiteReader, SiteSpans } from "../site-reader.ts";
import type { SiteState } from "../site-state.ts";
import { scopeNumbers } from "./scope-numbers.ts";

export interface BudgetOfNow extends BudgetReading {
  readonly stale: boolean;
  /** When time alone may take it beyond; null: it does not. */
  readonly changesAt: number | null;
}

export function budgetOfNow(
  rule: BudgetRule,
  site: SiteState,
  reader: SiteReader,
  siteSpans: () => SiteSpans,
): BudgetOfNow {
  const scope = scopeOfRule(rule);
  const kpi = kpiById(liveKpiOf(rule.kpi, scope.kind));
  if (kpi === undefined) throw new Error(`rule ${rule.id} names an unknown KPI: ${rule.kpi}`);
  const pane = paneOf(site.context.clock);
  const numbers = scopeNumbers(scope, site, reader, siteSpans);
  const sides = (window: WindowId): Sides | null => sidesOf(kpi, numbers.input(window), numbers.scope);
  const input = {
    kpi,
    target: targetOf(rule, scope, site, reader),
    value: kpi.read(numbers.input("day")),
    sides: sides("day"),
    windows: { "5m": sides("5m"), "30m": sides("30m"), "60m": sides("60m") },
    ...businessOf(scope, site, reader, pane * PANE_MS),
  };
  const reading = budgetReading(rule, input, pane * PANE_MS);
  const moves = rule.noReturnMs !== null && reading.progress?.byClose != null;
  return { ...reading, stale: numbers.stale, changesAt: moves ? (pane + 1) * PANE_MS : null };
}

/** In force now; of a queue's service level as its policy has it. */
function targetOf({ kpi }: BudgetRule, scope: ScopeOfSite, site: SiteState, reader: SiteReader): Target | null {
  if (kpi === "serviceLevel" && scope.kind === "queue")
    return { better: "higher", value: reader.policyOf(queueCell(scope.queue, scope.channel), scope.channel).target };
  const goal = site.goals.find((each) => each.kpi === kpi && isSameScope(each.scope, scope));
  const value = goal === undefined ? null : targetAt(goal, site.context.clock).value;
  return goal === undefined || value === null ? null : { better: goal.better, value };
}

/** Of a queue by its hours; of anything else as long as any queue of the site is open. */
function businessOf(
  scope: ScopeOfSite,
  site: SiteState,
  reader: SiteReader,
  now: number,
): { readonly leftMs: number; readonly openMs: number } {
  const { dayTo, context } = site;
  const queues = scope.kind === "queue" ? [scope] : context.config.queues;
  const calendars = queues.flatMap(({ queue, channel }) => {
    const { hours } = reader.policyOf(queueCell(queue, channel), channel);
    return hours === null ? [] : [hours];
  });
  // One without hours is open always.
  if (calendars.length < queues.length || queues.length === 0) return { leftMs: dayTo - now, openMs: HOUR_MS };
  return {
    leftMs: elapsedTogether(calendars, now, dayTo),
    openMs: elapsedTogether(calendars, now - HOUR_MS, now),
  };
}
