/**
 * The sum of buckets over a span of time, and of cells over a site: what KPIs are read from. Merging is addition, so
 * merge(a, b) over cells equals the same span of a cell that had all their events.
 */
import { AGENT_TIME, type Counters, newCounters, WaitSketch } from "@floorwalker/domain";
import type { Bucket } from "./bucket.ts";

export class Span {
  readonly counters: Counters = newCounters();
  readonly waits = new WaitSketch();
  /** Longest wait of finished segments, ms; null when there are none. */
  longest: number | null = null;

  add(bucket: Bucket, sign: 1 | -1 = 1): void {
    const { counters } = bucket;
    for (let index = 0; index < counters.length; index++) this.counters[index]! += sign * counters[index]!;
    if (bucket.waits !== null) this.waits.merge(bucket.waits, sign);
  }

  merge(other: Span): void {
    for (let index = 0; index < other.counters.length; index++) this.counters[index]! += other.counters[index]!;
    this.waits.merge(other.waits);
    this.longest = longer(this.longest, other.longest);
  }

  addLongest(bucket: Bucket): void {
    this.longest = longer(this.longest, longestIn(bucket));
  }
}

/** Of two waits that may not exist. */
export const longer = (a: number | null, b: number | null): number | null =>
  a === null || (b !== null && b > a) ? b : a;

/** An unknown maximum must have been recounted before a span is read. */
export function longestIn(bucket: Bucket): number | null {
  const longest = bucket.longest?.max() ?? null;
  if (longest === "unknown") throw new Error("longest wait read before it was recounted");
  return longest;
}

/**
 * Agent time in state over consecutive buckets, newest first: with n agents in a state at the end of a bucket of length
 * L, the time spent in it is n·L − moment, and n before the bucket is n minus its net transitions.
 */
export class StateTime {
  /** Agents by AGENT_TIME where the walk stands. */
  readonly present: number[];
  readonly time: number[] = AGENT_TIME.map(() => 0);

  /** `present`: agents by AGENT_TIME at the end of the newest bucket. */
  constructor(present: readonly number[]) {
    this.present = [...present];
  }

  /** Goes back over [from, to); `bucket` holds its transitions, null: there were none. */
  back(from: number, to: number, bucket: Bucket | null): void {
    for (let index = 0; index < AGENT_TIME.length; index++) {
      this.time[index]! += this.present[index]! * (to - from);
      if (bucket === null) continue;
      const { net, moment } = AGENT_TIME[index]!;
      this.time[index]! -= bucket.counters[moment]!;
      this.present[index]! -= bucket.counters[net]!;
    }
  }

  into(counters: Counters): void {
    AGENT_TIME.forEach(({ time }, index) => {
      counters[time] = this.time[index]!;
    });
  }
}
