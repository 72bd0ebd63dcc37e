/**
 * What history keeps of one cell: its numbers over a quarter of an hour or over a business day of its site, as a vector and never as
 * ratios, so that any longer span and any group of cells is a sum, and a KPI divides when it is read. Laws (`merge-intervals.ts`):
 * I1  An interval in which nothing happened and nobody was there does not exist: absent is zero.
 * I2  The quarters of a business day add up to the day, percentiles included.
 * I3  Of two with one key the one with the later version is true; it replaces the other whole.
 */
import type { CellKey } from "../cell/cell-key.ts";
import type { Counters } from "../counters.ts";
import type { Live } from "../kpi/kpi.ts";
import type { ServiceLevelPolicyId } from "../kpi/service-level.ts";
import type { WaitSketch } from "../sketch/wait-sketch.ts";

/** The lengths that are kept: half hours, hours, weeks and months are sums of these. */
export type KeptLength = "15m" | "day";

export interface IntervalKey {
  readonly site: string;
  readonly cell: CellKey;
  readonly length: KeptLength;
  /** Epoch ms, on a boundary of the site's zone. */
  readonly from: number;
}

/** Of the commit whose numbers these are. */
export interface IntervalVersion {
  /** Of two owners of a partition the later one has the greater number. */
  readonly epoch: number;
  readonly sequence: number;
}

/** Numbers over a span, and what was true at its end. */
export interface IntervalNumbers {
  /** With time in state, for cells in which somebody is present. */
  readonly counters: Counters;
  readonly waits: WaitSketch;
  /** Of segments finished in it, ms; null: there are none. */
  readonly longestWait: number | null;
  /** At its end; `oldestQueuedAt` is null: nobody knows that of a past moment. */
  readonly atEnd: Pick<Live, "waiting" | "waitingPastThreshold" | "agents">;
}

export interface Interval extends IntervalKey, IntervalNumbers {
  /** Exclusive, epoch ms. */
  readonly to: number;
  /** IANA; the site's. */
  readonly zone: string;
  readonly version: IntervalVersion;
  /** How often it was told anew because its numbers had changed more than two minutes after its end. */
  readonly restated: number;
  /** By how many events, of all tellings together; null: a program told it that did not count them. */
  readonly restatedBy: number | null;
  /** By which formula its service level is read: the first of its queue, or of the site (rule 30). */
  readonly formula: ServiceLevelPolicyId;
  /** Versions of the policy that judged what it counts, the oldest first. */
  readonly policies: readonly string[];
}

export const isLater = (one: IntervalVersion, other: IntervalVersion): boolean =>
  one.epoch === other.epoch ? one.sequence > other.sequence : one.epoch > other.epoch;

/** Of each key the one with the latest version (I3); of equal versions the first. */
export function latestOf(intervals: readonly Interval[]): readonly Interval[] {
  const latest = new Map<string, Interval>();
  for (const interval of intervals) {
    const { site, cell, length, from, version } = interval;
    const key = JSON.stringify([site, cell, length, from]);
    const before = latest.get(key);
    if (before === undefined || isLater(version, before.version)) latest.set(key, interval);
  }
  return [...latest.values()];
}
