/**
 * What a KPI is: one value read from counters, never accumulated itself. One file each in this folder; `registry.ts`
 * lists them, and docs, wire metadata, Prometheus names and the wallboard's catalogue come from that list.
 */
import type { Counters } from "../counters.ts";
import type { ServiceLevelPolicyId } from "./service-level.ts";

export type Unit = "count" | "ratio" | "seconds" | "score";

/** Which way is good: what a board colours and an alert's direction defaults to. */
export type Direction = "higher" | "lower" | "neutral";

/** Distribution of waits of answered segments, within 1 %. */
export interface WaitDistribution {
  /** Wait in ms below which a share `q` (0–1) of the segments waited; null when there are none. */
  quantile(q: number): number | null;
}

/** What is true at the end of the span, `now` (epoch ms). */
export interface Live {
  readonly now: number;
  readonly waiting: number;
  /** Of those, past the threshold. */
  readonly waitingPastThreshold: number;
  /** `queued` time of the one waiting longest; null when nobody waits. */
  readonly oldestQueuedAt: number | null;
  /** Agents by state; null for a queue (agents belong to the site). */
  readonly agents: {
    readonly idle: number;
    readonly onContact: number;
    readonly wrapUp: number;
    readonly paused: number;
  } | null;
}

export interface KpiInput {
  readonly counters: Counters;
  readonly waits: WaitDistribution;
  /** Longest wait of segments finished in the span, ms; null when there are none. */
  readonly longestWait: number | null;
  readonly live: Live;
  /** The service-level policy in force for this queue or site. */
  readonly policy: ServiceLevelPolicyId;
}

export interface Kpi {
  /** camelCase, unique; the key in views and reports. */
  readonly id: string;
  readonly title: string;
  readonly unit: Unit;
  readonly direction: Direction;
  /** True of a moment, not of a span: no window changes it. */
  readonly momentary?: true;
  /** The formula in words, as a manager would read it. */
  readonly formula: string;
  /** Seconds, ratios 0–1, counts, or score 1–5; null when undefined (nothing to divide by, no data). Unrounded. */
  read(input: KpiInput): number | null;
  /** What a rule's minimum sample counts; without it: decided contacts (rule 14). */
  sample?(input: KpiInput): number;
}
