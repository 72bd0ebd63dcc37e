/**
 * The specification of the contact table, in the plainest way: each contact's events in a sorted list, folded from scratch whenever
 * somebody asks, and summed. It remembers nothing of what it said before.
 */
import {
  type CanonicalEvent,
  type Channel,
  ContactFolder,
  type ContributionSink,
  FIRST_CONTACT,
  FoldEvent,
  FoldOrder,
  type Insertion,
  insertEvent,
  type Name,
  OTHER_REASON,
  OTHER_SURVEY,
  type QueuePolicy,
  typeCode,
  UNKNOWN,
} from "@floorwalker/domain";
import { Names } from "../../src/columns/names.ts";
import { isAfter, type Restart } from "../../src/restart.ts";

/** The one that is configured. */
export const REASON = "sales";
export const SURVEY = "voice";

/** What is counted, by what it is counted for, when and as what; and who waits, is handled, and works. */
export type Sums = Map<string, number>;

export function addTo(sums: Sums, what: readonly unknown[], amount: number): void {
  const key = JSON.stringify(what);
  const sum = (sums.get(key) ?? 0) + amount;
  if (sum === 0) sums.delete(key);
  else sums.set(key, sum);
}

export class PlainContacts {
  readonly contacts = new Map<string, CanonicalEvent[]>();
  readonly restarts: Restart[] = [];
  readonly #policy: QueuePolicy;

  constructor(policy: QueuePolicy) {
    this.#policy = policy;
  }

  insert(event: CanonicalEvent): Insertion {
    const key = `${event.channel} ${event.contact}`;
    const events = this.contacts.get(key) ?? [];
    this.contacts.set(key, events);
    return insertEvent(events, event);
  }

  sums(asOf: number): Sums {
    const sums: Sums = new Map();
    for (const events of this.contacts.values()) this.#fold(events, asOf, sums);
    return sums;
  }

  #fold(events: readonly CanonicalEvent[], asOf: number, sums: Sums): void {
    const names = new Names();
    const folder = new ContactFolder();
    const channel = events[0]!.channel!;
    folder.reset(channel);
    const of = (text: string): Name => names.of(text);
    const positions = new FoldOrder().of({
      count: events.length,
      areAtOnce: (one, other) => events[one]!.time === events[other]!.time,
      sourceAt: (index) => of(events[index]!.source),
      typeAt: (index) => typeCode(events[index]!.type),
    });
    for (const position of positions)
      folder.step(new FoldEvent().set(events[position]!, { source: of, queue: of, agent: of, reason: of, label: of }));
    folder.emit(
      new Summing(sums, channel, names),
      {
        surveys: [names.of(SURVEY)],
        surveyOf: (survey) => names.of(names.textOf(survey) === SURVEY ? SURVEY : OTHER_SURVEY),
        lowScoreAt: () => 2_000,
        firstContact: () => FIRST_CONTACT.none,
        policyOf: () => this.#policy,
        restartAfter: (_source, at, sequence) =>
          this.restarts.find((restart) => isAfter(restart, at, sequence))?.at ?? UNKNOWN,
        endOfLeg: () => UNKNOWN,
      },
      asOf,
    );
  }
}

class Summing implements ContributionSink {
  readonly #sums: Sums;
  readonly #channel: Channel;
  readonly #names: Names;
  #into: readonly unknown[] = [];
  #reason: string | null = null;

  constructor(sums: Sums, channel: Channel, names: Names) {
    this.#sums = sums;
    this.#channel = channel;
    this.#names = names;
  }

  of(): void {}
  about(reason: Name): void {
    const told = this.#names.textOf(reason);
    this.#reason = told === null || told === REASON ? told : OTHER_REASON;
  }

  into(queue: Name, agent: Name): void {
    const [ofQueue, ofAgent] = [this.#names.textOf(queue), this.#names.textOf(agent)];
    this.#into =
      ofAgent !== null
        ? ["leg", ofAgent]
        : ofQueue !== null
          ? ["stay", ofQueue, this.#channel, this.#reason]
          : ["unplaced", this.#channel];
  }

  ofSurvey(survey: Name): void {
    this.#into = ["survey", this.#names.textOf(survey)];
  }

  add(at: number, counter: number, amount: number): void {
    addTo(this.#sums, [...this.#into, at, counter], amount);
  }

  waiting(queue: Name, since: number, pastThreshold: boolean): void {
    const where = [this.#names.textOf(queue), this.#channel];
    addTo(this.#sums, ["waiting", ...where], 1);
    if (pastThreshold) addTo(this.#sums, ["past", ...where], 1);
    const oldest = JSON.stringify(["oldest", ...where]);
    this.#sums.set(oldest, Math.min(since, this.#sums.get(oldest) ?? since));
  }

  handling(queue: Name): void {
    addTo(this.#sums, ["handling", this.#names.textOf(queue), this.#channel], 1);
  }

  work(kind: string, agent: Name, queue: Name, source: Name, from: number, to: number, sequence: number): void {
    const [by, where, told] = [agent, queue, source].map((name) => this.#names.textOf(name));
    addTo(this.#sums, ["work", kind, by, where, told, from, to === UNKNOWN ? null : to, sequence], 1);
  }
}
