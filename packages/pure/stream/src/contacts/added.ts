/**
 * What one contact's fold has put into the numbers, entry by entry, in the order of its emission: the sink that the fold emits into,
 * and what is read back from a contact's bytes to be compared with it. There are two for all contacts of a site, used again and
 * again: what was added before, and what is to be there now.
 */
import {
  C,
  COUNTER_COUNT,
  type ContributionSink,
  FIRST_CONTACT,
  type FirstContact,
  type Name,
  NONE,
  UNKNOWN,
  type WorkKind,
} from "@floorwalker/domain";

/** Kinds of an entry. */
export const COUNTED = 0;
export const WAITING = 1;
export const HANDLING = 2;
export const WORK = 3;
/** Counts for a survey by its name alone. */
export const SURVEYED = 4;

/** In stored bytes a kind of work is its position here: the list only grows at its end. */
export const WORK_KINDS = ["onContact", "wrapUp", "rang", "alerted"] as const satisfies readonly WorkKind[];

const ON_CONTACT = WORK_KINDS.indexOf("onContact");

/** Numbers of one entry: kind, queue, agent, what it counts for beside (reason, team, source or survey), at, what, amount, place. */
const SIZE = 8;

/** For what things count as well; NONE: for nothing more. */
export interface Beside {
  /** What an agent took at that moment. */
  teamOf(agent: Name, at: number): Name;
  /** What is done for a contact that is about this. */
  reasonOf(reason: Name): Name;
}

export class Added implements ContributionSink {
  count = 0;
  #numbers = new Float64Array(32 * SIZE);
  #kind = COUNTED;
  #queue: Name = NONE;
  #agent: Name = NONE;
  #beside: Name = NONE;
  /** What the contact is about, as it counts; NONE: for nothing. */
  reason: Name = NONE;
  readonly #besides: Beside;

  constructor(besides: Beside) {
    this.#besides = besides;
  }

  clear(): void {
    this.count = 0;
    this.reason = NONE;
  }

  about(reason: Name): void {
    this.reason = reason === NONE ? NONE : this.#besides.reasonOf(reason);
  }

  /** What is kept does not say it: a fold that is run again does. */
  of(_stay: number): void {}

  into(queue: Name, agent: Name, at: number): void {
    this.#kind = COUNTED;
    this.#queue = queue;
    this.#agent = agent;
    this.#beside = agent === NONE ? this.reasonIn(queue) : this.#besides.teamOf(agent, at);
  }

  ofSurvey(survey: Name, queue: Name): void {
    this.#kind = SURVEYED;
    this.#queue = queue;
    this.#agent = NONE;
    this.#beside = survey;
  }

  /** What is known of no queue is about nothing. */
  reasonIn(queue: Name): Name {
    return queue === NONE ? NONE : this.reason;
  }

  /** Nothing of a counter (no hold, no wrap-up, of most contacts) is no entry; a wait of no time is one. */
  add(at: number, counter: number, amount: number): void {
    if (amount === 0 && counter < COUNTER_COUNT) return;
    this.put(this.#kind, this.#queue, this.#agent, this.#beside, at, counter, amount);
  }

  waiting(queue: Name, since: number, pastThreshold: boolean): void {
    this.put(WAITING, queue, NONE, this.reasonIn(queue), since, pastThreshold ? 1 : 0, 0);
  }

  handling(queue: Name): void {
    this.put(HANDLING, queue, NONE, this.reasonIn(queue), 0, 0, 0);
  }

  work(kind: WorkKind, agent: Name, queue: Name, source: Name, from: number, to: number, sequence: number): void {
    this.put(WORK, queue, agent, source, from, WORK_KINDS.indexOf(kind), to, sequence);
  }

  /**
   * `beside`: of an agent's the team, of a stay's the reason that counts as well; of work the source that told it; of a survey how it is counted. `what`: the counter, whether it is past the
   * threshold, or the kind of work. `amount`: of work, when it ended, or UNKNOWN. `sequence`: of work, the place of its beginning among what its
   * source wrote of that instant.
   */
  put(
    kind: number,
    queue: Name,
    agent: Name,
    beside: Name,
    at: number,
    what: number,
    amount: number,
    sequence: number = UNKNOWN,
  ): void {
    const place = this.count * SIZE;
    if (place === this.#numbers.length) {
      const grown = new Float64Array(2 * place);
      grown.set(this.#numbers);
      this.#numbers = grown;
    }
    const numbers = this.#numbers;
    numbers[place] = kind;
    numbers[place + 1] = queue;
    numbers[place + 2] = agent;
    numbers[place + 3] = beside;
    numbers[place + 4] = at;
    numbers[place + 5] = what;
    numbers[place + 6] = amount;
    numbers[place + 7] = sequence;
    this.count++;
  }

  kindOf(entry: number): number {
    return this.#numbers[entry * SIZE]!;
  }

  queueOf(entry: number): Name {
    return this.#numbers[entry * SIZE + 1]!;
  }

  agentOf(entry: number): Name {
    return this.#numbers[entry * SIZE + 2]!;
  }

  besideOf(entry: number): Name {
    return this.#numbers[entry * SIZE + 3]!;
  }

  atOf(entry: number): number {
    return this.#numbers[entry * SIZE + 4]!;
  }

  whatOf(entry: number): number {
    return this.#numbers[entry * SIZE + 5]!;
  }

  amountOf(entry: number): number {
    return this.#numbers[entry * SIZE + 6]!;
  }

  sequenceOf(entry: number): number {
    return this.#numbers[entry * SIZE + 7]!;
  }

  /** An entry for the agent, or UNKNOWN. */
  entryOf(agent: Name): number {
    for (let entry = 0; entry < this.count; entry++)
      if (this.agentOf(entry) === agent && this.kindOf(entry) === COUNTED) return entry;
    return UNKNOWN;
  }

  /** When the agent's work that began then was over; UNKNOWN: it was not, or there was none. */
  endOfCall(agent: Name, from: number): number {
    for (let entry = 0; entry < this.count; entry++)
      if (this.kindOf(entry) === WORK && this.whatOf(entry) === ON_CONTACT)
        if (this.agentOf(entry) === agent && this.atOf(entry) === from) return this.amountOf(entry);
    return UNKNOWN;
  }

  /** What it says of the contact beside others of its customer. */
  get firstContact(): FirstContact {
    let first: FirstContact = FIRST_CONTACT.none;
    for (let entry = 0; entry < this.count; entry++) {
      if (this.kindOf(entry) !== COUNTED) continue;
      if (this.whatOf(entry) === C.firstContactsRepeated) return FIRST_CONTACT.repeated;
      if (this.whatOf(entry) === C.firstContactsUnknown) return FIRST_CONTACT.unknown;
      if (this.whatOf(entry) === C.firstContacts) first = FIRST_CONTACT.only;
    }
    return first;
  }

  /** The two entries say the same. */
  isSame(entry: number, other: Added, otherEntry: number): boolean {
    const mine = this.#numbers;
    const theirs = other.#numbers;
    const a = entry * SIZE;
    const b = otherEntry * SIZE;
    for (let index = 0; index < SIZE; index++) if (mine[a + index] !== theirs[b + index]) return false;
    return true;
  }
}
