/**
 * The amounts of all open buckets of a site in a single array, by rows of a few columns: a bucket takes the next row when the first of its
 * columns occurs in it, so what never occurs costs nothing. All rows are given back together, when a commit has laid their buckets to
 * rest. Law: a row that is taken holds nothing but 0.
 */
/** A row has 2 ** ROW_BITS columns: what counts together mostly stands together. */
export const ROW_BITS = 4;
export const ROW_COLUMNS = 1 << ROW_BITS;

const SMALLEST = 1_024;
/** Far more room than the last commit needed goes: catching up is over. */
const AMPLE = 8;

export class AmountRows {
  /** Replaced when it grows: not to be kept. */
  amounts: Float64Array<ArrayBuffer> = new Float64Array(0);
  #used = 0;

  /** Place of its first column; good until all are given back. */
  take(): number {
    const place = this.#used;
    this.#used = place + ROW_COLUMNS;
    if (this.#used > this.amounts.length) {
      const grown = new Float64Array(Math.max(SMALLEST, 2 * this.amounts.length, this.#used));
      grown.set(this.amounts);
      this.amounts = grown;
    }
    return place;
  }

  giveBackAll(): void {
    const used = this.#used;
    this.#used = 0;
    if (this.amounts.length > Math.max(SMALLEST, AMPLE * used)) this.amounts = new Float64Array(2 * used);
    else this.amounts.fill(0, 0, used);
  }
}
