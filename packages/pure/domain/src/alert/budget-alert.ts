/**
 * The budget of misses of a goal is spent too fast, or will be gone too soon. Burn: over two windows misses come so many times as fast as
 * the target allows; the long one says that it matters, the short one that it still goes on. Point of no return: at the pace of the last
 * hour the day's target is out of reach within so long, or is so already. The figures are those of the goals page (`goalProgress`).
 */
import type { Target } from "../goal/budget.ts";
import { type BurnWindow, type GoalInput, type GoalProgress, goalProgress } from "../goal/goal-progress.ts";
import { joined } from "./kpi-alert.ts";
import type { NumberScope } from "./number-scope.ts";
import type { RuleBase } from "./rule-base.ts";
import { type AlertState, type AlertStep, type Judgement, stepAlert } from "./step-alert.ts";

/** So many times as fast as the target allows. */
export interface BurnCondition {
  readonly above: number;
  /** Over where the slower of both windows is at or below it. */
  readonly clear: number;
  readonly short: BurnWindow;
  readonly long: BurnWindow;
}

export interface BudgetRule extends RuleBase, NumberScope {
  readonly kind: "budget";
  /** Of the goal; a share of contacts. */
  readonly kpi: string;
  /** Null: how fast it is spent is not asked. */
  readonly burn: BurnCondition | null;
  /** Out of reach within so long, ms; null: that is not asked. */
  readonly noReturnMs: number | null;
  /** Of decided contacts in the long window; of the last hour where only the point of no return is asked. */
  readonly minimumSample: number;
}

/** What is known of a budget at a moment. */
export interface BudgetInput extends Omit<GoalInput, "coming" | "target"> {
  /** Null: there is none, or none any more. */
  readonly target: Target | null;
  /** Of business today is left, and was in the last hour, ms: by them the last hour's contacts go on to the close. */
  readonly leftMs: number;
  readonly openMs: number;
}

export interface BudgetReading {
  readonly target: Target | null;
  /** Null: there is no target. */
  readonly progress: GoalProgress | null;
  /** When it is out of reach, epoch ms; null: not today, or not known. */
  readonly noReturnAt: number | null;
  readonly sample: number;
}

export interface BudgetAlertInput extends BudgetReading {
  /** True: a source of these numbers is silent. */
  readonly stale: boolean;
  readonly now: number;
}

const LONGEST = "60m";

export function budgetReading(rule: BudgetRule, input: BudgetInput, now: number): BudgetReading {
  const { target, windows, leftMs, openMs } = input;
  const sample = windows[rule.burn?.long ?? LONGEST]?.denominator ?? 0;
  if (target === null) return { target, progress: null, noReturnAt: null, sample };
  const hour = windows[LONGEST]?.denominator ?? 0;
  // Too few say nothing of those to come.
  const isKnown = hour > 0 && hour >= rule.minimumSample && openMs > 0;
  const coming = isKnown ? (hour * leftMs) / openMs : null;
  const progress = goalProgress({ ...input, target, coming });
  const after = progress.byClose?.noReturnAfter ?? null;
  return { target, progress, noReturnAt: after === null ? null : now + Math.round((after * openMs) / hour), sample };
}

export function stepBudgetAlert(rule: BudgetRule, state: AlertState, input: BudgetAlertInput): AlertStep {
  const { stale, now, progress, sample } = input;
  if (stale) return stepAlert(rule, state, "unknown", state.kind === "firing" ? state.value : null, now);
  // There is nothing to miss any more.
  if (progress === null) return stepAlert(rule, state, "clear", null, now);
  const value = rule.burn === null || sample < rule.minimumSample ? null : burnOf(rule.burn, progress);
  const judgements = [
    ...(rule.burn === null ? [] : [judgeBurn(rule.burn, value)]),
    ...(rule.noReturnMs === null ? [] : [judgeNoReturn(rule.noReturnMs, input)]),
  ];
  return stepAlert(rule, state, joined(judgements), value, now);
}

/** The slower of both windows: it is above when both are. */
export function burnOf({ short, long }: BurnCondition, { burn }: GoalProgress): number | null {
  const [now, before] = [burn[short], burn[long]];
  return now === null || before === null ? null : Math.min(now, before);
}

function judgeBurn({ above, clear }: BurnCondition, value: number | null): Judgement {
  if (value === null) return "unknown";
  if (value > above) return "beyond";
  return value <= clear ? "clear" : "within";
}

/** Half as far again is far enough to be over. */
const CLEAR = 1.5;

function judgeNoReturn(withinMs: number, { progress, noReturnAt, now }: BudgetAlertInput): Judgement {
  const { denominator, byClose } = progress!;
  // A new day has a budget of its own.
  if (denominator === null || denominator === 0) return "clear";
  if (byClose === null) return "unknown";
  if (byClose.outOfReach) return "beyond";
  const left = noReturnAt === null ? Number.POSITIVE_INFINITY : noReturnAt - now;
  if (left <= withinMs) return "beyond";
  return left > withinMs * CLEAR ? "clear" : "within";
}

/** Of a rule that says no more of it. */
export const BUDGET_DEFAULTS = {
  short: "5m",
  long: "60m",
  minimumSample: 15,
  holdForMs: 60_000,
  /** Of the limit. */
  clear: 0.8,
} as const;
