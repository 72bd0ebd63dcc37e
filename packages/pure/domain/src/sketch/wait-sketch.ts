/**
 * A distribution of waits that merges, subtracts and serialises exactly: percentiles of a window are read from the sum
 * of its panes. Not an estimate that depends on history but a function of the multiset of waits:
 *
 * W1  Buckets hold integer counts, so any order of `add`, `subtract` and `merge` with the same sum gives the same bytes.
 * W2  A bucket whose count is 0 does not exist: adding and subtracting the same wait leaves no trace.
 * W3  `quantile` is within 1 % of the exact nearest-rank value (W4: the error is below 1/129).
 * W4  Waits below 128 ms have a bucket each; above, every power of two is cut into 64 buckets of equal width, and a bucket
 *     [lo, hi] answers 2·lo·hi / (lo + hi), which is off by the same share (hi − lo) / (hi + lo) at both ends. Bucket
 *     numbers are integer arithmetic: no logarithm whose last bit could differ between machines.
 *
 * Sparse: sorted arrays of the buckets in use; a pane with three waits holds three entries. A count is negative only while
 * a retraction is ahead of what it retracts; a sketch whose total is not positive has no quantiles.
 */
import type { WaitDistribution } from "../kpi/kpi.ts";

export class WaitSketch implements WaitDistribution {
  /** Ascending. */
  readonly #buckets: number[] = [];
  /** By the same index; never 0. */
  readonly #counts: number[] = [];
  #total = 0;

  /** Number of waits. */
  get total(): number {
    return this.#total;
  }

  isEmpty(): boolean {
    return this.#buckets.length === 0;
  }

  /** @param ms wait, 0 or more; a fraction of a millisecond is dropped. @throws RangeError on a negative or infinite wait. */
  add(ms: number, count = 1): void {
    this.#addToBucket(bucketOf(ms), count);
  }

  subtract(ms: number): void {
    this.#addToBucket(bucketOf(ms), -1);
  }

  merge(other: WaitSketch, sign: 1 | -1 = 1): void {
    // Backwards, so that a sketch may be taken off itself.
    for (let i = other.#buckets.length - 1; i >= 0; i--)
      this.#addToBucket(other.#buckets[i]!, sign * other.#counts[i]!);
  }

  /**
   * Nearest rank: the smallest wait (ms) that at least a share `q` of the waits do not exceed, so 0 gives the shortest
   * and 1 the longest, each within 1 %. Null when there are none.
   */
  quantile(q: number): number | null {
    if (this.#total <= 0) return null;
    // The factor takes back the rounding of q · total (0.55 · 100 is 55.00000000000001 and means rank 55).
    const rank = Math.min(this.#total, Math.max(1, Math.ceil(q * this.#total * (1 - 2 ** -51))));
    let passed = 0;
    let i = -1;
    do passed += this.#counts[++i]!;
    while (passed < rank && i + 1 < this.#counts.length);
    return waitOf(this.#buckets[i]!);
  }

  /** Distance to the bucket before (base 36) and, unless 1, `:` its count; by comma. Empty for an empty sketch. */
  serialise(): string {
    let previous = 0;
    const entries: string[] = [];
    for (let i = 0; i < this.#buckets.length; i++) {
      const bucket = this.#buckets[i]!;
      const count = this.#counts[i]!;
      const distance = (bucket - previous).toString(36);
      entries.push(count === 1 ? distance : `${distance}:${count.toString(36)}`);
      previous = bucket;
    }
    return entries.join(",");
  }

  /** @throws RangeError on what `serialise` did not write. */
  static parse(text: string): WaitSketch {
    const sketch = new WaitSketch();
    if (text === "") return sketch;
    let bucket = 0;
    for (const entry of text.split(",")) {
      const [digits, countDigits = "1"] = entry.split(":");
      const distance = Number.parseInt(digits!, 36);
      const count = Number.parseInt(countDigits, 36);
      if (distance < (sketch.isEmpty() ? 0 : 1) || count === 0) throw notASketch(text);
      bucket += distance;
      sketch.#buckets.push(bucket);
      sketch.#counts.push(count);
      sketch.#total += count;
    }
    if (sketch.serialise() !== text) throw notASketch(text);
    return sketch;
  }

  #addToBucket(bucket: number, count: number): void {
    if (count === 0) return;
    this.#total += count;
    const buckets = this.#buckets;
    let low = 0;
    let high = buckets.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (buckets[middle]! < bucket) low = middle + 1;
      else high = middle;
    }
    if (buckets[low] !== bucket) {
      buckets.splice(low, 0, bucket);
      this.#counts.splice(low, 0, count);
      return;
    }
    const sum = this.#counts[low]! + count;
    if (sum !== 0) {
      this.#counts[low] = sum;
      return;
    }
    buckets.splice(low, 1);
    this.#counts.splice(low, 1);
  }
}

const notASketch = (text: string): RangeError => new RangeError(`not a wait sketch: ${text.slice(0, 80)}`);

/** Each power of two has this many buckets; the error is below 1 / (2 · 64 + 1). */
const PER_OCTAVE = 64;
const PER_OCTAVE_BITS = 6;

/** The seven leading bits of the wait, numbered without gaps: 0, 1, … 127 are the waits themselves. */
function bucketOf(ms: number): number {
  if (ms < 2 ** 31 && ms >= 0) {
    const shift = Math.max(0, 31 - PER_OCTAVE_BITS - Math.clz32(ms));
    return shift * PER_OCTAVE + (ms >>> shift);
  }
  if (!(ms >= 0 && ms < Number.POSITIVE_INFINITY)) throw new RangeError(`not a wait in ms: ${ms}`);
  // Beyond 24 days bit operations end: 16 bits less leave the leading seven as they are.
  return bucketOf(Math.floor(ms / 2 ** 16)) + 16 * PER_OCTAVE;
}

function waitOf(bucket: number): number {
  const shift = Math.max(0, Math.floor(bucket / PER_OCTAVE) - 1);
  if (shift === 0) return bucket;
  const lead = bucket - shift * PER_OCTAVE;
  const lo = lead * 2 ** shift;
  const hi = (lead + 1) * 2 ** shift - 1;
  return (2 * lo * hi) / (lo + hi);
}
