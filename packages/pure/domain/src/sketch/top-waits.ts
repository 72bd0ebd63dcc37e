/**
 * The longest wait as a maximum that can be taken back, in bounded memory. A plain maximum cannot forget; this keeps the
 * K longest waits exactly and only counts the others. `max` is exact or says that it does not know, never a guess.
 *
 * T1  Every kept wait is at least as long as every dropped one.
 * T2  While `isThin()` is false the state is a function of the multiset of waits: any order of additions and removals
 *     gives the same. It is thin when waits of the kept list were removed while others are dropped:
 *     those would move up, but they are no longer known. It stays correct, only its numbers then depend on what happened;
 *     a refill, enough longer waits, or removal of every dropped one makes it whole again.
 * T3  `max` is "unknown" only when the list ran empty while dropped waits remain: more than K additions, then K removals.
 *     The owner then reads the waits again from its records and calls `refill`.
 */
import type { NumberSink, NumberSource } from "./numbers.ts";

export class TopWaits {
  readonly #capacity: number;
  /** The first `size` descend, at most `capacity`; what lies behind them is left over: the list is used again and again. */
  readonly #kept: number[] = [];
  #size = 0;
  #dropped = 0;

  /** @param capacity K, at least 1. */
  constructor(capacity = 64) {
    if (!(Number.isInteger(capacity) && capacity >= 1)) throw new RangeError(`capacity must be 1 or more: ${capacity}`);
    this.#capacity = capacity;
  }

  /** Number of waits, kept or dropped. */
  get total(): number {
    return this.#size + this.#dropped;
  }

  isEmpty(): boolean {
    return this.total === 0;
  }

  isThin(): boolean {
    return this.#dropped > 0 && this.#size < this.#capacity;
  }

  clear(): void {
    this.#size = 0;
    this.#dropped = 0;
  }

  /** Longest wait, ms; null when there are none; "unknown" asks for `refill`. */
  max(): number | null | "unknown" {
    if (this.#size > 0) return this.#kept[0]!;
    return this.#dropped > 0 ? "unknown" : null;
  }

  /** @param wait ms, 0 or more; a fraction is dropped. @throws RangeError on a negative or infinite wait. */
  add(wait: number): void {
    const ms = wholeMs(wait);
    const at = this.#firstShorter(ms);
    // No longer than any kept while others are dropped: room in the list does not help, one of those may be longer.
    if (at === this.#capacity || (this.#dropped > 0 && at === this.#size)) {
      this.#dropped++;
      return;
    }
    const kept = this.#kept;
    if (this.#size < this.#capacity) this.#size++;
    else this.#dropped++;
    for (let place = this.#size - 1; place > at; place--) kept[place] = kept[place - 1]!;
    kept[at] = ms;
  }

  /** Takes back one wait that was added: not in the list means one of the dropped. @throws RangeError when it can be neither. */
  remove(wait: number): void {
    const ms = wholeMs(wait);
    const at = this.#firstShorter(ms) - 1;
    const kept = this.#kept;
    if (at >= 0 && kept[at] === ms) {
      this.#size--;
      for (let place = at; place < this.#size; place++) kept[place] = kept[place + 1]!;
    } else if (this.#dropped > 0 && at === this.#size - 1) this.#dropped--;
    else throw new RangeError(`removed a wait that was never added: ${ms}`);
  }

  /** Forgets everything and counts anew: every wait that is in force, in any order. */
  refill(values: Iterable<number>): void {
    this.clear();
    for (const ms of values) this.add(ms);
  }

  /**
   * The same from lists that hold these waits between them, none of which may be "unknown": what one of them has dropped is no
   * longer than the shortest it keeps, so only what is longer than that is known of the whole.
   */
  refillFrom(parts: Iterable<TopWaits>): void {
    let known = 0;
    let total = 0;
    const kept: number[] = [];
    for (const part of parts) {
      total += part.total;
      kept.push(...part.#kept.slice(0, part.#size));
      if (part.#dropped > 0) known = Math.max(known, part.#kept[part.#size - 1]!);
    }
    const longest = kept.filter((ms) => ms >= known).sort((a, b) => b - a);
    this.#size = Math.min(longest.length, this.#capacity);
    for (let place = 0; place < this.#size; place++) this.#kept[place] = longest[place]!;
    this.#dropped = total - this.#size;
  }

  /** How many are kept; the longest, then of each how much shorter it is than the one before; how many are dropped. */
  write(sink: NumberSink): void {
    sink.unsigned(this.#size);
    let previous = 0;
    for (let index = 0; index < this.#size; index++) {
      const ms = this.#kept[index]!;
      sink.unsigned(index === 0 ? ms : previous - ms);
      previous = ms;
    }
    sink.unsigned(this.#dropped);
  }

  /** What `write` wrote takes the place of what is there. With a smaller capacity than it was written with, the rest is dropped. */
  read(source: NumberSource): void {
    let previous = 0;
    const count = source.unsigned();
    this.#size = Math.min(count, this.#capacity);
    for (let index = 0; index < count; index++) {
      const told = source.unsigned();
      previous = index === 0 ? told : previous - told;
      if (index < this.#size) this.#kept[index] = previous;
    }
    this.#dropped = source.unsigned() + count - this.#size;
  }

  /** The longest of what `write` wrote, ms; null: there is none. */
  static longestOf(source: NumberSource): number | null {
    return source.unsigned() === 0 ? null : source.unsigned();
  }

  /** Passes what `write` wrote. */
  static pass(source: NumberSource): void {
    for (let left = source.unsigned(); left >= 0; left--) source.unsigned();
  }

  /** Index of the first kept wait shorter than `ms`. */
  #firstShorter(ms: number): number {
    let low = 0;
    let high = this.#size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#kept[middle]! >= ms) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function wholeMs(wait: number): number {
  if (!(wait >= 0 && wait < Number.POSITIVE_INFINITY)) throw new RangeError(`not a wait in ms: ${wait}`);
  return Math.floor(wait);
}
