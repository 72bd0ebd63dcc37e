/**
 * What is kept of closed intervals: tables of the embedded file, PostgreSQL, or Redis for some days. Laws that every adapter keeps
 * (`../contract/history.ts` checks them):
 *
 * H1  Of one key (site, cell, length, from) the latest version is kept. What is not later changes nothing, so a topic that is read
 *     again from its start leaves everything as it is, in whatever order its records come.
 * H2  A `put` takes all of its intervals or none. What it replaced that was told to be restated leaves its restatements in the same step.
 * H3  `read` gives what fits, ascending by `from`, then by cell, each key once; what is put meanwhile is in it or not, never half.
 * H4  `forget` takes away what ended before, in small steps, and nothing else; restatements go with their intervals.
 * H6  `forgetAgents` takes away what is of single agents and ended before, with its restatements, and nothing else.
 * H5  What was put survives kill -9 of every process of ours.
 */
import type { CellKey, CellKind, Interval, KeptLength } from "@floorwalker/domain";
import type { KeptFacts } from "./kept-facts.ts";

export interface HistoryQuery {
  readonly site: string;
  /** Some cells, or all of the site of one kind. */
  readonly of: { readonly cells: readonly CellKey[] } | { readonly kind: CellKind };
  readonly length: KeptLength;
  /** Those that begin in [from, to), epoch ms. */
  readonly from: number;
  readonly to: number;
}

/** One KPI of one closed interval that was shown and is another now. */
export interface Restatement {
  readonly site: string;
  readonly cell: CellKey;
  readonly length: KeptLength;
  readonly from: number;
  readonly kpi: string;
  readonly before: number | null;
  readonly after: number | null;
  /** How many events changed the interval between the two; 0: time alone did; null: nobody counted them. */
  readonly events: number | null;
  /**
   * When it was told, epoch ms, cut to the minute: of several in one minute there is one, from the first `before` to the last `after`,
   * with the events of all of them; none where these are equal.
   */
  readonly at: number;
}

export interface RestatementQuery {
  readonly site: string;
  /** Told in [from, to), newest first. */
  readonly from: number;
  readonly to: number;
  readonly limit: number;
}

/** What became of a `put`. */
export interface PutIntervals {
  /** How many intervals are another now than what was there. */
  readonly later: number;
  /** How many KPIs of closed intervals are another than was shown. */
  readonly restatements: number;
}

/** Of a site's intervals of one length: from where the oldest begins to where the newest ends, epoch ms. */
export interface KeptSpan {
  readonly from: number;
  readonly to: number;
}

export interface History {
  /** Contacts that are over, beside the intervals; null: none are kept here. */
  readonly facts: KeptFacts | null;
  /** @param at when they were told, epoch ms: the log's append time, so that reading the log again says the same. */
  put(intervals: readonly Interval[], at: number): Promise<PutIntervals>;
  read(query: HistoryQuery): AsyncIterable<readonly Interval[]>;
  /** How many intervals `read` would give now. */
  count(query: HistoryQuery): Promise<number>;
  /** Null: none is kept. */
  kept(site: string, length: KeptLength): Promise<KeptSpan | null>;
  restatements(query: RestatementQuery): Promise<readonly Restatement[]>;
  /** Of a length, all that ended before `before`, epoch ms. */
  forget(length: KeptLength, before: number): Promise<void>;
  /** Of a length, what single agents did that ended before `before`, epoch ms. */
  forgetAgents(length: KeptLength, before: number): Promise<void>;
  /** Rejects with a reason when it cannot be used now. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
