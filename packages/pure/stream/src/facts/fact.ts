/** A stay as the fact that it came to: read off the fold, never reckoned a second time. */
import {
  type Channel,
  type Fact,
  type FactOutcome,
  type Leg,
  type Name,
  NO_FACT,
  NONE,
  type QueuePolicy,
  REASONS,
  type Stay,
  UNKNOWN,
} from "@floorwalker/domain";
import { whyOf } from "./why.ts";

/** Nothing is short. */
const NO_LIMIT = -1;

export interface FactParts {
  readonly contact: string | null;
  readonly channel: Channel;
  readonly segment: string | null;
  readonly policy: QueuePolicy;
  readonly clock: number;
  readonly textOf: (name: Name) => string | null;
}

/** `stay` as of the clock: its legs are reckoned. */
export function factOf(stay: Stay, { contact, channel, segment, policy, clock, textOf }: FactParts): Fact {
  const judged = stay.isOffered;
  const left = stay.leftAt;
  const waitMs = !judged ? null : left === UNKNOWN ? stay.waitedUntil(policy, clock) : stay.waited(policy);
  const outcome = outcomeOf(stay, policy, waitMs);
  const late = waitMs !== null && waitMs > policy.thresholdMs;
  const legs: Leg[] = [];
  for (let at = 0; at < stay.legs.count; at++) legs.push(stay.legs.at(at));
  const fact = {
    contact,
    segment,
    queue: textOf(stay.queue),
    channel,
    queuedAt: judged ? stay.enteredAt : null,
    waitMs,
    talkMs: sumOf(legs, "talkMs"),
    holdMs: sumOf(legs, "holdMs"),
    wrapUpMs: sumOf(legs, "wrapUpMs"),
    endedAt: endOf(legs, known(left)),
    outcome,
    reason: reasonOf(stay, outcome),
    outcomeAt: known(stay.isOffered ? left : stay.outcomeAt),
    agent: textOf((stay.answering ?? legs[0])?.agent ?? NONE),
    agents: legs.flatMap(({ agent }) => textOf(agent) ?? []),
    inTime: !judged || (outcome === "waiting" && !late) ? null : !late,
    thresholdMs: judged ? policy.thresholdMs : null,
    policy: judged ? policy.id : null,
    transferred: legs.some(({ handedOnAt }) => handedOnAt !== UNKNOWN),
    escalated: hasEscalation(stay, false),
    complained: hasEscalation(stay, true),
    reopened: stay.reopened,
  };
  return { ...fact, why: whyOf(fact, policy.shortAbandonMs) };
}

/** Of what counts for no stay that is known. */
export function factOfNone(contact: string | null, channel: Channel): Fact {
  const fact = { contact, channel, ...NO_FACT };
  return { ...fact, why: whyOf(fact, NO_LIMIT) };
}

function outcomeOf(stay: Stay, { shortAbandonMs }: QueuePolicy, waitMs: number | null): FactOutcome {
  const { outcome } = stay;
  if (outcome === "abandoned") return waitMs! <= shortAbandonMs ? "short" : outcome;
  // Nobody has heard of it any more.
  return outcome === "waiting" && stay.waitLostAt !== UNKNOWN ? "flowedOut" : outcome;
}

function reasonOf({ outcome, reason }: Stay, shown: FactOutcome): string | null {
  if (shown !== "flowedOut" && shown !== "refused") return null;
  return outcome === "waiting" ? "lost" : (REASONS[reason] ?? "other");
}

type Duration = "talkMs" | "holdMs" | "wrapUpMs";

function sumOf(legs: readonly Leg[], duration: Duration): number | null {
  let sum: number | null = null;
  for (const { from, reckoned } of legs) {
    if (from === UNKNOWN) continue;
    if (reckoned[duration] === UNKNOWN) return null;
    sum = (sum ?? 0) + reckoned[duration];
  }
  return sum;
}

function endOf(legs: readonly Leg[], leftAt: number | null): number | null {
  let last: number | null = null;
  for (const { from, reckoned } of legs) {
    if (from === UNKNOWN) continue;
    const end = endOfTalk(reckoned);
    if (end === UNKNOWN) return null;
    last = Math.max(last ?? end, end);
  }
  return last ?? leftAt;
}

const endOfTalk = ({ talkedTo, talkLostAt }: Leg["reckoned"]): number => (talkedTo === UNKNOWN ? talkLostAt : talkedTo);

const known = (time: number): number | null => (time === UNKNOWN ? null : time);

function hasEscalation({ escalations }: Stay, isComplaint: boolean): boolean {
  for (let at = 0; at < escalations.count; at++) if (escalations.at(at).isComplaint === isComplaint) return true;
  return false;
}
