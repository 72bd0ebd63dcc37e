/**
 * What a goal can still afford. Everything is reckoned in whole ten-thousandths of the KPI's unit (of a share: basis points), so that a
 * page, a board and a report never differ by a rounding. `slack` is how much the numerator is on the good side of the target, and what
 * comes adds its own: with `coming` more contacts, m of them missed, the target is met exactly when
 * slack + coming × allowed ≥ 10,000 × m. All else follows. Worked cases: docs/goals.md.
 */
import type { Unit } from "../kpi/kpi.ts";
import type { Better } from "./goal.ts";
import type { Sides } from "./sides.ts";

export interface Target {
  readonly better: Better;
  /** In the KPI's unit. */
  readonly value: number;
}

/** Parts of a unit. */
export const WHOLE = 10_000;

/** The best there is, towards which a target can be out of reach. */
export const HIGHEST: Partial<Record<Unit, number>> = { ratio: 1, score: 5, effort: 7, points: 100 };

const parts = (amount: number): number => Math.round(amount * WHOLE);

/** In ten-thousandths: ≥ 0 exactly when the target is met. */
export function slack({ better, value }: Target, { numerator, denominator }: Sides): number {
  const beyond = parts(numerator) - parts(value) * denominator;
  return better === "higher" ? beyond : 0 - beyond;
}

/** Share of contacts that may be missed, in basis points. */
export const allowed = ({ better, value }: Target): number =>
  better === "higher" ? WHOLE - parts(value) : parts(value);

/** What counts against a target on a share of contacts. */
export const missesOf = ({ better }: Target, { numerator, denominator }: Sides): number =>
  better === "higher" ? denominator - numerator : numerator;

/**
 * Of a share: floor(decided × allowed share) − misses, below 0: so many too many. With `coming` further contacts (whole): what the whole
 * of them can afford.
 */
export const missesLeft = (target: Target, sides: Sides, coming = 0): number =>
  Math.floor((slack(target, sides) + coming * allowed(target)) / WHOLE);

/** Of an average: how much more (seconds, score …) it could have taken, or how much it has beyond its target; below 0: too far. */
export const amountLeft = (target: Target, sides: Sides): number => slack(target, sides) / WHOLE;

/** Of a share: how many of the next `coming` contacts must be in time; null: not even all of them would do. */
export function neededOf(target: Target, sides: Sides, coming: number): number | null {
  const left = missesLeft(target, sides, coming);
  return left < 0 ? null : Math.max(0, coming - left);
}

/** Of an average: what the next `coming` contacts may or must have on average; null: nothing there is would do, or nobody comes. */
export function neededAverage({ better, value }: Target, sides: Sides, coming: number, unit: Unit): number | null {
  if (coming <= 0) return null;
  const needed = (parts(value) * (sides.denominator + coming) - parts(sides.numerator)) / coming / WHOLE;
  if (better === "lower") return needed < 0 ? null : needed;
  return needed > (HIGHEST[unit] ?? Number.POSITIVE_INFINITY) ? null : needed;
}

/** Of a share: the fewest contacts, all of them in time, until the target is met; 0: it is; null: never (a target of all of them). */
export function fewestToReach(target: Target, sides: Sides): number | null {
  const behind = 0 - slack(target, sides);
  if (behind <= 0) return 0;
  return allowed(target) > 0 ? Math.ceil(behind / allowed(target)) : null;
}

/** Of a share: misses in a window ÷ the misses it allows; null: nobody was decided, or the target allows none and there was one. */
export function burn(target: Target, window: Sides): number | null {
  if (window.denominator <= 0) return null;
  const misses = missesOf(target, window) * WHOLE;
  const may = window.denominator * allowed(target);
  return may > 0 ? misses / may : misses > 0 ? null : 0;
}

/** Both sides by the close, if those who come fare as those of `pace` did. */
export const expectedSides = (sides: Sides, pace: Sides, coming: number): Sides => ({
  numerator: sides.numerator + (coming * pace.numerator) / pace.denominator,
  denominator: sides.denominator + coming,
});

/**
 * Of a share: after how many further contacts the target is out of reach, when they are missed as those of `pace` were: with the miss
 * after the last that `coming` contacts can afford. 0: it is already; null: not by the close.
 */
export function noReturnAfter(target: Target, sides: Sides, coming: number, pace: Sides): number | null {
  const left = missesLeft(target, sides, coming);
  if (left < 0) return 0;
  const misses = missesOf(target, pace);
  if (!(pace.denominator > 0 && misses > 0)) return null;
  const after = Math.ceil(((left + 1) * pace.denominator) / misses);
  return after <= coming ? after : null;
}
