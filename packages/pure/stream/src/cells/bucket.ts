/**
 * What happened in one cell during one pane or slice, while something is being added: counters by column, the distribution of
 * answered waits, the longest waits. Every amount can be taken back; a bucket from which everything was taken back is empty.
 * Between two commits a bucket rests as the bytes that the store has (`pack`), and a bucket that is done is used for another.
 *
 * Law: unpack(pack(bucket)) = bucket, and equal contents have equal bytes (but for a thin list of longest waits).
 */
import { ANSWERED_WAIT, C, COUNTER_COUNT, FINISHED_WAIT, isFlowOnly, TopWaits, WaitSketch } from "@floorwalker/domain";
import type { ByteReader } from "../columns/byte-reader.ts";
import type { ByteWriter } from "../columns/byte-writer.ts";
import type { Buckets } from "./buckets.ts";
import type { CounterColumns } from "./counter-columns.ts";

/** First byte of a row. 1 was JSON. */
export const BUCKET_FORMAT = 2;

/** Transitions and their moments are paired: the moment of counter n is n + 5. */
export const FIRST_NET = C.idleNet;
export const LAST_NET = C.impliedNet;
export const MOMENT_OFFSET = C.idleMoment - C.idleNet;

export class Bucket {
  /** Whose it is now; null: nobody's. */
  home: Buckets | null = null;
  /** Number of the pane or slice. */
  index = 0;
  /** When it begins, epoch ms. */
  start = 0;
  readonly #columns: CounterColumns;
  readonly #amounts: Float64Array;
  readonly waits = new WaitSketch();
  readonly longest: TopWaits;

  /** `keep`: how many longest waits are known exactly. */
  constructor(columns: CounterColumns, keep: number) {
    this.#columns = columns;
    this.#amounts = new Float64Array(columns.count);
    this.longest = new TopWaits(keep);
  }

  /** Empty, and from now on this pane or slice of its home. */
  begin(home: Buckets, index: number): void {
    this.home = home;
    this.index = index;
    this.start = index * home.lengthMs;
    this.#amounts.fill(0);
    this.waits.clear();
    this.longest.clear();
  }

  add(at: number, counter: number, amount: number, sign: 1 | -1): void {
    if (counter >= COUNTER_COUNT) {
      this.#addWait(counter, amount, sign);
      return;
    }
    this.#amounts[this.#columns.columnOf(counter)]! += sign * amount;
    if (counter >= FIRST_NET && counter <= LAST_NET)
      this.#amounts[this.#columns.columnOf(counter + MOMENT_OFFSET)]! += sign * amount * (at - this.start);
  }

  #addWait(counter: number, amount: number, sign: 1 | -1): void {
    if (isFlowOnly(counter)) return;
    if (counter !== FINISHED_WAIT && counter !== ANSWERED_WAIT) throw new RangeError(`no such counter: ${counter}`);
    if (sign === 1) this.longest.add(amount);
    else this.longest.remove(amount);
    if (counter === FINISHED_WAIT) return;
    if (sign === 1) this.waits.add(amount);
    else this.waits.subtract(amount);
  }

  isEmpty(): boolean {
    return this.longest.isEmpty() && this.waits.isEmpty() && this.#amounts.every((amount) => amount === 0);
  }

  /** The amounts by column, what is not 0. */
  eachAmount(visit: (column: number, amount: number) => void): void {
    for (let column = 0; column < this.#amounts.length; column++)
      if (this.#amounts[column] !== 0) visit(column, this.#amounts[column]!);
  }

  /**
   * The format, the longest waits (first, so that the longest is read without the rest), the distribution; then of each column
   * that is not 0 twice its distance to the one before, and 1 more unless its amount is 1, which then follows.
   */
  pack(writer: ByteWriter): void {
    writer.byte(BUCKET_FORMAT);
    this.longest.write(writer);
    this.waits.write(writer);
    let previous = 0;
    for (let column = 0; column < this.#amounts.length; column++) {
      const amount = this.#amounts[column]!;
      if (amount === 0) continue;
      writer.unsigned(2 * (column - previous) + (amount === 1 ? 0 : 1));
      if (amount !== 1) writer.signed(amount);
      previous = column;
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
      if (column >= this.#amounts.length) throw new RangeError(`no counter has column ${column}`);
      this.#amounts[column] = (told & 1) === 0 ? 1 : reader.signed();
    }
  }
}

/** @throws RangeError when the row is of a format that is not known. */
export function openBucket(reader: ByteReader): void {
  const format = reader.byte();
  if (format !== BUCKET_FORMAT) throw new RangeError(`a pane or slice in a format that is not known: ${format}`);
}
