/** What one stay of a contact came to, in the words of the field: read off the fold, never reckoned a second time. */
import {
  type Channel,
  hasAnswered,
  type Leg,
  type Name,
  NONE,
  type QueuePolicy,
  REASONS,
  type Stay,
  UNKNOWN,
} from "@floorwalker/domain";
import { whyOf } from "./why.ts";

/** `short`: an abandon within the limit. `rated`: known from a survey alone. `outbound`: an agent wrote, and nobody back yet. */
export type FactOutcome =
  | "waiting"
  | "answered"
  | "abandoned"
  | "short"
  | "flowedOut"
  | "refused"
  | "rated"
  | "outbound";

export interface Fact {
  /** Null: of a survey that names no contact. */
  readonly contact: string | null;
  /** Null: the source has no id of it. */
  readonly segment: string | null;
  /** Null: nobody knows. */
  readonly queue: string | null;
  readonly channel: Channel;
  /** Epoch ms; null: it never entered a queue. */
  readonly queuedAt: number | null;
  /** In the time of its policy; of one that waits: so far. Null: it never waited. */
  readonly waitMs: number | null;
  /** Of all its legs; null: nobody talked, or somebody still does. */
  readonly talkMs: number | null;
  /** On hold, of all its legs; null as `talkMs`. */
  readonly holdMs: number | null;
  /** Wrap-up of all its legs; null: nobody talked, or it is not over. */
  readonly wrapUpMs: number | null;
  /** Epoch ms when its last talk was over, else when it left the queue; null: it goes on. */
  readonly endedAt: number | null;
  /** Null: of what no stay is known of, as a survey that no stay fits. */
  readonly outcome: FactOutcome | null;
  /** Of a flow-out or refusal. */
  readonly reason: string | null;
  /** Epoch ms; null: it waits. */
  readonly outcomeAt: number | null;
  /** Who answered it first, else who had it first; null: nobody did. */
  readonly agent: string | null;
  /** All who had it, in order. */
  readonly agents: readonly string[];
  /** Null: it waits within the threshold, or is not judged by one. */
  readonly inTime: boolean | null;
  /** Of the version of the policy that judges it; null: it is not judged. */
  readonly thresholdMs: number | null;
  readonly policy: string | null;
  readonly transferred: boolean;
  readonly escalated: boolean;
  readonly complained: boolean;
  readonly reopened: boolean;
  /** One sentence. */
  readonly why: string;
}

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
  const legs = all(stay.legs);
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
    agent: textOf((legs.find((leg) => hasAnswered(stay, leg)) ?? legs[0])?.agent ?? NONE),
    agents: legs.flatMap(({ agent }) => textOf(agent) ?? []),
    inTime: !judged || (outcome === "waiting" && !late) ? null : !late,
    thresholdMs: judged ? policy.thresholdMs : null,
    policy: judged ? policy.id : null,
    transferred: legs.some(({ handedOnAt }) => handedOnAt !== UNKNOWN),
    escalated: all(stay.escalations).some(({ isComplaint }) => !isComplaint),
    complained: all(stay.escalations).some(({ isComplaint }) => isComplaint),
    reopened: stay.reopened,
  };
  return { ...fact, why: whyOf(fact, policy.shortAbandonMs) };
}

/** Of what counts for no stay that is known. */
export function factOfNone(contact: string | null, channel: Channel): Fact {
  const fact = {
    contact,
    segment: null,
    queue: null,
    channel,
    queuedAt: null,
    waitMs: null,
    talkMs: null,
    holdMs: null,
    wrapUpMs: null,
    endedAt: null,
    outcome: null,
    reason: null,
    outcomeAt: null,
    agent: null,
    agents: [],
    inTime: null,
    thresholdMs: null,
    policy: null,
    transferred: false,
    escalated: false,
    complained: false,
    reopened: false,
  };
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
  const began = legs.filter(({ from }) => from !== UNKNOWN);
  if (began.length === 0 || began.some(({ reckoned }) => reckoned[duration] === UNKNOWN)) return null;
  return began.reduce((sum, { reckoned }) => sum + reckoned[duration], 0);
}

function endOf(legs: readonly Leg[], leftAt: number | null): number | null {
  const ends = legs.filter(({ from }) => from !== UNKNOWN).map(({ reckoned }) => endOfTalk(reckoned));
  if (ends.length === 0) return leftAt;
  return ends.includes(UNKNOWN) ? null : Math.max(...ends);
}

const endOfTalk = ({ talkedTo, talkLostAt }: Leg["reckoned"]): number => (talkedTo === UNKNOWN ? talkLostAt : talkedTo);

const known = (time: number): number | null => (time === UNKNOWN ? null : time);

function all<T extends object>(pool: { readonly count: number; at(index: number): T }): T[] {
  return Array.from({ length: pool.count }, (_, index) => pool.at(index));
}
