/** Lays the buckets that were added to since the last commit to rest, and says which rows that changes. */
import type { CellKey } from "@floorwalker/domain";
import { ByteWriter } from "../columns/byte-writer.ts";
import type { RowSink } from "../site-context.ts";
import type { Bucket } from "./bucket.ts";
import type { BucketPool } from "./bucket-pool.ts";
import type { BucketDifference, Buckets } from "./buckets.ts";
import { SLICE_MS } from "./pane-time.ts";

/** Whoever is told what becomes another in slices that have closed. */
export interface SliceWatch {
  /** Those before this one. */
  readonly watchedUntil: number;
  changed(cell: CellKey, slice: number, difference: BucketDifference): void;
}

export class PackedDrain {
  readonly #writer = new ByteWriter(4_096);
  readonly #ends: number[] = [];
  readonly #homes: Buckets[] = [];

  /** The rows of one drain lie in one piece of memory: they leave together, with their commit. */
  drain(pool: BucketPool, sink: RowSink, watch: SliceWatch | null = null): void {
    this.#rest(pool, watch);
    const homes = this.#homes;
    const writer = this.#writer;
    writer.clear();
    let rows = 0;
    for (const home of homes)
      for (const row of home.changedRows) {
        home.writeRow(row, writer);
        this.#ends[rows++] = writer.length;
      }
    const bytes = writer.taken();
    let begin = 0;
    let place = 0;
    for (const home of homes) {
      for (const row of home.changedRows) {
        const end = this.#ends[place++]!;
        sink.row(home.rowPrefix + row, end === begin ? null : bytes.subarray(begin, end));
        begin = end;
      }
      home.changedRows.length = 0;
    }
    homes.length = 0;
  }

  /** Nothing was said to be changed. */
  get isDone(): boolean {
    return this.#homes.length === 0;
  }

  /** Rows change that nothing was added to. */
  changed(home: Buckets): void {
    if (!this.#homes.includes(home)) this.#homes.push(home);
  }

  #rest(pool: BucketPool, watch: SliceWatch | null): void {
    const { touched } = pool;
    const writer = this.#writer;
    const ends = this.#ends;
    writer.clear();
    for (let place = 0; place < touched.length; place++) {
      const bucket = touched[place]!;
      if (bucket.home !== null && !bucket.isEmpty()) bucket.pack(writer);
      ends[place] = writer.length;
    }
    let begin = 0;
    for (let place = 0; place < touched.length; place++) {
      const { home, index } = touched[place]!;
      if (watch !== null && home?.lengthMs === SLICE_MS && index < watch.watchedUntil)
        this.#tell(watch, home, index, begin, ends[place]!);
      this.#restOne(touched[place]!, writer.bytes, begin, ends[place]!);
      begin = ends[place]!;
    }
    pool.giveBackAll();
  }

  #tell(watch: SliceWatch, home: Buckets, index: number, from: number, to: number): void {
    const difference = home.difference(index, this.#writer.bytes, from, to);
    if (difference !== null) watch.changed(home.cell, index, difference);
  }

  /** Its bytes are [from, to); none: it is empty. */
  #restOne({ home, index }: Bucket, bytes: Uint8Array, from: number, to: number): void {
    // What is no longer kept was dropped, and its row with it.
    if (home === null) return;
    home.closeAll();
    const had = home.changedRows.length;
    home.rest(index, bytes, from, to);
    if (had === 0 && home.changedRows.length > 0) this.#homes.push(home);
  }
}
