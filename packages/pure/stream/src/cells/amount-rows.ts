/**
 * The amounts of all open buckets of a site, by column: a row each, one after the other in a single array. To open a bucket is to
 * take the next row, and what counts in several cells at once is added by a loop over places in one array. All rows are given back
 * together, when a commit has laid their buckets to rest. Law: a row that is taken holds nothing but 0.
 */
const SMALLEST = 1_024;
/** Far more room than the last commit needed goes: catching up is over. */
const AMPLE = 8;

export class AmountRows {
  /** Replaced when it grows: not to be kept. */
  amounts: Float64Array<ArrayBuffer> = new Float64Array(0);
  #used = 0;

  /** Place of its first column; good until all are given back. */
  take(columns: number): number {
    const place = this.#used;
    this.#used = place + columns;
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
