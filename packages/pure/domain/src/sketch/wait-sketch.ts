/**
 * A distribution of waits that merges, subtracts and is written exactly: percentiles of a window are read from the sum
 * of its panes. Not an estimate that depends on history but a function of the multiset of waits:
 *
 * W1  Buckets hold integer counts, so any order of `add`, `subtract` and `merge` with the same sum gives the same numbers.
 * W2  A bucket whose count is 0 does not exist: adding and subtracting the same wait leaves no trace.
 * W3  `quantile` is within 1 % of the exact nearest-rank value (W4: the error is below 1/129).
 * W4  Waits below 128 ms have a bucket each; above, every power of two is cut into 64 buckets of equal width, and a bucket
 *     [lo, hi] answers 2·lo·hi / (lo + hi), which is off by the same share (hi − lo) / (hi + lo) at both ends. Bucket
 *     numbers are integer arithmetic: no logarithm whose last bit could differ between machines.
 *
 * Sparse: the buckets in use, in one array that is kept when the sketch is emptied. A count is negative only while a
 * retraction is ahead of what it retracts; a sketch whose total is not positive has no quantiles.
 */
import type { WaitDistribution } from "../kpi/kpi.ts";
import type { NumberSink, NumberSource } from "./numbers.ts";

const NOTHING = new Int32Array(0);
/** So many buckets are looked up one by one. */
const FEW = 16;
/** So many numbers are moved one by one. */
const FEW_NUMBERS = 32;

export class WaitSketch implements WaitDistribution {
  /** Bucket, its count, next bucket, its count, … by ascending bucket; no count is 0. */
  #entries = NOTHING;
  /** Numbers of them in use. */
  #used = 0;
  #total = 0;

  /** Number of waits. */
  get total(): number {
    return this.#total;
  }

  isEmpty(): boolean {
    return this.#used === 0;
  }

