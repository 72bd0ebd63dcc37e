/**
 * Where amounts of one set of cells and one pane land: the open pane and slice of each cell, and the sums that are kept up over them.
 * It is found once for all that a contact adds there, which is several amounts nearly always, and then adding is a loop over what was
 * found. Law: as if each amount were added to each cell by itself. Whoever closes buckets, or makes or moves a kept sum,
 * leaves it first.
 */
import { COUNTER_COUNT } from "@floorwalker/domain";
import { type Bucket, MOMENT_OF } from "./bucket.ts";
import type { BucketPool } from "./bucket-pool.ts";
import type { Cell, LandingPlaces } from "./cell.ts";
import type { KeptSum } from "./kept-sum.ts";
import { PANE_MS, paneOf } from "./pane-time.ts";

/** What is counted together. */
export interface Landed {
  readonly cells: readonly Cell[];
}

export class Landing implements LandingPlaces {
  readonly #pool: BucketPool;
  #set: Landed | null = null;
  /** Of the pane, epoch ms. */
  #from = 0;
  /** The first `bucketCount`; the lists are used again and again. */
  readonly #buckets: Bucket[] = [];
  #bucketCount = 0;
  readonly #sums: KeptSum[] = [];
  #sumCount = 0;

  constructor(pool: BucketPool) {
    this.#pool = pool;
  }

  isAt(set: Landed, at: number): boolean {
    return set === this.#set && at >= this.#from && at < this.#from + PANE_MS;
  }

  /** `kept`: the first pane and slice that are. */
  moveTo(set: Landed, at: number, kept: { readonly pane: number; readonly slice: number }): void {
    this.leave();
    for (const cell of set.cells) cell.open(at, kept, this);
    this.#set = set;
    this.#from = paneOf(at) * PANE_MS;
  }

  leave(): void {
    this.#set = null;
    this.#bucketCount = 0;
    this.#sumCount = 0;
  }

  bucket(bucket: Bucket): void {
    this.#buckets[this.#bucketCount++] = bucket;
  }

  sum(sum: KeptSum): void {
    this.#sums[this.#sumCount++] = sum;
  }

  /** One amount, added (1) or taken back (−1). */
  add(at: number, counter: number, amount: number, sign: 1 | -1): void {
    if (counter < COUNTER_COUNT) this.#count(at, counter, sign * amount);
    else for (let index = 0; index < this.#bucketCount; index++) this.#buckets[index]!.addWait(counter, amount, sign);
    for (let index = 0; index < this.#sumCount; index++) this.#sums[index]!.add(at, counter, amount, sign);
  }

  #count(at: number, counter: number, amount: number): void {
    const { columns } = this.#pool;
    const buckets = this.#buckets;
    const count = this.#bucketCount;
    const column = columns.columnOf(counter);
    for (let index = 0; index < count; index++) buckets[index]!.add(column, amount);
    const momentOf = MOMENT_OF[counter]!;
    if (momentOf < 0) return;
    const moment = columns.columnOf(momentOf);
    for (let index = 0; index < count; index++) {
      const bucket = buckets[index]!;
      bucket.add(moment, amount * (at - bucket.start));
    }
  }
}
