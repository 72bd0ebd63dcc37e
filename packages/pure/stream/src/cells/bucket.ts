/**
 * What happened in one cell during one pane or slice, while something is being added: counters by column, the distribution of
 * answered waits, the longest waits. Every amount can be taken back; a bucket from which everything was taken back is empty.
 * Between two commits a bucket rests as the bytes that the store has (`pack`), and a bucket that is done is used for another.
 *
 * Law: unpack(pack(bucket)) = bucket, and equal contents have equal bytes (but for a thin list of longest waits).
 */
import { AGENT_TIME, ANSWERED_WAIT, FINISHED_WAIT, newCounters, TopWaits, WaitSketch } from "@floorwalker/domain";
import type { ByteReader } from "../columns/byte-reader.ts";
import type { ByteWriter } from "../columns/byte-writer.ts";
import { type AmountRows, ROW_BITS, ROW_COLUMNS } from "./amount-rows.ts";
import type { Buckets } from "./buckets.ts";
import type { CounterColumns } from "./counter-columns.ts";

/** First byte of a row. 1 was JSON. */
export const BUCKET_FORMAT = 2;

/** By counter: of a transition the counter of its moments; −1: it is none. */
export const MOMENT_OF: readonly number[] = newCounters().map(
  (_, counter) => AGENT_TIME.find(({ net }) => net === counter)?.moment ?? -1,
);

const NO_ROW = -1;
/** As many as this release's counters need. */
const FEW_ROWS = Math.ceil(newCounters().length / ROW_COLUMNS);

export class Bucket {
  /** Whose it is now; null: nobody's. */
  home: Buckets | null = null;
  /** Number of the pane or slice. */
  index = 0;
  /** When it begins, epoch ms. */
  start = 0;
  /** By row of columns, where its amounts lie; NO_ROW: none of them occurs. */
  #places = new Int32Array(FEW_ROWS).fill(NO_ROW);
  readonly #columns: CounterColumns;
  readonly #rows: AmountRows;
  #count = 0;
  readonly waits = new WaitSketch();
  readonly longest: TopWaits;

  /** `keep`: how many longest waits are known exactly. */
  constructor(columns: CounterColumns, rows: AmountRows, keep: number) {
    this.#columns = columns;
    this.#rows = rows;
    this.longest = new TopWaits(keep);
  }

  /** Empty, and from now on this pane or slice of its home. */
  begin(home: Buckets, index: number): void {
    this.home = home;
    this.index = index;
    this.start = index * home.lengthMs;
    this.#count = this.#columns.count;
    if (this.#count > this.#places.length * ROW_COLUMNS)
      this.#places = new Int32Array(Math.ceil(this.#count / ROW_COLUMNS));
    this.#places.fill(NO_ROW);
    this.waits.clear();
    this.longest.clear();
  }

  add(column: number, amount: number): void {
    const place = this.#placeOf(column);
    this.#rows.amounts[place]! += amount;
  }

  /** Where amounts of the column are added up, among those of all open buckets. */
  #placeOf(column: number): number {
    const row = column >> ROW_BITS;
    let place = this.#places[row]!;
    if (place === NO_ROW) {
      place = this.#rows.take();
      this.#places[row] = place;
    }
    return place + (column & (ROW_COLUMNS - 1));
  }

  /** A wait is no amount: it goes into the distribution, or is one of the longest. */
  addWait(counter: number, wait: number, sign: 1 | -1): void {
    if (counter !== FINISHED_WAIT && counter !== ANSWERED_WAIT) throw new RangeError(`no such counter: ${counter}`);
    if (sign === 1) this.longest.add(wait);
    else this.longest.remove(wait);
    if (counter === FINISHED_WAIT) return;
    if (sign === 1) this.waits.add(wait);
    else this.waits.subtract(wait);
  }

  isEmpty(): boolean {
    if (!this.longest.isEmpty() || !this.waits.isEmpty()) return false;
    const { amounts } = this.#rows;
    for (const place of this.#places)
      if (place !== NO_ROW) for (let at = place; at < place + ROW_COLUMNS; at++) if (amounts[at] !== 0) return false;
    return true;
  }

  /** The amounts by column, what is not 0. */
  eachAmount(visit: (column: number, amount: number) => void): void {
    const { amounts } = this.#rows;
    const places = this.#places;
    for (let row = 0; row < places.length; row++) {
      const place = places[row]!;
      if (place === NO_ROW) continue;
      for (let column = 0; column < ROW_COLUMNS; column++) {
        const amount = amounts[place + column]!;
        if (amount !== 0) visit(row * ROW_COLUMNS + column, amount);
      }
    }
  }

  /**
   * The format, the longest waits (first, so that the longest is read without the rest), the distribution; then of each column
   * that is not 0 twice its distance to the one before, and 1 more unless its amount is 1, which then follows.
   */
  pack(writer: ByteWriter): void {
    writer.byte(BUCKET_FORMAT);
    this.longest.write(writer);
    this.waits.write(writer);
    const { amounts } = this.#rows;
    const places = this.#places;
    let previous = 0;
    for (let row = 0; row < places.length; row++) {
      const place = places[row]!;
      if (place === NO_ROW) continue;
      for (let at = 0; at < ROW_COLUMNS; at++) {
        const amount = amounts[place + at]!;
        if (amount === 0) continue;
        const column = row * ROW_COLUMNS + at;
        writer.unsigned(2 * (column - previous) + (amount === 1 ? 0 : 1));
        if (amount !== 1) writer.signed(amount);
        previous = column;
      }
    }
  }

  /** Of a bucket that was just begun. */
  unpack(reader: ByteReader): void {
    openBucket(reader);
    this.longest.read(reader);
    this.waits.read(reader);
    for (let column = 0; !reader.isAtEnd; ) {
      const told = reader.unsigned();
      column += told >> 1;
      if (column >= this.#count) throw new RangeError(`no counter has column ${column}`);
      this.add(column, (told & 1) === 0 ? 1 : reader.signed());
    }
  }
}

/** @throws RangeError when the row is of a format that is not known. */
export function openBucket(reader: ByteReader): void {
  const format = reader.byte();
  if (format !== BUCKET_FORMAT) throw new RangeError(`a pane or slice in a format that is not known: ${format}`);
}
