/**
 * A contact's stay in one queue while it is folded: a segment, as far as its events tell. Whatever is not (yet) known is
 * UNKNOWN or NONE. Its legs are what agents do of it.
 */
import { elapsed, type QueuePolicy } from "../policy.ts";
import type { FoldEvent } from "./fold-event.ts";
import { Leg } from "./leg.ts";
import { type Name, NONE, UNKNOWN } from "./name.ts";
import { Pool } from "./pool.ts";

/** `rated`: known from a survey alone. `outbound`: an agent wrote first, and the customer has not written yet (rule 5c). */
export type StayOutcome = "waiting" | "answered" | "abandoned" | "flowedOut" | "refused" | "rated" | "outbound";

/** An agent was called to it, or did not answer. */
export class Ring {
  at = UNKNOWN;
  agent: Name = NONE;
  /** Who told of it, and in which place of that instant; UNKNOWN: in none. */
  source: Name = NONE;
  sequence = UNKNOWN;

  reset(): void {
    this.at = UNKNOWN;
    this.agent = NONE;
    this.source = NONE;
    this.sequence = UNKNOWN;
  }
}

/** Of a stay that nobody has told of: it shows a member of that queue all the same (rule 23a). */
export class UnplacedRing {
  at = UNKNOWN;
  agent: Name = NONE;
  queue: Name = NONE;
  source: Name = NONE;
  sequence = UNKNOWN;
  /** He did not answer; else it began to ring. */
  missed = false;

  reset(): void {
    this.at = UNKNOWN;
    this.agent = NONE;
    this.queue = NONE;
    this.source = NONE;
    this.sequence = UNKNOWN;
    this.missed = false;
  }
}

/** Somebody else was called in, or the customer complained. */
export class Escalation {
  at = UNKNOWN;
  isComplaint = false;
  /** What it is about; null: nobody had taken it yet. */
  leg: Leg | null = null;

  reset(): void {
    this.at = UNKNOWN;
    this.isComplaint = false;
    this.leg = null;
  }
}

/** Offered to the customer, or answered. */
export class Survey {
  at = UNKNOWN;
  name: Name = NONE;
  /** What it asked for: position in MEASURES; UNKNOWN: it was offered. */
  measure = UNKNOWN;
  /** As it names; NONE: whoever handled the stay last. */
  agent: Name = NONE;
  /** × 1000, on the measure's scale. */
  score = 0;
  topTwo = false;

  reset(): void {
    this.at = UNKNOWN;
    this.name = NONE;
    this.measure = UNKNOWN;
    this.agent = NONE;
    this.score = 0;
    this.topTwo = false;
  }
}

/** What the customer wrote in the course of a contact, and when an agent replied. */
export class Reply {
  from = UNKNOWN;
  at = UNKNOWN;

  reset(): void {
    this.from = UNKNOWN;
    this.at = UNKNOWN;
  }
}

export class Stay {
  queue: Name = NONE;
  /** The source's own id of it. */
  label: Name = NONE;
  queuedAt = UNKNOWN;
  /** Its `queued` has come; it may also have been implied, or opened by what the customer wrote. */
  announced = false;
  /** It is a second life of the contact. */
  reopened = false;
  outcome: StayOutcome = "waiting";
  outcomeAt = UNKNOWN;
  /** Of a flow-out or refusal: position in REASONS. */
  reason = UNKNOWN;
  /** Reported by the source: wins over the stamps (rule 1). */
  waitMs = UNKNOWN;
  /** Nobody answers it any more; an answered one is over when its legs are. */
  closedAt = UNKNOWN;
  readonly legs = new Pool(() => new Leg());
  /** Who was called, and from when. */
  readonly rings = new Pool(() => new Ring());
  readonly missedRings = new Pool(() => new Ring());
  readonly surveys = new Pool(() => new Survey());
  readonly escalations = new Pool(() => new Escalation());
  /** After the first response of its life. */
  readonly replies = new Pool(() => new Reply());
  /** When it was first resolved; UNKNOWN: it is not. */
  resolvedAt = UNKNOWN;
  /** What its resolution runs from; UNKNOWN: the contact's first `queued`. */
  resolvedFrom = UNKNOWN;
  /** The first message of a human agent in this life of the contact. */
  respondedAt = UNKNOWN;
  /** What the response runs from; UNKNOWN: the contact's first `queued`. */
  responseFrom = UNKNOWN;
  /** As of the last emission: nobody has heard of it any more since; UNKNOWN: it does not wait, or is not lost. */
  waitLostAt = UNKNOWN;
  firstEventAt = UNKNOWN;
  lastEventAt = UNKNOWN;
  lastSource: Name = NONE;
  /** Place of that event among its source's own of its instant; UNKNOWN: it has none. */
  lastSequence = UNKNOWN;

