/** Buckets of a site that something was added to since the last commit, and those that are free to be used again. */
import { AmountRows } from "./amount-rows.ts";
import { Bucket } from "./bucket.ts";
import type { Buckets } from "./buckets.ts";
import type { CounterColumns } from "./counter-columns.ts";

/** So many are always kept. Catching up touches thousands between two commits: as many as the last one did, for the next. */
const FEW = 256;

export class BucketPool {
  readonly columns: CounterColumns;
  readonly rows = new AmountRows();
  readonly #keep: number;
  readonly #free: Bucket[] = [];
  #touched: Bucket[] = [];

  constructor(columns: CounterColumns, keep: number) {
    this.columns = columns;
    this.#keep = keep;
  }

  /** Empty, and touched until all are given back. */
  begin(home: Buckets, index: number): Bucket {
    const bucket = this.#free.pop() ?? new Bucket(this.columns, this.rows, this.#keep);
    bucket.begin(home, index);
    this.#touched.push(bucket);
    return bucket;
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
    touched.length = 0;
    this.rows.giveBackAll();
  }
}
