/** Of one thing that a goal is of, the days of a span: those that are over, as they were judged, and those to come, as they usually are. */
import {
  type ComingDay,
  firstMoment,
  type Goal,
  type Interval,
  inputOf,
  type JudgedDay,
  type Kpi,
  type Sides,
  sidesOf,
  type Target,
  targetAt,
} from "@floorwalker/domain";
import { businessDate, intervalAt } from "../history/history-interval.ts";
import type { GoalPart } from "./goal-parts.ts";
import { type KeptDays, WEEKS } from "./kept-days.ts";

export interface PartSpan {
  /** Dates, days since 1970-01-01: [first, next). */
  readonly first: number;
  readonly next: number;
  readonly countedFrom: number;
  /** Before today. */
  readonly days: readonly JudgedDay[];
  readonly intervals: readonly Interval[];
  /** After today; null: of one weekday nothing is known. */
  readonly later: readonly ComingDay[] | null;
  /** What the weekday of today had, the whole day; null: nothing is known of it. */
  readonly usualToday: number | null;
}

export interface PartOf {
  readonly goal: Goal;
  readonly kpi: Kpi;
  readonly days: KeptDays;
  readonly now: number;
}

export function partSpan(length: "week" | "month", { site: { zone }, cell, kind }: GoalPart, of: PartOf): PartSpan {
  const { goal, kpi, days, now } = of;
  const span = intervalAt(now, length, zone);
  const [first, next, today] = [span.from, span.to, now].map((time) => businessDate(time, zone)) as [
    number,
    number,
    number,
  ];
  const byDate = days.of(cell);
  const sidesOn = (date: number): Sides =>
    (byDate.get(date) ?? []).reduce((sum: Sides, interval) => {
      const sides = sidesOf(kpi, inputOf(interval, interval, kind === "queue"), kind);
      return sides === null ? sum : plus(sum, sides);
    }, NOTHING);
  const targetOn = (date: number): Target | null => {
    // Dates of a region's goals are UTC's.
    const { value } = targetAt(goal, firstMoment(date, goal.scope.kind === "region" ? "UTC" : zone));
    return value === null ? null : { better: goal.better, value };
  };
  const usualOn = (date: number): number | null => {
    const before = Array.from({ length: WEEKS }, (_, week) => today - ((((today - date) % 7) + 7) % 7 || 7) - 7 * week);
    const known = before.filter((each) => days.since !== null && each >= days.since);
    if (known.length === 0) return null;
    return known.reduce((sum, each) => sum + sidesOn(each).denominator, 0) / known.length;
  };
  const past = datesOf(first, today);
  const later = datesOf(today + 1, next).map((date) => ({ target: targetOn(date), volume: usualOn(date) }));
  return {
    first,
    next,
    countedFrom: Math.min(today, Math.max(first, days.since ?? today)),
    days: past.map((date) => ({ target: targetOn(date), sides: sidesOn(date) })),
    intervals: past.flatMap((date) => byDate.get(date) ?? []),
    later: later.some(({ volume }) => volume === null) ? null : (later as readonly ComingDay[]),
    usualToday: usualOn(today),
  };
}

const NOTHING: Sides = { numerator: 0, denominator: 0 };

const plus = (one: Sides, other: Sides): Sides => ({
  numerator: one.numerator + other.numerator,
  denominator: one.denominator + other.denominator,
});

const datesOf = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