  clear(): void {
    this.#used = 0;
    this.#total = 0;
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
    for (let i = other.#used - 2; i >= 0; i -= 2) this.#addToBucket(other.#entries[i]!, sign * other.#entries[i + 1]!);
  }

  /**
   * Nearest rank: the smallest wait (ms) that at least a share `q` of the waits do not exceed, so 0 gives the shortest
   * and 1 the longest, each within 1 %. Null when there are none.
   */
  quantile(q: number): number | null {
    if (this.#total <= 0) return null;
    const rank = rankOf(q, this.#total);
    let passed = 0;
    let at = -2;
    do {
      at += 2;
      passed += this.#entries[at + 1]!;
    } while (passed < rank && at + 2 < this.#used);
    return waitOf(this.#entries[at]!);
  }

  /** How many buckets; of each twice its distance to the one before, and 1 more unless its count is 1, which then follows. */
  write(sink: NumberSink): void {
    sink.unsigned(this.#used / 2);
    let previous = 0;
    for (let i = 0; i < this.#used; i += 2) {
      const bucket = this.#entries[i]!;
      const count = this.#entries[i + 1]!;
      sink.unsigned(2 * (bucket - previous) + (count === 1 ? 0 : 1));
      if (count !== 1) sink.signed(count);
      previous = bucket;
    }
  }

  /** The buckets in use, ascending. */
  each(visit: (bucket: number, count: number) => void): void {
    for (let i = 0; i < this.#used; i += 2) visit(this.#entries[i]!, this.#entries[i + 1]!);
  }

  /** What `write` would write of this sketch with another taken off it. */
  writeBeyond(sink: NumberSink, other: WaitSketch): void {
    let buckets = 0;
    this.#eachBeyond(other, () => buckets++);
    sink.unsigned(buckets);
    let previous = 0;
    this.#eachBeyond(other, (bucket, count) => {
      sink.unsigned(2 * (bucket - previous) + (count === 1 ? 0 : 1));
      if (count !== 1) sink.signed(count);
      previous = bucket;
    });
  }

  /** Adds what `write` wrote, or takes it off. */
  read(source: NumberSource, sign: 1 | -1 = 1): void {
    const count = source.unsigned();
    if (count > FEW && this.#used > 0) {
      this.#readBeside(source, count, sign);
      return;
    }
    let bucket = 0;
    for (let left = count; left > 0; left--) {
      const told = source.unsigned();
      bucket += told >> 1;
      this.#addToBucket(bucket, sign * ((told & 1) === 0 ? 1 : source.signed()));
    }
  }

  /** Both are in order: so many are merged in one go, not put in one by one. */
  #readBeside(source: NumberSource, count: number, sign: 1 | -1): void {
    const before = this.#entries;
    const used = this.#used;
    const merged = new Int32Array(used + 2 * count);
    let at = 0;
    let written = 0;
    let bucket = 0;
    for (let left = count; left > 0; left--) {
      const told = source.unsigned();
      bucket += told >> 1;
      let amount = sign * ((told & 1) === 0 ? 1 : source.signed());
      this.#total += amount;
      for (; at < used && before[at]! < bucket; at += 2) {
        merged[written++] = before[at]!;
        merged[written++] = before[at + 1]!;
      }
      if (at < used && before[at] === bucket) {
        amount += before[at + 1]!;
        at += 2;
      }
      if (amount === 0) continue;
      merged[written++] = bucket;
      merged[written++] = amount;
    }
    merged.set(before.subarray(at, used), written);
    this.#entries = merged;
    this.#used = written + used - at;
  }

  /** The buckets in which the two differ, ascending, and by how much. */
  #eachBeyond(other: WaitSketch, visit: (bucket: number, count: number) => void): void {
    const [mine, theirs] = [this.#entries, other.#entries];
    let at = 0;
    let taken = 0;
    while (at < this.#used || taken < other.#used) {
      const bucket = at < this.#used ? mine[at]! : Number.POSITIVE_INFINITY;
      const off = taken < other.#used ? theirs[taken]! : Number.POSITIVE_INFINITY;
      let count = 0;
      if (bucket <= off) {
        count += mine[at + 1]!;
        at += 2;
      }
      if (off <= bucket) {
        count -= theirs[taken + 1]!;
        taken += 2;
      }
      if (count !== 0) visit(Math.min(bucket, off), count);
    }
  }

  #addToBucket(bucket: number, count: number): void {
    if (count === 0) return;
    this.#total += count;
    const entries = this.#entries;
    const used = this.#used;
    // What is read and what is merged comes in order: nothing lies behind it.
    const at = used === 0 || entries[used - 2]! < bucket ? used : firstNotBelow(entries, used, bucket);
    if (at === used || entries[at] !== bucket) {
      this.#open(at);
      this.#entries[at] = bucket;
      this.#entries[at + 1] = count;
      return;
    }
    const sum = entries[at + 1]! + count;
    entries[at + 1] = sum;
    if (sum !== 0) return;
    entries.copyWithin(at, at + 2, used);
    this.#used -= 2;
  }

  /** Room for one more bucket there. */
  #open(at: number): void {
    if (this.#used === this.#entries.length) {
      const grown = new Int32Array(Math.max(8, 2 * Math.ceil((this.#used * 2) / 3)));
      grown.set(this.#entries);
      this.#entries = grown;
    }
    const entries = this.#entries;
    const used = this.#used;
    // A few numbers: a call costs more than they do.
    if (used - at > FEW_NUMBERS) entries.copyWithin(at + 2, at, used);
    else for (let i = used - 1; i >= at; i--) entries[i + 2] = entries[i]!;
    this.#used = used + 2;
  }
}

/** Which of so many, from 1. The factor takes back the rounding of q · total (0.55 · 100 is 55.00000000000001 and means rank 55). */
export const rankOf = (q: number, total: number): number =>
  Math.min(total, Math.max(1, Math.ceil(q * total * (1 - 2 ** -51))));

/** Index of the first bucket that is `bucket` or above. The mask stands for a branch that no processor could foresee. */
function firstNotBelow(entries: Int32Array, used: number, bucket: number): number {
  let at = 0;
  let left = used >> 1;
  while (left > 0) {
    const half = (left + 1) >> 1;
    at += half & ((entries[(at + half - 1) << 1]! - bucket) >> 31);
    left -= half;
  }
  return at << 1;
}

/** Each power of two has this many buckets; the error is below 1 / (2 · 64 + 1). */
const PER_OCTAVE = 64;
const PER_OCTAVE_BITS = 6;

/** The seven leading bits of the wait, numbered without gaps: 0, 1, … 127 are the waits themselves. Waits of one are as long within 1 %. */
export function bucketOf(ms: number): number {
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
