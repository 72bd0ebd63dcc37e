/**
 * What contacts have added to the numbers, put in order of time: each amount at the moment at which it counts, and who waited from when to
 * when, read from the very amounts that tell it (offered and left, crossed). Columns, not objects: a week has millions of them.
 */
import { type AddedAmounts, C, type Channel, COUNTERS, type CounterName, ENTRY_NAMES } from "@floorwalker/domain";

/** Beside counters. */
export const ENTERS = -1;
export const CROSSES = -2;
export const LEAVES = -3;

const COUNTER_OF: ReadonlyMap<string, number> = new Map(ENTRY_NAMES.map((name, counter) => [name, counter]));
const LEFT: ReadonlySet<string> = new Set<CounterName>(["answered", "abandoned", "flowedOut"]);
const TROUBLES: ReadonlySet<number> = new Set([C.lowScores, C.escalated, C.complaints]);

/** A contact as it is kept, or as its owner has stored it. */
export interface TimelineContact {
  readonly channel: Channel;
  readonly name: string;
  readonly added: readonly AddedAmounts[];
}

/** Where something counts. `queue` null: it is known of none. */
export interface TimelinePlace {
  readonly queue: string | null;
  readonly channel: Channel;
}

export interface KeptTimelineOptions {
  /** Amounts of [from, to), epoch ms; and who waited in it. */
  readonly from: number;
  readonly to: number;
  /** Null: of all queues. */
  readonly only: TimelinePlace | null;
  /** Contacts go by their names: rules are about single ones. */
  readonly named: boolean;
  /** More are refused. */
  readonly most: number;
}

export class KeptTimeline {
  readonly #options: KeptTimelineOptions;
  readonly #at: number[] = [];
  readonly #what: number[] = [];
  readonly #amount: number[] = [];
  readonly #place: number[] = [];
  /** Of what concerns one stay, or one contact. */
  readonly #stay: number[] = [];
  readonly places: TimelinePlace[] = [];
  readonly #placeOf = new Map<string, number>();
  /** By stay: since when it waits, and whose it is. */
  readonly sinceOf: number[] = [];
  readonly nameOf: (string | null)[] = [];
  contacts = 0;

  constructor(options: KeptTimelineOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#at.length;
  }

  /** No more is taken: what is there is not all. */
  get isFull(): boolean {
    return this.#at.length > this.#options.most;
  }

  add({ channel, name, added }: TimelineContact): void {
    if (this.isFull) return;
    this.contacts++;
    const { from, to, only, named } = this.#options;
    for (const { queue, agent, survey, fact, amounts } of added) {
      if (agent !== null || survey !== null) continue;
      if (only !== null && (queue !== only.queue || channel !== only.channel)) continue;
      const place = this.#placeAt(queue, channel);
      let stay = -1;
      let [enters, crosses, leaves] = [Number.NaN, Number.NaN, Number.POSITIVE_INFINITY];
      for (const [counter, at, amount] of amounts) {
        const what = COUNTER_OF.get(counter);
        // What this program does not count it passes over.
        if (what === undefined) continue;
        if (counter === COUNTERS[C.offered]) enters = at;
        else if (counter === COUNTERS[C.crossed]) crosses = at + 1;
        else if (LEFT.has(counter)) leaves = at;
        if (at < from || at >= to) continue;
        if (named && TROUBLES.has(what) && stay < 0) stay = this.#stayOf(at, name);
        this.#put(at, what, amount, place, stay);
      }
      if (fact < 0 || queue === null || !(enters < to && leaves >= from)) continue;
      const waits = this.#stayOf(enters, named ? name : null);
      this.#put(Math.max(enters, from), ENTERS, 0, place, waits);
      if (crosses < to && crosses <= leaves) this.#put(Math.max(crosses, from), CROSSES, 0, place, waits);
      if (leaves < to) this.#put(leaves, LEAVES, 0, place, waits);
    }
  }

  #stayOf(since: number, name: string | null): number {
    this.sinceOf.push(since);
    return this.nameOf.push(name) - 1;
  }

  #placeAt(queue: string | null, channel: Channel): number {
    const key = `${channel} ${queue ?? ""}`;
    let place = this.#placeOf.get(key);
    if (place === undefined) {
      place = this.places.push({ queue, channel }) - 1;
      this.#placeOf.set(key, place);
    }
    return place;
  }

  #put(at: number, what: number, amount: number, place: number, stay: number): void {
    this.#at.push(at);
    this.#what.push(what);
    this.#amount.push(amount);
    this.#place.push(place);
    this.#stay.push(stay);
  }

  /** Entries in order of time; of one moment who enters first, who leaves last. */
  order(): Uint32Array {
    const [at, what] = [this.#at, this.#what];
    const rank = (entry: number): number => RANK[what[entry]!] ?? 0;
    return Uint32Array.from(at.keys()).sort((a, b) => at[a]! - at[b]! || rank(a) - rank(b) || a - b);
  }

  atOf = (entry: number): number => this.#at[entry]!;
  whatOf = (entry: number): number => this.#what[entry]!;
  amountOf = (entry: number): number => this.#amount[entry]!;
  placeOf = (entry: number): TimelinePlace => this.places[this.#place[entry]!]!;
  stayOf = (entry: number): number => this.#stay[entry]!;
}

const RANK: Readonly<Record<number, number>> = { [ENTERS]: 1, [CROSSES]: 2, [LEAVES]: 3 };
