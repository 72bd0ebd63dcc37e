/**
 * What numbers amount to, in 64 bits that add up: the fingerprint of a difference is the difference of the fingerprints, so it is nothing
 * when numbers have changed and have come back, however many steps that took and although nobody kept what they were.
 */
import type { IntervalNumbers } from "@floorwalker/domain";
import { type Balance, isNothing } from "./balance.ts";

/** Where the numbers of each kind begin: equal amounts of two kinds do not amount to the same. */
const [WAITS, LONGEST, AT_END, MOMENTS] = [0x1_0000, 0x2_0000, 0x3_0000, 0x4_0000];

export class Fingerprint {
  #high = 0;
  #low = 0;

  get isNothing(): boolean {
    return this.#high === 0 && this.#low === 0;
  }

  clear(): void {
    this.#high = this.#low = 0;
  }

  plus(other: Fingerprint): this {
    this.#high = (this.#high + other.#high) | 0;
    this.#low = (this.#low + other.#low) | 0;
    return this;
  }

  /** Counters and waits, which quarters of an hour add up to a day. */
  addCounted({ counters, waits }: Pick<IntervalNumbers, "counters" | "waits">): this {
    for (let counter = 0; counter < counters.length; counter++)
      if (counters[counter] !== 0) this.#add(counter, counters[counter]!);
    waits.each((bucket, count) => this.#add(WAITS + bucket, count));
    return this;
  }

  /** The longest wait of a quarter is another. */
  addLongest(before: number | null, after: number | null): this {
    this.#add(LONGEST, (after ?? -1) - (before ?? -1));
    return this;
  }

  addAtEnd(balance: Balance): this {
    if (!isNothing(balance)) for (const [at, amount] of balance.entries()) this.#add(AT_END + at, amount);
    return this;
  }

  /** One amount of a counter, or a wait that is one of the distribution; `at`: when it was, where that counts, epoch ms. */
  addShare(counter: number, amount: number, at: number | null): void {
    this.#add(counter, amount);
    if (at !== null) this.#add(MOMENTS + counter, Math.imul(amount, at));
  }

  /** A wait comes (1) or goes (−1), ms. */
  addWait(counter: number, wait: number, sign: 1 | -1): void {
    this.#add(WAITS + Math.imul(wait, 0x9e37_79b1) + counter, sign);
  }

  #add(place: number, amount: number): void {
    this.#high = (this.#high + Math.imul(oddOf(place), amount)) | 0;
    this.#low = (this.#low + Math.imul(oddOf(~place), amount)) | 0;
  }
}

/** Every place weighs differently: the bits of its number, well mixed. */
function oddOf(place: number): number {
  const once = Math.imul(place ^ (place >>> 16) ^ 0x9e37_79b9, 0x85eb_ca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2_ae35);
  return (twice ^ (twice >>> 16)) | 1;
}
