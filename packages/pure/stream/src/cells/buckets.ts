/**
 * The panes, or the slices, of one cell: those that something was added to since the last commit open, all others as bytes.
 * Whoever reads sees no difference.
 */
import { type CellKey, TopWaits } from "@floorwalker/domain";
import { ByteReader } from "../columns/byte-reader.ts";
import type { ByteWriter } from "../columns/byte-writer.ts";
import { type Bucket, openBucket } from "./bucket.ts";
import type { BucketPool } from "./bucket-pool.ts";
import { PackedRows } from "./packed-rows.ts";
import { longer, Span } from "./span.ts";

const reader = new ByteReader();

export interface BucketsParts {
  readonly cell: CellKey;
  /** What the keys of its rows begin with. */
  readonly rowPrefix: string;
  /** Of each, ms. */
  readonly lengthMs: number;
  /** How many a row holds. */
  readonly perRow: number;
  readonly pool: BucketPool;
}

/** What a commit makes another in a bucket. */
export interface BucketDifference {
  /** Its own longest wait tells nothing. */
  readonly span: Span;
  readonly longest: { readonly before: number | null; readonly after: number | null };
}

/** First byte of a row of several. One alone is the row as it is (`BUCKET_FORMAT`). */
const SEVERAL_FORMAT = 3;

export class Buckets {
  readonly cell: CellKey;
  /** In its site. */
  readonly number: number;
  /** What the keys of its rows begin with. */
  readonly rowPrefix: string;
  /** Of each, ms. */
  readonly lengthMs: number;
  /** How many a row holds. */
  readonly #perRow: number;
  /** Rows that are no longer as the store has them. */
  readonly changedRows: number[] = [];
  /** Those that are not open. */
  readonly resting = new PackedRows();
  readonly #pool: BucketPool;
  /** The one opened last at the end. */
  readonly #open: Bucket[] = [];
  /** Of those that are open; ∞: there are none. */
  #oldestOpen = Number.POSITIVE_INFINITY;

  constructor({ cell, rowPrefix, lengthMs, perRow, pool }: BucketsParts) {
    this.cell = cell;
    this.number = pool.newHome();
    this.rowPrefix = rowPrefix;
    this.lengthMs = lengthMs;
    this.#perRow = perRow;
    this.#pool = pool;
  }

