import type { Calendar } from "./calendar/calendar.ts";
import type { Channel } from "./event.ts";
import type { ServiceLevelPolicyId } from "./kpi/service-level.ts";

/** What a queue × channel is set to beyond its formula: limits, ms. */
export interface QueueSettings {
  /** Answer-within threshold T; in time means ≤ T. */
  readonly thresholdMs: number;
  /** Short-abandon limit S; short means ≤ S. Below 0: no abandon is short. */
  readonly shortAbandonMs: number;
  /** A talk is lost after this long without an event (rule 9). */
  readonly lostAfterMs: number;
  /** A wait is; ∞: never. While somebody waits a phone system writes nothing. */
  readonly waitLostAfterMs: number;
  /** A wrap-up is. */
  readonly wrapUpLostAfterMs: number;
}

/** `outcome`: an outcome counts when it happened, `offered` at queued time. `offered`: everything counts at queued time (rule 12). */
export type Attribution = "outcome" | "offered";

/** The formulas that service level is counted by: the queue's, and the site's for what its own numbers say of the queue. */
export interface Formulas {
  readonly formula: ServiceLevelPolicyId;
  readonly siteFormula: ServiceLevelPolicyId;
}

/**
 * One version of the policy of a queue × channel: a segment is judged by the one in force when it was queued, whatever comes
 * later (rules 3, 30). Versions come from `policyVersions`.
 */
export interface QueuePolicy extends QueueSettings, Formulas {
  /** Says what it judges by; the same content has the same id. Without spaces. */
  readonly id: string;
  /** In force for what was queued in [from, until), epoch ms; ±∞: there is none before, or after. */
  readonly from: number;
  readonly until: number;
  readonly attribution: Attribution;
  /** A satisfaction up to here is low: 1000 × the score on 1–5. The site's. */
  readonly lowScore: number;
  /** The site's: see `SitePolicy`. Judges no segment. */
  readonly firstContactMs: number;
  /** What its waits and responses run in; null: calendar time, as always of calls (rule 10). */
  readonly calendar: Calendar | null;
  /** When somebody is there; null: always. Judges no segment. */
  readonly hours: Calendar | null;
  /** Share to reach, 0–1. Judges no segment. */
  readonly target: number;
  /** Those of the first version. Every span is read by them, and what later ones judge otherwise is counted beside (ADR 24). */
  readonly first: Formulas;
}

export const HOUR_MS = 3_600_000;

/**
 * Time as a policy reckons it, ms, from one moment to another: the only way to ask how long somebody waited for what it promises
 * (thresholds, short abandons, responses). Business time where it has a calendar (rule 28).
 */
export const elapsed = ({ calendar }: Reckoned, from: number, to: number): number =>
  calendar === null ? to - from : calendar.elapsed(from, to);

/**
 * The first moment at which so much time has elapsed since `from`: `elapsed(policy, from, moment(policy, from, ms)) = ms`; ∞: it never has.
 * More than `ms` has elapsed from `moment(policy, from, ms + 1)` on, which is later than the next millisecond where it closes there.
 */
export const moment = ({ calendar }: Reckoned, from: number, ms: number): number =>
  calendar === null ? from + ms : calendar.moment(from, ms);

type Reckoned = Pick<QueuePolicy, "calendar">;

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const LOST_AFTER = { waitLostAfterMs: 24 * HOUR_MS, wrapUpLostAfterMs: 30 * MINUTE_MS };

/** Without configuration (rules 3 and 9). */
export const DEFAULT_POLICY: Readonly<Record<Channel, QueueSettings>> = {
  call: { ...LOST_AFTER, thresholdMs: 20 * SECOND_MS, shortAbandonMs: 5 * SECOND_MS, lostAfterMs: 4 * HOUR_MS },
  chat: { ...LOST_AFTER, thresholdMs: 60 * SECOND_MS, shortAbandonMs: 10 * SECOND_MS, lostAfterMs: 24 * HOUR_MS },
  email: {
    ...LOST_AFTER,
    thresholdMs: 4 * HOUR_MS,
    shortAbandonMs: -1,
    lostAfterMs: 30 * 24 * HOUR_MS,
    waitLostAfterMs: Number.POSITIVE_INFINITY,
  },
};
