/**
 * The sum of a cell's buckets [from, to), kept up by what is added to them and moved on or back in time: a rolling window, a
 * business day. Law: at any moment it equals the sum made anew.
 */
import { ANSWERED_WAIT, FINISHED_WAIT } from "@floorwalker/domain";
import type { Buckets } from "./buckets.ts";
import { longer, Span } from "./span.ts";

export class KeptSum {
  readonly #buckets: Buckets;
  #from = 0;
  #to = 0;
  #span: Span;
  /** Undefined: the longest of all may have gone; whoever reads looks for it. */
  #longest: number | null | undefined = undefined;

  constructor(buckets: Buckets, from: number, to: number) {
    this.#buckets = buckets;
    this.#span = this.#sumUp(from, to);
  }

  get from(): number {
    return this.#from;
  }

  /** Is bucket `index` a part of it? */
  covers(index: number): boolean {
    return index >= this.#from && index < this.#to;
  }

  /** An amount that goes into a bucket that it covers, or comes out of it. */
  add(at: number, counter: number, amount: number, sign: 1 | -1): void {
    this.#span.add(at, counter, amount, sign);
    if (this.#longest === undefined || (counter !== ANSWERED_WAIT && counter !== FINISHED_WAIT)) return;
    if (sign === 1) this.#longest = longer(this.#longest, Math.floor(amount));
    else if (amount >= (this.#longest ?? 0)) this.#longest = undefined;
  }

  moveTo(from: number, to: number): void {
    if (from === this.#from && to === this.#to) return;
    // Back, or nothing of it is left: to sum up anew is less work than to move bucket by bucket.
    if (from < this.#from || from >= this.#to) {
      this.#span = this.#sumUp(from, to);
      return;
    }
    this.#buckets.sum(this.#span, this.#to, to);
    this.#buckets.sum(this.#span, this.#from, from, -1);
    this.#moveLongest(from, to);
    this.#from = from;
    this.#to = to;
  }

  read(): Span {
    if (this.#longest === undefined) this.#longest = this.#buckets.longest(this.#from, this.#to);
    this.#span.longest = this.#longest;
    return this.#span;
  }

  #moveLongest(from: number, to: number): void {
    if (this.#longest === undefined) return;
    const gone = this.#buckets.longest(this.#from, from);
    if (gone !== null && gone >= (this.#longest ?? 0)) this.#longest = undefined;
    else this.#longest = longer(this.#longest, this.#buckets.longest(this.#to, to));
  }

  #sumUp(from: number, to: number): Span {
    this.#from = from;
    this.#to = to;
    this.#longest = undefined;
    const span = new Span(from * this.#buckets.lengthMs);
    this.#buckets.sum(span, from, to);
    return span;
  }
}
