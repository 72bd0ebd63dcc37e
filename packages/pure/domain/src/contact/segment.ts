/** A contact's stay in one queue, as far as its events tell. Null: not (yet) known. */
import { type CellKey, queueCell } from "../cell/cell-key.ts";
import type { Channel } from "../event.ts";

export interface Survey {
  readonly at: number;
  readonly topTwo: boolean;
  /** × 1000. */
  readonly score: number;
}

export interface Segment {
  readonly queue: string;
  readonly channel: Channel;
  /** The cell it counts in. */
  readonly cell: CellKey;
  /** The source's own segment id, when it gives one. */
  readonly label: string | null;
  queuedAt: number | null;
  /** `rated`: known only from a survey that names the queue; it was never seen to be offered. */
  outcome: "waiting" | "answered" | "abandoned" | "flowedOut" | "refused" | "rated";
  outcomeAt: number | null;
  /** Of a flow-out or refusal. */
  reason: string | null;
  agent: string | null;
  /** An agent works on it from here; for e-mail before the answer (rule 10). */
  handlingFrom: number | null;
  /** Nobody said that it was answered: an agent ended it. */
  answerImplied: boolean;
  /** Reported by the source; wins over the stamps (rule 1). */
  waitMs: number | null;
  talkMs: number | null;
  holdMs: number | null;
  wrapUpMs: number | null;
  heldSince: number | null;
  heldMs: number;
  endedAt: number | null;
  wrapUpStartedAt: number | null;
  wrapUpEndedAt: number | null;
  transferredAt: number | null;
  /** Pairs of time and agent. */
  notAnswered: readonly { readonly at: number; readonly agent: string | null }[];
  surveys: readonly Survey[];
  firstResponseAt: number | null;
  readonly firstEventAt: number;
  lastEventAt: number;
  /** Source of its last event: a restart of that source ends an unfinished segment (rule 9). */
  lastSource: string;
}

/** Most segments have neither: they share that, and a list is replaced when it grows. */
const NONE: readonly never[] = [];

export function newSegment(queue: string, channel: Channel, label: string | null, at: number, source: string): Segment {
  return {
    queue,
    channel,
    cell: queueCell(queue, channel),
    label,
    queuedAt: null,
    outcome: "waiting",
    outcomeAt: null,
    reason: null,
    agent: null,
    handlingFrom: null,
    answerImplied: false,
    waitMs: null,
    talkMs: null,
    holdMs: null,
    wrapUpMs: null,
    heldSince: null,
    heldMs: 0,
    endedAt: null,
    wrapUpStartedAt: null,
    wrapUpEndedAt: null,
    transferredAt: null,
    notAnswered: NONE,
    surveys: NONE,
    firstResponseAt: null,
    firstEventAt: at,
    lastEventAt: at,
    lastSource: source,
  };
}

/** It entered the queue: neither turned away nor known only from a survey. */
export const isQueued = (segment: Segment): boolean => segment.outcome !== "refused" && segment.outcome !== "rated";

/** Waiting, or answered and not ended. */
export const isOpen = (segment: Segment): boolean =>
  segment.outcome === "waiting" || (segment.outcome === "answered" && segment.endedAt === null);

/** Wrap-up has begun and no one said how long it lasts. */
export const isWrappingUp = (segment: Segment): boolean =>
  segment.endedAt !== null &&
  segment.wrapUpStartedAt !== null &&
  segment.wrapUpEndedAt === null &&
  segment.wrapUpMs === null;

/** When it entered the queue: as stamped, or implied by what followed and the reported wait (rule 5). */
export const enteredAt = (segment: Segment): number =>
  segment.queuedAt ?? Math.min(segment.firstEventAt, segment.outcomeAt ?? segment.firstEventAt) - (segment.waitMs ?? 0);