  reset(): void {
    this.queue = NONE;
    this.label = NONE;
    this.queuedAt = UNKNOWN;
    this.announced = false;
    this.reopened = false;
    this.outcome = "waiting";
    this.outcomeAt = UNKNOWN;
    this.reason = UNKNOWN;
    this.waitMs = UNKNOWN;
    this.closedAt = UNKNOWN;
    this.legs.clear();
    this.rings.clear();
    this.missedRings.clear();
    this.surveys.clear();
    this.escalations.clear();
    this.replies.clear();
    this.resolvedAt = UNKNOWN;
    this.resolvedFrom = UNKNOWN;
    this.respondedAt = UNKNOWN;
    this.responseFrom = UNKNOWN;
    this.waitLostAt = UNKNOWN;
    this.firstEventAt = UNKNOWN;
    this.lastEventAt = UNKNOWN;
    this.lastSource = NONE;
    this.lastSequence = UNKNOWN;
  }

  /** It entered the queue, and is counted as offered there. */
  get isOffered(): boolean {
    return this.outcome !== "refused" && this.outcome !== "rated" && this.outcome !== "outbound";
  }

  /** When it entered the queue: as stamped (not after it left it), or implied by what followed and the reported wait (rule 5). */
  get enteredAt(): number {
    if (this.queuedAt !== UNKNOWN && (this.outcomeAt === UNKNOWN || this.queuedAt <= this.outcomeAt))
      return this.queuedAt;
    const left = this.outcomeAt === UNKNOWN ? this.firstEventAt : Math.min(this.firstEventAt, this.outcomeAt);
    return left - (this.waitMs === UNKNOWN ? 0 : this.waitMs);
  }

  /** Where everything about it counts with attribution to the offer: as stamped, also after it left the queue. */
  get offeredAt(): number {
    return this.queuedAt === UNKNOWN ? this.enteredAt : this.queuedAt;
  }

  /** When it left the queue, lost waits too; UNKNOWN: it has not. */
  get leftAt(): number {
    return this.outcome === "waiting" ? this.waitLostAt : this.outcomeAt;
  }

  /** How long it waited, once it has left, in the time of its policy; what is reported wins (rule 1), as the time up to its leaving. */
  waited(policy: QueuePolicy): number {
    const from = this.waitMs === UNKNOWN ? this.enteredAt : this.leftAt - this.waitMs;
    return Math.max(0, elapsed(policy, from, this.leftAt));
  }

  /** How long it has waited so far. */
  waitedUntil(policy: QueuePolicy, now: number): number {
    return Math.max(0, elapsed(policy, this.enteredAt, now));
  }

  /** When its agent took it: a mail by its answer. Of one who only handed it on nobody knows more than that. */
  takenAt({ from, handedOnAt }: Leg): number {
    return Math.max(from === UNKNOWN ? handedOnAt : from, this.outcomeAt);
  }

  /** The newest leg of this agent; null: none. */
  legOf(agent: Name): Leg | null {
    for (let index = this.legs.count - 1; index >= 0; index--) {
      const leg = this.legs.at(index);
      if (leg.agent === agent) return leg;
    }
    return null;
  }

  /** The leg that answered it: a mail that one agent took and another answered is the other's. Null: none has. */
  get answering(): Leg | null {
    for (let index = 0; index < this.legs.count; index++) {
      const leg = this.legs.at(index);
      if (this.hasAnswered(leg)) return leg;
    }
    return null;
  }

  hasAnswered({ from, wroteAnswer }: Leg): boolean {
    return this.outcome === "answered" && from !== UNKNOWN && (wroteAnswer || from >= this.outcomeAt);
  }

  /** The newest leg whose own end has not come; null: there is none. */
  get talking(): Leg | null {
    for (let index = this.legs.count - 1; index >= 0; index--) {
      const leg = this.legs.at(index);
      if (leg.from !== UNKNOWN && leg.endedAt === UNKNOWN) return leg;
    }
    return null;
  }

  /** Whose an event is: the named agent's; where none is named or that agent has none, that of who talks, else the last. */
  legFor(agent: Name): Leg | null {
    const own = agent === NONE ? null : this.legOf(agent);
    if (own !== null) return own;
    const talking = this.talking;
    return talking !== null && talking.leftAt === UNKNOWN ? talking : this.legs.last();
  }

  /** Whoever had it before has it no longer, unless the end of that talk still comes. */
  addLeg({ agent, source, time, sequence }: FoldEvent, from: number): Leg {
    if (from !== UNKNOWN) this.leaveTalk(from);
    const leg = this.legs.add();
    leg.agent = agent;
    leg.source = source;
    leg.from = from;
    if (from === time) leg.sequence = sequence;
    return leg;
  }

  leaveTalk(at: number): void {
    for (let index = 0; index < this.legs.count; index++) {
      const leg = this.legs.at(index);
      if (leg.from !== UNKNOWN && leg.overAt === UNKNOWN) leg.leftAt = at;
    }
  }
}
