/**
 * Whether a rule is any good: of its episodes that fired on a day, how many somebody took in time, how many rang again at once, and how
 * many were over before anybody cared. Counts only, so days add up. An episode counts on the day on which it fired.
 */
import { type Action, ownedFrom, standing } from "./handling.ts";
import type { EscalationStep } from "./step-telling.ts";

export const QUALITY_COUNTS = [
  /** Episodes that fired. */
  "fired",
  /** Of those, within 15 min after the one before was over. */
  "flapped",
  /** That are over. Of these: */
  "over",
  /** Within five minutes. */
  "short",
  /** Somebody took it, and did so in time: before the next receivers were told. */
  "taken",
  "takenInTime",
  /** Nobody did anything with it. */
  "nobodyCared",
  /** How long they fired, ms. */
  "firingMs",
] as const;

export type RuleQuality = Readonly<Record<(typeof QUALITY_COUNTS)[number], number>>;

export const NO_QUALITY = Object.freeze(Object.fromEntries(QUALITY_COUNTS.map((count) => [count, 0]))) as RuleQuality;

const FLAPPED_MS = 900_000;
const SHORT_MS = 300_000;
/** Where nobody else is told after some time. */
const USUAL_TIME_MS = 300_000;

/** `overAt`: when the one before was over, epoch ms; null: there was none, or nobody knows. */
export const withFiring = (quality: RuleQuality, firedAt: number, overAt: number | null): RuleQuality => ({
  ...quality,
  fired: quality.fired + 1,
  flapped: quality.flapped + (overAt !== null && firedAt - overAt < FLAPPED_MS ? 1 : 0),
});

export interface EndedEpisode {
  readonly firedAt: number;
  readonly at: number;
  readonly actions: readonly Action[];
  readonly escalation: readonly EscalationStep[] | undefined;
}

export function withEnd(quality: RuleQuality, { firedAt, at, actions, escalation }: EndedEpisode): RuleQuality {
  const done = standing(actions).filter(({ time }) => time <= at);
  const owned = ownedFrom(done);
  const inTime = firedAt + (escalation?.[0]?.afterMs ?? USUAL_TIME_MS);
  const add = (is: boolean): number => (is ? 1 : 0);
  return {
    ...quality,
    over: quality.over + 1,
    short: quality.short + add(at - firedAt < SHORT_MS),
    taken: quality.taken + add(owned !== null),
    takenInTime: quality.takenInTime + add(owned !== null && owned <= inTime),
    nobodyCared: quality.nobodyCared + add(done.length === 0),
    firingMs: quality.firingMs + (at - firedAt),
  };
}

export const addQuality = (a: RuleQuality, b: RuleQuality): RuleQuality =>
  Object.fromEntries(QUALITY_COUNTS.map((count) => [count, a[count] + b[count]])) as unknown as RuleQuality;
