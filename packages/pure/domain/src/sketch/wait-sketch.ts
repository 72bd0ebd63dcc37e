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
  /** Bucket, its count, next bucket, its count, … by ascending bucket; no count is 0. One array: there is a sketch in every pane. */
  #entries: number[] = [];
  #total = 0;

  /** Number of waits. */
  get total(): number {
    return this.#total;
  }

  isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  /** @param ms wait, 0 or more; a fraction of a millisecond is dropped. @throws RangeError on a negative or infinite wait. */
  add(ms: number, count = 1): void {
    this.#addToBucket(bucketOf(ms), count);
  }

  subtract(ms: number): void {
    this.#addToBucket(bucketOf(ms), -1);
  }

  merge(other: WaitSketch, sign: 1 | -1 = 1): void {
    const entries = other.#entries;
    // Backwards, so that a sketch may be taken off itself.
    for (let i = entries.length - 2; i >= 0; i -= 2) this.#addToBucket(entries[i]!, sign * entries[i + 1]!);
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
    let at = -2;
    do {
      at += 2;
      passed += this.#entries[at + 1]!;
    } while (passed < rank && at + 2 < this.#entries.length);
    return waitOf(this.#entries[at]!);
  }

  /** Distance to the bucket before (base 36) and, unless 1, `:` its count; by comma. Empty for an empty sketch. */
  serialise(): string {
    const parts: string[] = [];
    let previous = 0;
    for (let i = 0; i < this.#entries.length; i += 2) {
      const bucket = this.#entries[i]!;
      const count = this.#entries[i + 1]!;
      const distance = (bucket - previous).toString(36);
      parts.push(count === 1 ? distance : `${distance}:${count.toString(36)}`);
      previous = bucket;
    }
    return parts.join(",");
  }

  /** @throws RangeError on what `serialise` did not write. */
  static parse(text: string): WaitSketch {
    const sketch = new WaitSketch();
    if (text === "") return sketch;
    let bucket = 0;
    for (const part of text.split(",")) {
      const [digits, countDigits = "1"] = part.split(":");
      const distance = Number.parseInt(digits!, 36);
      const count = Number.parseInt(countDigits, 36);
      if (distance < (sketch.isEmpty() ? 0 : 1) || count === 0) throw notASketch(text);
      bucket += distance;
      sketch.#entries.push(bucket, count);
      sketch.#total += count;
    }
    if (sketch.serialise() !== text) throw notASketch(text);
    return sketch;
  }

  #addToBucket(bucket: number, count: number): void {
    if (count === 0) return;
    this.#total += count;
    const entries = this.#entries;
    const at = firstNotBelow(entries, bucket);
    if (entries[at] !== bucket) {
      // A copy of the exact size while small: most panes see few waits, and a spliced array keeps room for sixteen more.
      if (entries.length < 16) this.#entries = entries.toSpliced(at, 0, bucket, count);
      else entries.splice(at, 0, bucket, count);
      return;
    }
    const sum = entries[at + 1]! + count;
    if (sum === 0) entries.splice(at, 2);
    else entries[at + 1] = sum;
  }
}

/** Index of the first bucket that is `bucket` or above. The mask stands for a branch that no processor could foresee. */
function firstNotBelow(entries: readonly number[], bucket: number): number {
  let at = 0;
  let left = entries.length >> 1;
  while (left > 0) {
    const half = (left + 1) >> 1;
    at += half & ((entries[(at + half - 1) << 1]! - bucket) >> 31);
    left -= half;
  }
  return at << 1;
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
