/**
 * A goal so far today: reached or not, what it can still afford, how fast it spends that, and what it takes by the close. Invariant: what
 * is not known is null, never 0: without a forecast nothing is said of the close, of a KPI that is no quotient nothing of a budget.
 */
import { divide } from "../kpi/divide.ts";
import type { Kpi } from "../kpi/kpi.ts";
import {
  amountLeft,
  burn,
  expectedSides,
  fewestToReach,
  missesLeft,
  missesOf,
  neededAverage,
  neededOf,
  noReturnAfter,
  slack,
  type Target,
} from "./budget.ts";
import type { Sides } from "./sides.ts";

export const BURN_WINDOWS = ["5m", "30m", "60m"] as const;
export type BurnWindow = (typeof BURN_WINDOWS)[number];

/** As on the board: `atRisk` is reached, but with no miss left, or not expected to hold till the close. */
export type GoalState = "onTarget" | "atRisk" | "below" | "noData";

export interface GoalInput {
  readonly kpi: Pick<Kpi, "unit" | "ticking">;
  readonly target: Target;
  /** So far today; null: undefined. */
  readonly value: number | null;
  /** Of that value; null: it is no quotient. */
  readonly sides: Sides | null;
  readonly windows: Readonly<Record<BurnWindow, Sides | null>>;
  /** How much more the denominator is expected to be by the close; null: there is no forecast. */
  readonly coming: number | null;
}

export interface GoalProgress {
  readonly state: GoalState;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Of a share of contacts; null of all else. */
  readonly misses: number | null;
  readonly missesLeft: number | null;
  /** Fewest contacts, all in time, until it is on target; 0: it is. */
  readonly toReach: number | null;
  /** Of an average: what is left of it, in the unit × contacts (seconds). */
  readonly amountLeft: number | null;
  readonly burn: Readonly<Record<BurnWindow, number | null>>;
  readonly byClose: ByClose | null;
}

export interface ByClose {
  /** Contacts, answers … still to come, whole. */
  readonly coming: number;
  /** If those fare as the last hour's did; null: nobody was decided yet. */
  readonly value: number | null;
  readonly missesLeft: number | null;
  /** Of those to come. */
  readonly inTimeNeeded: number | null;
  readonly averageNeeded: number | null;
  readonly outOfReach: boolean;
  /** After so many of those to come it is out of reach, at the pace of the last hour; null: not today. */
  readonly noReturnAfter: number | null;
}

/** Below it the last hour says less than the whole day. */
const FEWEST_IN_HOUR = 15;

/** Of contacts: such a goal has a budget of misses. */
export const isShare = ({ unit, ticking }: GoalInput["kpi"]): boolean =>
  unit === "ratio" && ticking !== "whileSignedIn";

export function goalProgress(input: GoalInput): GoalProgress {
  const { kpi, target, value, sides, windows, coming } = input;
  const shares = isShare(kpi);
  const budget = sides !== null && sides.denominator > 0 ? sides : null;
  const close = sides === null || coming === null ? null : byClose(input, shares, coming);
  const burnOf = (window: Sides | null): number | null => (shares && window !== null ? burn(target, window) : null);
  return {
    state: stateOf(input, shares, close),
    value,
    numerator: sides?.numerator ?? null,
    denominator: sides?.denominator ?? null,
    misses: shares && budget !== null ? missesOf(target, budget) : null,
    missesLeft: shares && budget !== null ? missesLeft(target, budget) : null,
    toReach: shares && budget !== null ? fewestToReach(target, budget) : null,
    amountLeft: !shares && budget !== null ? amountLeft(target, budget) : null,
    burn: { "5m": burnOf(windows["5m"]), "30m": burnOf(windows["30m"]), "60m": burnOf(windows["60m"]) },
    byClose: close,
  };
}

/** By the sides where there are some: a quotient may lie a rounding beside its target. */
const isMet = (target: Target, { value, sides }: { readonly value: number; readonly sides: Sides | null }): boolean =>
  slack(target, sides ?? { numerator: value, denominator: 1 }) >= 0;

function stateOf({ target, value, sides }: GoalInput, shares: boolean, close: ByClose | null): GoalState {
  if (value === null) return "noData";
  if (!isMet(target, { value, sides })) return "below";
  if (close !== null && close.value !== null)
    return isMet(target, { value: close.value, sides: null }) ? "onTarget" : "atRisk";
  if (sides === null || !shares) return "onTarget";
  return missesOf(target, sides) >= 1 && missesLeft(target, sides) < 1 ? "atRisk" : "onTarget";
}

function byClose({ kpi, target, sides, windows }: GoalInput, shares: boolean, expected: number): ByClose {
  const soFar = sides!;
  const coming = Math.round(expected);
  const hour = windows["60m"];
  const pace = hour !== null && hour.denominator >= FEWEST_IN_HOUR ? hour : soFar;
  const { numerator, denominator } = pace.denominator > 0 ? expectedSides(soFar, pace, coming) : soFar;
  const average = neededAverage(target, soFar, coming, kpi.unit);
  const left = missesLeft(target, soFar, coming);
  return {
    coming,
    value: divide(numerator, denominator),
    missesLeft: shares ? left : null,
    inTimeNeeded: shares ? neededOf(target, soFar, coming) : null,
    averageNeeded: shares ? null : average,
    outOfReach: shares ? left < 0 : slack(target, soFar) < 0 && average === null,
    noReturnAfter: shares ? noReturnAfter(target, soFar, coming, pace) : null,
  };
}
