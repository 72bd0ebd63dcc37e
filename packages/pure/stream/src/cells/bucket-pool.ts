/**
 * Buckets of a site that something was added to since the last commit, found by whose they are and their index, and those that are
 * free to be used again.
 */
import { AmountRows } from "./amount-rows.ts";
import { Bucket } from "./bucket.ts";
import type { Buckets } from "./buckets.ts";
import type { CounterColumns } from "./counter-columns.ts";

/** So many are always kept. Catching up touches thousands between two commits: as many as the last one did, for the next. */
const FEW = 256;
/** Places in the table of what is open, at first; at most half of them are taken. */
const SMALLEST = 64;

export class BucketPool {
  readonly columns: CounterColumns;
  readonly rows = new AmountRows();
  readonly #keep: number;
  readonly #free: Bucket[] = [];
  readonly #touched: Bucket[] = [];
  /** By hash, each at the first place that was free from there on. What was dropped is nobody's, and stays. */
  #open: (Bucket | null)[] = new Array<Bucket | null>(SMALLEST).fill(null);
  #homes = 0;

  constructor(columns: CounterColumns, keep: number) {
    this.columns = columns;
    this.#keep = keep;
  }

  /** For the panes or slices of one more cell. */
  newHome(): number {
    return this.#homes++;
  }

  /** Null: it is not open. */
  find(home: Buckets, index: number): Bucket | null {
    const open = this.#open;
    const mask = open.length - 1;
    for (let at = hashOf(home.number, index) & mask; ; at = (at + 1) & mask) {
      const bucket = open[at]!;
      if (bucket === null || (bucket.index === index && bucket.home === home)) return bucket;
    }
  }

  /** Empty, and touched until all are given back. It must not be open. */
  begin(home: Buckets, index: number): Bucket {
    const bucket = this.#free.pop() ?? new Bucket(this.columns, this.rows, this.#keep);
    bucket.begin(home, index);
    this.#touched.push(bucket);
    if (2 * this.#touched.length > this.#open.length) this.#grow();
    else this.#enter(bucket, home);
    return bucket;
  }

  #enter(bucket: Bucket, home: Buckets): void {
    const mask = this.#open.length - 1;
    let at = hashOf(home.number, bucket.index) & mask;
    while (this.#open[at] !== null) at = (at + 1) & mask;
    this.#open[at] = bucket;
  }

  #grow(): void {
    this.#open = new Array<Bucket | null>(2 * this.#open.length).fill(null);
    for (const bucket of this.#touched) if (bucket.home !== null) this.#enter(bucket, bucket.home);
  }

  get touched(): readonly Bucket[] {
    return this.#touched;
  }

  /** All that were touched rest now, or are dropped. */
  giveBackAll(): void {
    const touched = this.#touched;
    const most = Math.max(FEW, touched.length);
    if (this.#free.length > most) this.#free.length = most;
    for (let index = 0; index < touched.length && this.#free.length < most; index++) {
      touched[index]!.home = null;
      this.#free.push(touched[index]!);
    }
    // Few after many: catching up is over.
    if (this.#open.length > SMALLEST && 16 * touched.length < this.#open.length)
      this.#open = new Array<Bucket | null>(this.#open.length / 2).fill(null);
    else this.#open.fill(null);
    touched.length = 0;
    this.rows.giveBackAll();
  }
}

function hashOf(home: number, index: number): number {
  const hash = Math.imul(home, 0x9e37_79b1) ^ Math.imul(index, 0x85eb_ca6b);
  return hash ^ (hash >>> 15);
}
