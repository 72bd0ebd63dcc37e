/**
 * Where an agent stands, moved by one boundary of his time after the other (rules 23–23b). A membership is told of (he joined,
 * or logged in: of no queue) or implied by work or a pause there. Who is signed in by implied ones alone is gone when the source
 * that told of him last restarts, or when he has been idle for too long. A pause belongs to a membership; one of the agent as a
 * whole acts on those he has, and while he has none on himself: then it passes to the first ones. Work counts on its own: a
 * contact stays his to its end, whatever he signs out of meanwhile.
 * Queues and sources are numbers, 0 is none; whoever holds the names gives them.
 */
import { type AgentState, SIGNED_OUT, type StateCode, stateCode, stateOf } from "./agent-state.ts";
import { joined, type Membership, NO_QUEUE, pausedMembership, withPause } from "./membership.ts";

const IMPLIED_IDLE = stateCode("idle", true);

/** What is stored of one. */
export type StatusParts = Pick<
  AgentStatus,
  "memberships" | "onContact" | "wrapUp" | "wrappingUp" | "explicit" | "since" | "at" | "idleSince" | "source"
>;

export class AgentStatus {
  memberships: readonly Membership[] = [];
  onContact = 0;
  wrapUp = 0;
  /** In wrap-up until he says otherwise. */
  wrappingUp = false;
  /** The last boundary. */
  at = Number.NEGATIVE_INFINITY;
  code: StateCode = SIGNED_OUT;
  /** Somebody told of his sign-in; of one who is gone: of the last one, on which a contact that outlasts it rests. */
  explicit = false;
  /** Since when the present state lasts; of a pause: with its present reason. */
  since = 0;
  /** Of a pause. */
  reason: string | null = null;
  /** Since when he is idle, whatever came and went within one moment. */
  idleSince = 0;
  /** Who told of him last. */
  source = 0;
  /** A moment in which he was idle, and since when. */
  #wasIdle = { until: Number.NEGATIVE_INFINITY, since: 0 };

  contactBegins(at: number, queue: number, source: number): void {
    this.onContact++;
    this.#isMember(at, queue, source);
    this.#moved(at);
  }

  contactEnds(at: number): void {
    this.onContact--;
    this.#moved(at);
  }

  wrapUpBegins(at: number): void {
    this.wrapUp++;
    this.#moved(at);
  }

  wrapUpEnds(at: number): void {
    this.wrapUp--;
    this.#moved(at);
  }

  rang(at: number, queue: number, source: number): void {
    this.#isMember(at, queue, source);
    this.#moved(at);
  }

  signsIn(at: number, queue: number, source: number): void {
    this.#isMember(at, queue, source);
    this.memberships = this.memberships.map((each) => (each.queue === queue ? { ...each, explicit: true } : each));
    this.#moved(at);
  }

  /** Of a queue: he leaves that. Of none: he is gone, from all of them (ADR 8). What he never joined he does not leave. */
  signsOut(at: number, queue: number): void {
    this.memberships = queue === NO_QUEUE ? [] : this.memberships.filter((each) => each.queue !== queue);
    this.#moved(at);
  }

  pauses(at: number, queue: number, source: number, reason: string | null): void {
    if (queue !== NO_QUEUE || this.memberships.length === 0) this.#isMember(at, queue, source);
    this.memberships = withPause(this.memberships, queue, true, reason);
    this.wrappingUp = false;
    this.#moved(at);
  }

  unpauses(at: number, queue: number, source: number): void {
    if (queue !== NO_QUEUE) this.#isMember(at, queue, source);
    this.memberships = withPause(this.memberships, queue, false, null);
    this.wrappingUp = false;
    this.#moved(at);
  }

  /** A wrap-up of which only the beginning is told. */
  wrapsUp(at: number): void {
    this.wrappingUp = true;
    this.#moved(at);
  }

  /** Something of his that moves him nowhere. */
  passes(at: number): void {
    this.#moved(at);
  }

  /** Nobody told that he signed in, yet he is there. */
  get isOnlyImplied(): boolean {
    return this.memberships.length > 0 && !this.explicit;
  }

  /** When an implied sign-in ends by time alone; ∞: it does not. */
  idleUntil(impliedForMs: number): number {
    return this.code === IMPLIED_IDLE ? Math.max(this.at, this.idleSince + impliedForMs) : Number.POSITIVE_INFINITY;
  }

  /** His source restarted, or he was idle for too long. */
  isGone(at: number): void {
    this.memberships = [];
    this.#moved(at);
  }

  /** He and the other are one: what either is a member of and works on. */
  join(other: AgentStatus): void {
    const isNew = ({ queue }: Membership): boolean => this.memberships.every((each) => each.queue !== queue);
    this.memberships = [...this.memberships, ...other.memberships.filter(isNew)];
    this.onContact += other.onContact;
    this.wrapUp += other.wrapUp;
    this.wrappingUp ||= other.wrappingUp;
    this.#moved(Math.max(this.at, other.at));
  }

  /** Nothing is known of him that could still matter. */
  get isBlank(): boolean {
    return this.memberships.length === 0 && this.onContact === 0 && this.wrapUp === 0 && this.code === SIGNED_OUT;
  }

  static of(parts: StatusParts): AgentStatus {
    const status = Object.assign(new AgentStatus(), parts);
    status.#moved(parts.at);
    return Object.assign(status, parts);
  }

  copy(): AgentStatus {
    const status = new AgentStatus();
    status.copyFrom(this);
    return status;
  }

  copyFrom(other: AgentStatus): void {
    this.memberships = other.memberships;
    this.onContact = other.onContact;
    this.wrapUp = other.wrapUp;
    this.wrappingUp = other.wrappingUp;
    this.at = other.at;
    this.code = other.code;
    this.explicit = other.explicit;
    this.since = other.since;
    this.reason = other.reason;
    this.idleSince = other.idleSince;
    this.source = other.source;
    this.#wasIdle = other.#wasIdle;
  }

  #isMember(at: number, queue: number, source: number): void {
    this.memberships = joined(this.memberships, queue, at);
    this.source = source;
  }

  #moved(at: number): void {
    if (this.memberships.length === 0) this.wrappingUp = false;
    else this.explicit = this.memberships.some(({ explicit }) => explicit);
    const before = stateOf(this.code);
    const state = this.#state();
    const reason = state === "paused" ? pausedMembership(this.memberships)!.reason : null;
    if (state !== before || reason !== this.reason) this.since = at;
    if (before === "idle" && state !== "idle") this.#wasIdle = { until: at, since: this.idleSince };
    if (before !== "idle" && state === "idle") this.idleSince = this.#wasIdle.until === at ? this.#wasIdle.since : at;
    this.at = at;
    this.reason = reason;
    this.code = state === null ? SIGNED_OUT : stateCode(state, !this.explicit);
  }

  /** Overlapping contacts are one busy agent; work wins over a pause, and over being signed out. */
  #state(): AgentState | null {
    if (this.onContact > 0) return "onContact";
    if (this.wrapUp > 0 || this.wrappingUp) return "wrapUp";
    if (this.memberships.length === 0) return null;
    return pausedMembership(this.memberships) === null ? "idle" : "paused";
  }
}

/** Of whom nothing is known. */
export const NOBODY: AgentStatus = new AgentStatus();
