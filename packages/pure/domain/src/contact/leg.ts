/** What one agent does of a stay (rule 5a): talk, hold and wrap-up belong to the leg's agent. */
import { type Name, NONE, UNKNOWN } from "./name.ts";

/** What a leg amounts to as of a moment; UNKNOWN where it goes on. */
export class Reckoning {
  /** The talk ended. */
  talkedTo = UNKNOWN;
  talkMs = UNKNOWN;
  holdMs = UNKNOWN;
  /** The talk went on until it was lost. */
  talkLostAt = UNKNOWN;
  wrapUpFrom = UNKNOWN;
  /** Wrap-up was or will be over; also where it is lost. */
  wrapUpTo = UNKNOWN;
  wrapUpMs = UNKNOWN;
  /** Wrap-up is over too, and nobody lost sight of it. */
  handledAt = UNKNOWN;

  reset(): void {
    this.talkedTo = UNKNOWN;
    this.talkMs = UNKNOWN;
    this.holdMs = UNKNOWN;
    this.talkLostAt = UNKNOWN;
    this.wrapUpFrom = UNKNOWN;
    this.wrapUpTo = UNKNOWN;
    this.wrapUpMs = UNKNOWN;
    this.handledAt = UNKNOWN;
  }
}

export class Leg {
  readonly reckoned = new Reckoning();
  agent: Name = NONE;
  /** Who told that it began. */
  source: Name = NONE;
  /** The agent works on it from here; of a mail before the answer (rule 10). UNKNOWN: handed on without having worked on it. */
  from = UNKNOWN;
  /** Its place among what its source wrote of that instant; UNKNOWN: it has none, or nobody told of that instant. */
  sequence = UNKNOWN;
  /** Nobody said that it was answered: an agent ended it. */
  answerImplied = false;
  /** The agent wrote what answered the stay, perhaps long after taking it (rule 10). */
  wroteAnswer = false;
  /** As its own end tells. */
  endedAt = UNKNOWN;
  /** Queued anew, or another agent answered: the talk ended then, unless its own end comes (rule 5). */
  leftAt = UNKNOWN;
  /** Reported by the source: wins over the stamps (rule 1). */
  talkMs = UNKNOWN;
  holdMs = UNKNOWN;
  wrapUpMs = UNKNOWN;
  heldSince = UNKNOWN;
  heldMs = 0;
  /** How often the customer was put on hold, as told. */
  holds = 0;
  wrapUpStartedAt = UNKNOWN;
  wrapUpEndedAt = UNKNOWN;
  /** The agent handed it on. */
  handedOnAt = UNKNOWN;
  /** How, where the source says so: position in KINDS. */
  handedOnKind = UNKNOWN;
  lastEventAt = UNKNOWN;
  lastSource: Name = NONE;
  /** Place of that event among its source's own of its instant; UNKNOWN: it has none. */
  lastSequence = UNKNOWN;

  reset(): void {
    this.agent = NONE;
    this.source = NONE;
    this.from = UNKNOWN;
    this.sequence = UNKNOWN;
    this.answerImplied = false;
    this.wroteAnswer = false;
    this.endedAt = UNKNOWN;
    this.leftAt = UNKNOWN;
    this.talkMs = UNKNOWN;
    this.holdMs = UNKNOWN;
    this.wrapUpMs = UNKNOWN;
    this.heldSince = UNKNOWN;
    this.heldMs = 0;
    this.holds = 0;
    this.wrapUpStartedAt = UNKNOWN;
    this.wrapUpEndedAt = UNKNOWN;
    this.handedOnAt = UNKNOWN;
    this.handedOnKind = UNKNOWN;
    this.lastEventAt = UNKNOWN;
    this.lastSource = NONE;
    this.lastSequence = UNKNOWN;
  }

  /** When its talk ended, as far as the contact tells; UNKNOWN: it goes on. */
  get overAt(): number {
    return this.endedAt !== UNKNOWN ? this.endedAt : this.leftAt;
  }

  hold(at: number): void {
    if (this.heldSince !== UNKNOWN) return;
    this.heldSince = at;
    this.holds++;
  }

  resume(at: number): void {
    if (this.heldSince === UNKNOWN) return;
    this.heldMs += Math.max(0, at - this.heldSince);
    this.heldSince = UNKNOWN;
  }

  end(at: number): void {
    this.resume(at);
    this.endedAt = at;
  }

  /** Wrap-up has begun and nobody said how long it lasts. */
  get isWrappingUp(): boolean {
    return this.wrapUpStartedAt !== UNKNOWN && this.wrapUpEndedAt === UNKNOWN && this.wrapUpMs === UNKNOWN;
  }
}