  /** Open, to be added to. */
  at(index: number): Bucket {
    const last = this.#open.length === 0 ? null : this.#open[this.#open.length - 1]!;
    if (last !== null && last.index === index) return last;
    const open = this.#pool.find(this, index);
    if (open !== null) return open;
    const bucket = this.#pool.begin(this, index);
    const place = this.resting.placeOf(index);
    if (this.#restsAt(place, index)) bucket.unpack(this.resting.open(place, reader));
    this.#open.push(bucket);
    if (index < this.#oldestOpen) this.#oldestOpen = index;
    return bucket;
  }

  /** The longest waits of one that is open or can be opened; null: there is none. */
  longestAt(index: number): TopWaits | null {
    return this.#pool.find(this, index) !== null || this.resting.has(index) ? this.at(index).longest : null;
  }

  get size(): number {
    return this.resting.size + this.#open.length;
  }

  /** Index of the oldest; ∞: there is none. */
  get oldest(): number {
    return this.resting.size === 0 ? this.#oldestOpen : Math.min(this.#oldestOpen, this.resting.indexAt(0));
  }

  /** Index of the first from there on; ∞: there is none. */
  firstFrom(index: number): number {
    const place = this.resting.placeOf(index);
    let first = place < this.resting.size ? this.resting.indexAt(place) : Number.POSITIVE_INFINITY;
    for (const bucket of this.#open) if (bucket.index >= index && bucket.index < first) first = bucket.index;
    return first;
  }

  /** Index of the newest; −∞: there is none. */
  get newest(): number {
    let newest = this.resting.size === 0 ? Number.NEGATIVE_INFINITY : this.resting.indexAt(this.resting.size - 1);
    for (const { index } of this.#open) if (index > newest) newest = index;
    return newest;
  }

  /** Is there any in [from, to)? */
  hasWithin(from: number, to: number): boolean {
    const place = this.resting.placeOf(from);
    if (place < this.resting.size && this.resting.indexAt(place) < to) return true;
    for (const { index } of this.#open) if (index >= from && index < to) return true;
    return false;
  }

  /** When those begin in which something is, epoch ms, in no order. */
  *starts(): Generator<number> {
    const { resting } = this;
    for (let place = 0; place < resting.size; place++)
      if (this.#pool.find(this, resting.indexAt(place)) === null) yield resting.indexAt(place) * this.lengthMs;
    for (const bucket of this.#open) if (!bucket.isEmpty()) yield bucket.start;
  }

  /** Adds those of [from, to) to a span, or takes them off it. */
  sum(span: Span, from: number, to: number, sign: 1 | -1 = 1): void {
    const { resting } = this;
    const { columns } = this.#pool;
    for (let place = resting.placeOf(from); place < resting.size; place++) {
      const index = resting.indexAt(place);
      if (index >= to) break;
      if (this.#open.length > 0 && this.#pool.find(this, index) !== null) continue;
      span.addPacked(resting.open(place, reader), index * this.lengthMs, columns, sign);
    }
    for (const bucket of this.#open)
      if (bucket.index >= from && bucket.index < to) span.addBucket(bucket, columns, sign);
  }

  /** Longest wait in [from, to), ms; null when there are none. An unknown one must have been recounted before. */
  longest(from: number, to: number): number | null {
    const { resting } = this;
    let longest: number | null = null;
    for (let place = resting.placeOf(from); place < resting.size; place++) {
      const index = resting.indexAt(place);
      if (index >= to) break;
      if (this.#open.length > 0 && this.#pool.find(this, index) !== null) continue;
      openBucket(resting.open(place, reader));
      longest = longer(longest, TopWaits.longestOf(reader));
    }
    for (const bucket of this.#open) {
      if (bucket.index < from || bucket.index >= to) continue;
      const wait = bucket.longest.max();
      if (wait === "unknown") throw new Error("longest wait read before it was recounted");
      longest = longer(longest, wait);
    }
    return longest;
  }

  /** All are packed, or empty: none is open any more. */
  closeAll(): void {
    this.#open.length = 0;
    this.#oldestOpen = Number.POSITIVE_INFINITY;
  }

  /** What the bytes [from, to) say of a bucket beyond what it rests as; null: they say the same. */
  difference(index: number, bytes: Uint8Array, from: number, to: number): BucketDifference | null {
    const { columns } = this.#pool;
    const start = index * this.lengthMs;
    const span = new Span(start);
    let [before, after]: [number | null, number | null] = [null, null];
    const place = this.resting.placeOf(index);
    if (this.#restsAt(place, index)) {
      before = longestOf(this.resting.open(place, reader));
      span.addPacked(this.resting.open(place, reader), start, columns, -1);
    }
    if (from < to) {
      after = longestOf(reader.open(bytes, from, to));
      span.addPacked(reader.open(bytes, from, to), start, columns, 1);
    }
    const isSame = before === after && span.waits.isEmpty() && span.counters.every((amount) => amount === 0);
    return isSame ? null : { span, longest: { before, after } };
  }

  /** It rests as the bytes [from, to); none: it is empty, and gone. */
  rest(index: number, bytes: Uint8Array, from: number, to: number): void {
    const changed = from === to ? this.resting.remove(index) : this.resting.put(index, bytes, from, to);
    if (changed) this.rowChanged(this.#rowOf(index));
  }

  rowChanged(row: number): void {
    // Nearly always the same as that of the bucket before.
    if (!this.changedRows.includes(row)) this.changedRows.push(row);
  }

  #rowOf(index: number): number {
    return Math.floor(index / this.#perRow);
  }

  /**
   * Writes what a row holds, nothing when that is nothing. Of several the format, then of each its place in the row, its length
   * and its bytes.
   */
  writeRow(row: number, writer: ByteWriter): void {
    const { resting } = this;
    const first = row * this.#perRow;
    let place = resting.placeOf(first);
    if (place === resting.size || resting.indexAt(place) >= first + this.#perRow) return;
    if (this.#perRow > 1) writer.byte(SEVERAL_FORMAT);
    for (; place < resting.size && resting.indexAt(place) < first + this.#perRow; place++) {
      const { bytes, at, end } = resting.open(place, reader);
      if (this.#perRow > 1) {
        writer.byte(resting.indexAt(place) - first);
        writer.unsigned(end - at);
      }
      writer.copy(bytes, at, end);
    }
  }

  /** A row as the store has it. */
  restoreRow(row: number, value: Uint8Array): void {
    if (this.#perRow === 1) {
      this.resting.put(row, value);
      return;
    }
    const reader = new ByteReader().open(value);
    const format = reader.byte();
    if (format !== SEVERAL_FORMAT) throw new RangeError(`a row of panes in a format that is not known: ${format}`);
    while (!reader.isAtEnd) {
      const index = row * this.#perRow + reader.byte();
      const length = reader.unsigned();
      reader.pass(length);
      this.resting.put(index, value, reader.at - length, reader.at);
    }
  }

  /** Of a store in which each pane had a row of its own. */
  restoreOne(index: number, value: Uint8Array): void {
    this.resting.put(index, value);
    this.rowChanged(this.#rowOf(index));
  }

  /** Drops those before `index`, which is the first of its row; `stored` hears of the rows that go. True: there were some. */
  dropBefore(index: number, stored: (row: string) => void): boolean {
    const { resting } = this;
    const before = this.size;
    const places = resting.placeOf(index);
    for (let place = 0; place < places; place++) {
      const row = this.#rowOf(resting.indexAt(place));
      if (place + 1 < places && this.#rowOf(resting.indexAt(place + 1)) === row) continue;
      if (row < this.#rowOf(index)) stored(this.rowPrefix + row);
      else this.rowChanged(row);
    }
    resting.removeBefore(index);
    if (this.#oldestOpen < index) {
      for (let at = this.#open.length - 1; at >= 0; at--) {
        const bucket = this.#open[at]!;
        if (bucket.index >= index) continue;
        bucket.home = null;
        this.#open.splice(at, 1);
      }
      this.#oldestOpen = Math.min(Number.POSITIVE_INFINITY, ...this.#open.map((bucket) => bucket.index));
    }
    return this.size < before;
  }

  #restsAt(place: number, index: number): boolean {
    return place < this.resting.size && this.resting.indexAt(place) === index;
  }
}

function longestOf(packed: ByteReader): number | null {
  openBucket(packed);
  return TopWaits.longestOf(packed);
}
