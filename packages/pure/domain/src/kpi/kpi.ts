/**
 * What a KPI is: one value read from counters, never accumulated itself. One file each in this folder; `registry.ts`
 * lists them, and docs, wire fields, Prometheus names, rules and the wallboard's catalogue come from that list.
 */
import type { BacklogCounts } from "../backlog/backlog.ts";
import type { CounterName, Counters } from "../counters.ts";
import type { MadeOf, ReadBy } from "./made-of.ts";
import type { ServiceLevelParts, ServiceLevelPolicyId } from "./service-level.ts";
import type { Source } from "./sources.ts";

/** `number`: neither whole nor a share, as holds per contact are; `points`: −100 to 100; `effort`: a score on 1–7. */
export type Unit = "count" | "ratio" | "seconds" | "score" | "number" | "points" | "effort";

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
  /** Of a queue, now; absent or null: of a past moment, or of no queue. */
  readonly backlog?: BacklogCounts | null;
  /** Agents by state; null for a queue (agents belong to the site). */
  readonly agents: {
    readonly idle: number;
    readonly onContact: number;
    readonly wrapUp: number;
    readonly paused: number;
  } | null;
}

/**
 * What kind of number it is. `moment`: true now, whatever the window. `count`: of a span, adds up over spans and queues.
 * `measure`: of a span, made by division, rank or maximum; neither spans nor queues of it add up.
 */
export type Nature = "moment" | "count" | "measure";

/** Of what it can be told. Elsewhere it is undefined (rules 14, 23): agents belong to no queue, and nobody is offered to an agent. */
export type Scope = "queue" | "site" | "team" | "agent" | "agentQueue" | "survey";

/** What is told of contacts and of those who handle them: of an agent in one queue, too, where agents' time is of no queue. */
export const EVERYWHERE: readonly Scope[] = ["queue", "site", "team", "agent", "agentQueue"];
/** What is told of customers who were asked: also of one survey by its name, of which nothing else can be told. */
export const OF_SURVEYS: readonly Scope[] = [...EVERYWHERE, "survey"];
export const OF_QUEUES: readonly Scope[] = ["queue", "site"];
export const OF_AGENTS: readonly Scope[] = ["site", "team", "agent"];
export const OF_TEAMS: readonly Scope[] = ["site", "team"];

/**
 * When it changes although no event came and no pane left its window: never; as soon as somebody waits past the threshold; all the
 * time somebody waits; all the time somebody is signed in; when somebody who waits crosses a bound of the backlog.
 */
export type Ticking = "never" | "pastThreshold" | "whileWaiting" | "whileSignedIn" | "atBounds";

export interface KpiInput {
  readonly counters: Counters;
  readonly waits: WaitDistribution;
  /** Longest wait of segments finished in the span, ms; null when there are none. */
  readonly longestWait: number | null;
  readonly live: Live;
  /** Whether its customers have come again is decided: so much time has passed since its end. Absent: it has not. */
  readonly isMature?: boolean;
  /** Length of the span, ms; absent: not known here. */
  readonly spanMs?: number;
  /** The first formula of this queue or site, by which spans are read. */
  readonly policy: ServiceLevelPolicyId;
  /** What segments judged by a later one add to its two sides; absent: nothing. */
  readonly otherwise?: ServiceLevelParts;
}

/** Whose waits, and which of them in their order: the smallest that this share does not exceed. */
export interface Ranked {
  readonly of: "answered" | "left";
  readonly share: number;
  /** How far it may be off, as a share of it. */
  readonly error: number;
}

export interface Kpi {
  /** camelCase, unique; the key in views and reports. */
  readonly id: string;
  readonly title: string;
  readonly unit: Unit;
  readonly direction: Direction;
  readonly nature: Nature;
  readonly scopes: readonly Scope[];
  readonly ticking: Ticking;
  /** Of a count: what it is the sum of, where that is not the one counter of its name. */
  readonly counters?: readonly CounterName[];
  /** A count that is a part of another one, by a label: in Prometheus a series of that one. */
  readonly part?: { readonly of: string; readonly label: string; readonly value: string };
  /** A timestamp that is shown in its place, so that it does not change while time passes: its field in the view rows. */
  readonly since?: string;
  /** It moves by itself until what it waits for is decided: that is no restatement. */
  readonly provisional?: true;
  /** The formula in words, as a manager would read it. */
  readonly formula: string;
  /** Who defines it so, and where ours is otherwise: the column on the page of formulas. */
  readonly sources: readonly [Source, ...Source[]];
  /** Of a rank among waits; absent: it is none. */
  readonly ranked?: Ranked;
  /** Absent: no contact alone explains it, or it is a rank. */
  readonly madeOf?: (by: ReadBy) => MadeOf;
  /** Seconds, ratios 0–1, counts, or score 1–5; null when undefined (nothing to divide by, no data). Unrounded. */
  read(input: KpiInput): number | null;
  /** What a rule's minimum sample counts; without it: decided contacts (rule 14). */
  sample?(input: KpiInput): number;
}
