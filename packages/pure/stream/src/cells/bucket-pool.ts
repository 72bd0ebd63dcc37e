/** Buckets of a site that something was added to since the last commit, and those that are free to be used again. */
import { Bucket } from "./bucket.ts";
import type { Buckets } from "./buckets.ts";
import type { CounterColumns } from "./counter-columns.ts";

/** A drain touches very many between two commits; what a live site needs is kept. */
const MOST_FREE = 1_000;

export class BucketPool {
  readonly columns: CounterColumns;
  readonly #keep: number;
  readonly #free: Bucket[] = [];
  #touched: Bucket[] = [];

  constructor(columns: CounterColumns, keep: number) {
    this.columns = columns;
    this.#keep = keep;
  }

  /** Empty, and touched until the next `take`. */
  begin(home: Buckets, index: number): Bucket {
    const bucket = this.#free.pop() ?? new Bucket(this.columns, this.#keep);
    bucket.begin(home, index);
    this.#touched.push(bucket);
    return bucket;
  }

  get touched(): readonly Bucket[] {
    return this.#touched;
  }

  /** All that were touched; whoever takes them gives them back. */
  take(): readonly Bucket[] {
    const taken = this.#touched;
    this.#touched = [];
    return taken;
  }

  giveBack(bucket: Bucket): void {
    bucket.home = null;
    if (this.#free.length < MOST_FREE) this.#free.push(bucket);
  }
}
