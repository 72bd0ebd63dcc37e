/**
 * A threshold on one KPI of a queue × channel, a team, a department, each queue or team, or the site; others on the same may have to be passed as well. Beyond its limit, clear at or beyond its clear level, within between the
 * two, and unknown when it is null, when its sample is too small (rule 25) or when a source of its numbers is silent.
 */
import type { NumberScope } from "./number-scope.ts";
import type { RuleBase, WindowId } from "./rule-base.ts";
import { type AlertState, type AlertStep, type Judgement, stepAlert } from "./step-alert.ts";

/** What must be the case of one KPI. */
export interface KpiCondition {
  /** KPI id of the registry. */
  readonly kpi: string;
  /** Which span the KPI is read over. */
  readonly window: WindowId;
  /** Beyond when the value is past `limit` in this direction… */
  readonly direction: "above" | "below";
  /** In the KPI's own unit (seconds, ratio, count). */
  readonly limit: number;
  /** … and clear when it is back at or beyond `clear` on the good side. */
  readonly clear: number;
  /** With a smaller sample in the window nothing is said; what is counted is the KPI's own (rule 14). */
  readonly minimumSample: number;
}

export interface KpiRule extends RuleBase, NumberScope, KpiCondition {
  readonly kind: "kpi";
  /** What must be the case as well; absent: nothing. The alert tells of the first one. */
  readonly also?: readonly KpiCondition[];
}

export interface KpiAlertInput {
  /** In the KPI's unit. */
  readonly value: number | null;
  /** What the rule's minimum sample counts, in its window. */
  readonly sample: number;
  /** Of what must be the case as well, in order. */
  readonly also?: readonly Pick<KpiAlertInput, "value" | "sample">[];
  /** True: a source of these numbers is silent, they are those of an earlier time. */
  readonly stale: boolean;
  /** Site time, epoch ms; before the previous step's where a wall clock was set right. */
  readonly now: number;
}

export function stepKpiAlert(rule: KpiRule, state: AlertState, input: KpiAlertInput): AlertStep {
  // What somebody was told of keeps the value it had when the numbers were last true.
  if (input.stale) return stepAlert(rule, state, "unknown", state.kind === "firing" ? state.value : null, input.now);
  const value = known(rule, input);
  const others = (rule.also ?? []).map((condition, at) => judge(condition, known(condition, input.also![at]!)));
  return stepAlert(rule, state, joined([judge(rule, value), ...others]), value, input.now);
}

/** By and: beyond when all are, over when one is. */
export function joined(all: readonly Judgement[]): Judgement {
  if (all.every((one) => one === "beyond")) return "beyond";
  if (all.includes("clear")) return "clear";
  return all.includes("unknown") ? "unknown" : "within";
}

const known = (
  { minimumSample }: KpiCondition,
  { value, sample }: Pick<KpiAlertInput, "value" | "sample">,
): number | null => (sample < minimumSample ? null : value);

function judge(rule: KpiCondition, value: number | null): Judgement {
  if (value === null) return "unknown";
  if (rule.direction === "above" ? value > rule.limit : value < rule.limit) return "beyond";
  // A clear level on the wrong side of the limit must not resolve what would fire again at once: it was judged first.
  return (rule.direction === "above" ? value <= rule.clear : value >= rule.clear) ? "clear" : "within";
}
