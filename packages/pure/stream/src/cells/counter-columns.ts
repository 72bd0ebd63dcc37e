/**
 * Counters by name: which column of a row holds which counter. A column is given once and stored with the rows, so a counter
 * that a later release puts anywhere in its list, or leaves out, changes nothing of what stored rows mean; what this release
 * does not know stays in its column and is written back as it was.
 */
import { COUNTERS } from "@floorwalker/domain";
import { Names } from "../columns/names.ts";

/** Which column of a pane or slice holds which counter. */
export const COLUMNS_ROW = "d";
/** A counter that this release does not know. */
const UNKNOWN = -1;

export class CounterColumns {
  readonly #names = new Names();
  readonly #counters: readonly string[];
  #columns: Int32Array | null = null;
  #counterOf = new Int32Array(0);

  /** @param counters what is counted, in the order of the contributions' numbers. */
  constructor(counters: readonly string[] = COUNTERS) {
    this.#counters = counters;
  }

  /** Of a row. */
  get count(): number {
    this.#known();
    return this.#counterOf.length;
  }

  columnOf(counter: number): number {
    return this.#known()[counter]!;
  }

  /** Index of the counter; negative: of none that is known. @throws RangeError of a column that the dictionary does not have. */
  counterOf(column: number): number {
    if (this.#columns === null) this.#known();
    const counter = this.#counterOf[column];
    if (counter === undefined) throw new RangeError(`no counter has column ${column}`);
    return counter;
  }

  /** Rows of the dictionary that are not stored yet. */
  takeRows(): ReturnType<Names["takeRows"]> {
    this.#known();
    return this.#names.takeRows();
  }

  /** All of them before anything is counted or read. */
  restore(row: number, value: Uint8Array): void {
    if (this.#columns !== null) throw new Error("counters were named before their dictionary was there");
    this.#names.restore(row, value);
  }

  #known(): Int32Array {
    if (this.#columns !== null) return this.#columns;
    const columns = Int32Array.from(this.#counters, (name) => this.#names.of(name) - 1);
    this.#counterOf = new Int32Array(this.#names.size).fill(UNKNOWN);
    columns.forEach((column, counter) => {
      this.#counterOf[column] = counter;
    });
    this.#columns = columns;
    return columns;
  }
}
