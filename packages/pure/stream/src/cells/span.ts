/**
 * The sum of buckets over a span of time: what KPIs are read from. Merging is addition, so merge(a, b) over cells equals the
 * same span of a cell that had all their events. Of agents' transitions a span knows Σ ±(time − anchor): with the agents there
 * are at its end that is the time they spent in each state (`stateTimes`), however long it is and without looking at one of them.
 */
import { ANSWERED_WAIT, COUNTER_COUNT, type Counters, newCounters, TopWaits, WaitSketch } from "@floorwalker/domain";
import type { ByteReader } from "../columns/byte-reader.ts";
import { type Bucket, MOMENT_OF, openBucket } from "./bucket.ts";
import type { CounterColumns } from "./counter-columns.ts";

export class Span {
  /** What moments are told from, epoch ms. */
  readonly anchor: number;
  readonly counters: Counters = newCounters();
  readonly waits = new WaitSketch();
  /** Longest wait of finished segments, ms; null when there are none. */
  longest: number | null = null;

  constructor(anchor: number) {
    this.anchor = anchor;
  }

  /** One amount of a contribution; what is no counter and no answered wait is none of its business. */
  add(at: number, counter: number, amount: number, sign: 1 | -1): void {
    if (counter < COUNTER_COUNT) this.#count(counter, sign * amount, at);
    else if (counter !== ANSWERED_WAIT) return;
    else if (sign === 1) this.waits.add(amount);
    else this.waits.subtract(amount);
  }

  addBucket(bucket: Bucket, columns: CounterColumns, sign: 1 | -1): void {
    this.waits.merge(bucket.waits, sign);
    bucket.eachAmount((column, amount) => this.#count(columns.counterOf(column), sign * amount, bucket.start));
  }

  /** The same of a bucket that rests; `start` is when it begins. */
  addPacked(reader: ByteReader, start: number, columns: CounterColumns, sign: 1 | -1): void {
    openBucket(reader);
    TopWaits.pass(reader);
    this.waits.read(reader, sign);
    for (let column = 0; !reader.isAtEnd; ) {
      const told = reader.unsigned();
      column += told >> 1;
      const amount = (told & 1) === 0 ? 1 : reader.signed();
      this.#count(columns.counterOf(column), sign * amount, start);
    }
  }

  #count(counter: number, amount: number, at: number): void {
    if (counter < 0) return;
    this.counters[counter]! += amount;
    const moment = MOMENT_OF[counter]!;
    if (moment >= 0) this.counters[moment]! += amount * (at - this.anchor);
  }
}

/** Of two waits that may not exist. */
export const longer = (a: number | null, b: number | null): number | null =>
  a === null || (b !== null && b > a) ? b : a;
