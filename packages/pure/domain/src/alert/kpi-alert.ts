/**
 * A threshold on one KPI of a queue × channel or of the site. Beyond its limit, clear at or beyond its clear level, within between the
 * two, and unknown when it is null, when its sample is too small (rule 25) or when a source of its numbers is silent.
 */
import type { Channel } from "../event.ts";
import type { RuleBase, WindowId } from "./rule-base.ts";
import { type AlertState, type AlertStep, type Judgement, stepAlert } from "./step-alert.ts";

export interface KpiRule extends RuleBase {
  readonly kind: "kpi";
  /** KPI id of the registry. */
  readonly kpi: string;
  /** Null: the whole site. */
  readonly queue: string | null;
  readonly channel: Channel | null;
  /** Which span the KPI is read over. */
  readonly window: WindowId;
  /** Fires when the value is beyond `limit` in this direction… */
  readonly direction: "above" | "below";
  /** In the KPI's own unit (seconds, ratio, count). */
  readonly limit: number;
  /** … and resolves when it is back at or beyond `clear` on the good side. */
  readonly clear: number;
  /** With a smaller sample in the window nothing is said; what is counted is the KPI's own (rule 14). */
  readonly minimumSample: number;
}

export interface KpiAlertInput {
  /** In the KPI's unit. */
  readonly value: number | null;
  /** What the rule's minimum sample counts, in its window. */
  readonly sample: number;
  /** True: a source of these numbers is silent, they are those of an earlier time. */
  readonly stale: boolean;
  /** Site time, epoch ms; before the previous step's where a wall clock was set right. */
  readonly now: number;
}

export function stepKpiAlert(rule: KpiRule, state: AlertState, input: KpiAlertInput): AlertStep {
  // What somebody was told of keeps the value it had when the numbers were last true.
  if (input.stale) return stepAlert(rule, state, "unknown", state.kind === "firing" ? state.value : null, input.now);
  const value = input.sample < rule.minimumSample ? null : input.value;
  return stepAlert(rule, state, judge(rule, value), value, input.now);
}

function judge(rule: KpiRule, value: number | null): Judgement {
  if (value === null) return "unknown";
  if (rule.direction === "above" ? value > rule.limit : value < rule.limit) return "beyond";
  // A clear level on the wrong side of the limit must not resolve what would fire again at once: it was judged first.
  return (rule.direction === "above" ? value <= rule.clear : value >= rule.clear) ? "clear" : "within";
}
