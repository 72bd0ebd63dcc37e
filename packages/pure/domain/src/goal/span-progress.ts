/**
 * A goal over several days, this week or this month. Each day is judged by the target that was in force on it, and what the days have to
 * spare or lack adds up (`slack`), so a target that changed in between rewrites nothing. Invariants: of one target it is what the budget of
 * the summed sides is; a day without a target is not judged; what is not known is null. Worked cases: docs/goals.md.
 */
import { divide } from "../kpi/divide.ts";
import type { Kpi } from "../kpi/kpi.ts";
import { allowed, HIGHEST, missesOf, slack, type Target, WHOLE } from "./budget.ts";
import { type GoalState, isShare } from "./goal-progress.ts";
import type { Sides } from "./sides.ts";

export interface JudgedDay {
  /** In force on it; null: none. */
  readonly target: Target | null;
  readonly sides: Sides;
}

export interface ComingDay {
  readonly target: Target | null;
  /** How much more the denominator is expected to be; rounded to whole contacts. */
  readonly volume: number;
}

export interface SpanInput {
  readonly kpi: Pick<Kpi, "unit" | "ticking">;
  /** The one in progress with what it has so far. */
  readonly days: readonly JudgedDay[];
  /** The rest of today, and the days until the end; null: of one of them too little is known. */
  readonly coming: readonly ComingDay[] | null;
}

export interface SpanProgress {
  readonly state: GoalState;
  /** Of the judged days together; null: undefined. */
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Of a share of contacts: so far, and what can still be missed now. Below 0: so many too many. */
  readonly misses: number | null;
  readonly missesLeft: number | null;
  /** Of an average: what is left of it, in the unit × contacts. */
  readonly amountLeft: number | null;
  readonly byEnd: ByEnd | null;
}

export interface ByEnd {
  /** Contacts, answers … still to come, whole. */
  readonly coming: number;
  readonly missesLeft: number | null;
  /** Of those to come. */
  readonly inTimeNeeded: number | null;
  readonly averageNeeded: number | null;
  readonly outOfReach: boolean;
}

export function spanProgress({ kpi, days, coming }: SpanInput): SpanProgress {
  const share = isShare(kpi);
  const sum = { numerator: 0, denominator: 0, spare: 0, misses: 0 };
  for (const { target, sides } of days) {
    if (target === null) continue;
    sum.numerator += sides.numerator;
    sum.denominator += sides.denominator;
    sum.spare += slack(target, sides);
    sum.misses += missesOf(target, sides);
  }
  const { numerator, denominator, spare, misses } = sum;
  const value = divide(numerator, denominator);
  const judged = (coming ?? []).flatMap(({ target, volume }) =>
    target === null ? [] : [{ target, volume: Math.round(volume) }],
  );
  const missesLeft = share ? Math.floor(spare / WHOLE) : null;
  const told = value !== null;
  return {
    state: value === null ? "noData" : stateOf({ value, spare, misses, missesLeft }, coming === null ? null : judged),
    value,
    numerator: told ? numerator : null,
    denominator: told ? denominator : null,
    misses: told && share ? misses : null,
    missesLeft: told ? missesLeft : null,
    amountLeft: told && !share ? spare / WHOLE : null,
    byEnd: coming === null ? null : byEnd(kpi, spare, judged),
  };
}

/** Of what is no quotient there is a value, and no budget. */
export const spanReached = (target: Target, value: number | null): SpanProgress => ({
  state: value === null ? "noData" : slack(target, { numerator: value, denominator: 1 }) < 0 ? "below" : "onTarget",
  value,
  numerator: null,
  denominator: null,
  misses: null,
  missesLeft: null,
  amountLeft: null,
  byEnd: null,
});

interface Volume {
  readonly target: Target;
  readonly volume: number;
}

interface SoFar {
  readonly value: number;
  readonly spare: number;
  readonly misses: number;
  readonly missesLeft: number | null;
}

/** Those to come fare as those that came. */
function stateOf({ value, spare, misses, missesLeft }: SoFar, coming: readonly Volume[] | null): GoalState {
  if (spare < 0) return "below";
  if (coming === null) return missesLeft !== null && misses >= 1 && missesLeft < 1 ? "atRisk" : "onTarget";
  let expected = spare;
  for (const { target, volume } of coming)
    expected += slack(target, { numerator: volume * value, denominator: volume });
  return expected < 0 ? "atRisk" : "onTarget";
}

function byEnd(kpi: SpanInput["kpi"], spare: number, coming: readonly Volume[]): ByEnd {
  const count = coming.reduce((sum, { volume }) => sum + volume, 0);
  if (!isShare(kpi)) {
    const averageNeeded = neededAverage(kpi, spare, coming, count);
    return {
      coming: count,
      missesLeft: null,
      inTimeNeeded: null,
      averageNeeded,
      outOfReach: spare < 0 && averageNeeded === null,
    };
  }
  const may = coming.reduce((sum, { target, volume }) => sum + volume * allowed(target), 0);
  const left = Math.floor((spare + may) / WHOLE);
  return {
    coming: count,
    missesLeft: left,
    inTimeNeeded: left < 0 ? null : Math.max(0, count - left),
    averageNeeded: null,
    outOfReach: left < 0,
  };
}

/** Null: not even the best there is would do, or nobody comes. */
function neededAverage(
  { unit }: SpanInput["kpi"],
  spare: number,
  coming: readonly Volume[],
  count: number,
): number | null {
  if (count <= 0) return null;
  const [{ target }] = coming as [Volume, ...Volume[]];
  const wanted = coming.reduce((sum, { target: { value }, volume }) => sum + value * volume, 0);
  const sign = target.better === "lower" ? 1 : -1;
  const needed = (wanted + (sign * spare) / WHOLE) / count;
  if (target.better === "lower") return needed < 0 ? null : needed;
  return needed > (HIGHEST[unit] ?? Number.POSITIVE_INFINITY) ? null : needed;
}
