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
  /** Descending, at most `capacity`. */
  readonly #kept: number[] = [];
  #dropped = 0;

  /** @param capacity K, at least 1. */
  constructor(capacity = 64) {
    if (!(Number.isInteger(capacity) && capacity >= 1)) throw new RangeError(`capacity must be 1 or more: ${capacity}`);
    this.#capacity = capacity;
  }

  /** Number of waits, kept or dropped. */
  get total(): number {
    return this.#kept.length + this.#dropped;
  }

  isEmpty(): boolean {
    return this.total === 0;
  }

  isThin(): boolean {
    return this.#dropped > 0 && this.#kept.length < this.#capacity;
  }

  clear(): void {
    this.#kept.length = 0;
    this.#dropped = 0;
  }

  /** Longest wait, ms; null when there are none; "unknown" asks for `refill`. */
  max(): number | null | "unknown" {
    if (this.#kept.length > 0) return this.#kept[0]!;
    return this.#dropped > 0 ? "unknown" : null;
  }

  /** @param wait ms, 0 or more; a fraction is dropped. @throws RangeError on a negative or infinite wait. */
  add(wait: number): void {
    const ms = wholeMs(wait);
    const at = this.#firstShorter(ms);
    // No longer than any kept while others are dropped: room in the list does not help, one of those may be longer.
    if (this.#dropped > 0 && at === this.#kept.length) {
      this.#dropped++;
      return;
    }
    this.#kept.splice(at, 0, ms);
    this.#trim();
  }

  /** Takes back one wait that was added: not in the list means one of the dropped. @throws RangeError when it can be neither. */
  remove(wait: number): void {
    const ms = wholeMs(wait);
    const at = this.#firstShorter(ms) - 1;
    if (this.#kept[at] === ms) this.#kept.splice(at, 1);
    else if (this.#dropped > 0 && at === this.#kept.length - 1) this.#dropped--;
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
    this.clear();
    let known = 0;
    let total = 0;
    const kept: number[] = [];
    for (const part of parts) {
      total += part.total;
      kept.push(...part.#kept);
      if (part.#dropped > 0) known = Math.max(known, part.#kept.at(-1)!);
    }
    this.#kept.push(...kept.filter((ms) => ms >= known).sort((a, b) => b - a));
    this.#dropped = total - this.#kept.length;
    this.#trim();
  }

  /** How many are kept; the longest, then of each how much shorter it is than the one before; how many are dropped. */
  write(sink: NumberSink): void {
    sink.unsigned(this.#kept.length);
    let previous = 0;
    for (let index = 0; index < this.#kept.length; index++) {
      const ms = this.#kept[index]!;
      sink.unsigned(index === 0 ? ms : previous - ms);
      previous = ms;
    }
    sink.unsigned(this.#dropped);
  }

  /** What `write` wrote takes the place of what is there. With a smaller capacity than it was written with, the rest is dropped. */
  read(source: NumberSource): void {
    this.clear();
    let previous = 0;
    const count = source.unsigned();
    for (let index = 0; index < count; index++) {
      const told = source.unsigned();
      previous = index === 0 ? told : previous - told;
      this.#kept.push(previous);
    }
    this.#dropped = source.unsigned();
    this.#trim();
  }

  /** The longest of what `write` wrote, ms; null: there is none. */
  static longestOf(source: NumberSource): number | null {
    return source.unsigned() === 0 ? null : source.unsigned();
  }

  /** Passes what `write` wrote. */
  static pass(source: NumberSource): void {
    for (let left = source.unsigned(); left >= 0; left--) source.unsigned();
  }

  #trim(): void {
    while (this.#kept.length > this.#capacity) {
      this.#kept.pop();
      this.#dropped++;
    }
  }

  /** Index of the first kept wait shorter than `ms`. */
  #firstShorter(ms: number): number {
    let low = 0;
    let high = this.#kept.length;
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
