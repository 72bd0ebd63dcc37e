/**
 * What one contact's segments add to the numbers, as of a moment. Pure in (segments, policies, asOf): the same events
 * give the same contributions whatever the order they came in, and time alone changes them (rule 9, promise 4).
 */
import { agentCell, channelCell } from "../cell/cell-key.ts";
import type { Contribution } from "../contribution.ts";
import { ANSWERED_WAIT, C, FINISHED_WAIT } from "../counters.ts";
import { flowedOutFor } from "../flow.ts";
import type { Attribution, QueuePolicy } from "../policy.ts";
import type { ContactFolder } from "./contact-folder.ts";
import { enteredAt, isOpen, isWrappingUp, type Segment, type Survey } from "./segment.ts";

export interface FoldContext {
  readonly attribution: Attribution;
  /** The policy in force when the segment was queued. */
  policyOf(segment: Segment): QueuePolicy;
  /** By the name he has here, whatever his source calls him (rule 23c). */
  readonly agentOf: (agent: string) => string;
  /** Restarts of a source, ascending. */
  restartsOf(source: string): readonly number[];
}

export interface WaitingSegment {
  readonly cell: string;
  readonly since: number;
  readonly pastThreshold: boolean;
}

/** One agent at work on one segment, or called to it in vain; `to` null: still. */
export interface BusyInterval {
  readonly agent: string;
  readonly kind: "onContact" | "wrapUp" | "rang";
  readonly queue: string;
  /** Of the segment: its restart ends what this implies of the agent. */
  readonly source: string;
  readonly from: number;
  readonly to: number | null;
}

export interface ContactFold {
  readonly contributions: readonly Contribution[];
  readonly waiting: readonly WaitingSegment[];
  /** Cells in which a segment of this contact is being handled. */
  readonly handling: readonly string[];
  readonly busy: readonly BusyInterval[];
  /** Something goes on, or ended only because nothing was heard of it (an event may still restate that). */
  readonly unfinished: boolean;
  /** The next moment at which time alone changes this fold; null when none will. */
  readonly nextAt: number | null;
  /** The last moment at which time alone changed it: as of an earlier one it is another. Null: only events made it. */
  readonly changedAt: number | null;
}

const NONE: readonly never[] = [];

export function foldContact(folder: ContactFolder, context: FoldContext, asOf: number): ContactFold {
  const contributions: Contribution[] = [];
  const waiting: WaitingSegment[] = [];
  const handling: string[] = [];
  const busy: BusyInterval[] = [];
  let unfinished = false;
  let nextAt = Number.POSITIVE_INFINITY;
  let changedAt = Number.NEGATIVE_INFINITY;

  for (const segment of folder.segments) {
    const policy = context.policyOf(segment);
    const { cell } = segment;
    const open = isOpen(segment) || isWrappingUp(segment);
    const lostAt = open ? lostMoment(segment, policy, context) : Number.POSITIVE_INFINITY;
    const lost = lostAt <= asOf;
    if (open) {
      unfinished = true;
      if (lost) changedAt = Math.max(changedAt, lostAt);
      else nextAt = Math.min(nextAt, lostAt);
    }
    const span = {
      segment,
      policy,
      lostAt: lost ? lostAt : null,
      attribution: context.attribution,
      agentOf: context.agentOf,
    };
    contributions.push({ cell, entries: exact(segmentEntries(span, asOf)) });
    agentEntries(span, contributions);

    if (segment.outcome === "waiting" && !lost) {
      const since = enteredAt(segment);
      const pastThreshold = asOf - since > policy.thresholdMs;
      waiting.push({ cell, since, pastThreshold });
      const crossesAt = since + policy.thresholdMs + 1;
      if (pastThreshold) changedAt = Math.max(changedAt, crossesAt);
      else nextAt = Math.min(nextAt, crossesAt);
    } else if (segment.outcome === "answered" && segment.endedAt === null && !lost) handling.push(cell);
    busyIntervals(segment, lost ? lostAt : null, context.agentOf, busy);
  }
  for (const survey of folder.unplacedSurveys) {
    const entries: number[] = [];
    surveyEntries(entries, survey, survey.at);
    contributions.push({ cell: channelCell(survey.channel), entries });
    if (survey.agent !== null) contributions.push({ cell: agentCell(context.agentOf(survey.agent)), entries });
  }
  return {
    contributions: exact(contributions),
    waiting: exact(waiting),
    handling: exact(handling),
    busy: exact(busy),
    unfinished,
    nextAt: nextAt === Number.POSITIVE_INFINITY ? null : nextAt,
    changedAt: changedAt === Number.NEGATIVE_INFINITY ? null : changedAt,
  };
}

/** What is kept has no room to grow: an array that was pushed to holds seventeen places. Most are empty and share that. */
const exact = <T>(values: readonly T[]): readonly T[] => (values.length === 0 ? NONE : values.slice());

/** When an unfinished segment counts as lost: long silence, or its source began anew (rule 9). */
function lostMoment(segment: Segment, policy: QueuePolicy, context: FoldContext): number {
  const silent = segment.lastEventAt + policy.lostAfterMs;
  const restarts = context.restartsOf(segment.lastSource);
  const restart = restarts.length === 0 ? undefined : restarts.find((at) => at > segment.lastEventAt);
  return restart === undefined ? silent : Math.min(silent, restart);
}

interface SegmentSpan {
  readonly segment: Segment;
  readonly policy: QueuePolicy;
  readonly lostAt: number | null;
  readonly attribution: Attribution;
  readonly agentOf: (agent: string) => string;
}

/** A map: a reason may be called `constructor`. */
const REFUSED: ReadonlyMap<string, number> = new Map([
  ["full", C.refusedFull],
  ["empty", C.refusedEmpty],
  ["closed", C.refusedClosed],
  ["diverted", C.refusedDiverted],
]);

function segmentEntries({ segment, policy, lostAt, attribution }: SegmentSpan, asOf: number): number[] {
  if (segment.outcome === "refused")
    return [segment.outcomeAt!, REFUSED.get(segment.reason ?? "") ?? C.refusedClosed, 1];
  const queued = enteredAt(segment);
  const byOffer = attribution === "offered";
  const entries: number[] = [];
  if (segment.outcome === "rated") {
    handlingEntries(entries, segment, null);
    return entries;
  }
  entries.push(queued, C.offered, 1);
  const outcome = segment.outcome === "waiting" && lostAt !== null ? "flowedOut" : segment.outcome;
  const leftAt = segment.outcomeAt ?? lostAt;

  // By the stamps: crossing the threshold is something a live clock sees (rule 1).
  if ((leftAt ?? asOf) - queued > policy.thresholdMs) {
    entries.push(byOffer ? queued : queued + policy.thresholdMs, C.crossed, 1);
    if (leftAt !== null) entries.push(byOffer ? queued : leftAt, C.crossedLeft, 1);
  }
  if (leftAt !== null) {
    const at = byOffer ? queued : leftAt;
    const wait = segment.waitMs ?? Math.max(0, leftAt - queued);
    const inTime = wait <= policy.thresholdMs;
    if (outcome === "answered") {
      entries.push(at, C.answered, 1, at, C.answeredWait, wait, at, ANSWERED_WAIT, wait);
      if (inTime) entries.push(at, C.answeredInThreshold, 1);
    } else if (outcome === "abandoned") {
      entries.push(at, C.abandoned, 1, at, C.abandonedWait, wait, at, FINISHED_WAIT, wait);
      if (inTime) entries.push(at, C.abandonedInThreshold, 1);
      if (wait <= policy.shortAbandonMs) entries.push(at, C.shortAbandoned, 1);
    } else {
      const reason = segment.outcome === "waiting" ? "lost" : segment.reason;
      entries.push(at, C.flowedOut, 1, at, flowedOutFor(reason), 1, at, FINISHED_WAIT, wait);
      if (inTime && segment.reason === "callback") entries.push(at, C.callbackInThreshold, 1);
    }
  }
  handlingEntries(entries, segment, byOffer ? queued : null);
  for (const missed of segment.notAnswered) entries.push(byOffer ? queued : missed.at, C.notAnswered, 1);
  if (segment.transferredAt !== null) entries.push(byOffer ? queued : segment.transferredAt, C.transferred, 1);
  if (segment.firstResponseAt !== null && segment.channel !== "call")
    entries.push(
      byOffer ? queued : segment.firstResponseAt,
      C.firstResponses,
      1,
      byOffer ? queued : segment.firstResponseAt,
      C.firstResponseTime,
      Math.max(0, segment.firstResponseAt - queued),
    );
  return entries;
}

/** Talk, hold, wrap-up and surveys: the same for the queue's cell and the agent's. `pinned`: attribution to the offer. */
function handlingEntries(entries: number[], segment: Segment, pinned: number | null): void {
  if (segment.outcome === "answered" && segment.endedAt !== null) {
    const at = pinned ?? segment.endedAt;
    const hold = segment.holdMs ?? segment.heldMs;
    const talk = segment.talkMs ?? Math.max(0, segment.endedAt - segment.handlingFrom! - hold);
    entries.push(at, C.talkEnded, 1, at, C.talkTime, talk, at, C.holdTime, hold);
    const wrapUp = wrapUpOf(segment);
    if (wrapUp !== null) {
      const done = pinned ?? segment.wrapUpEndedAt ?? segment.endedAt;
      entries.push(
        done,
        C.handled,
        1,
        done,
        C.handledTalkTime,
        talk,
        done,
        C.handledHoldTime,
        hold,
        done,
        C.wrapUpTime,
        wrapUp,
      );
    }
  }
  for (const survey of segment.surveys) surveyEntries(entries, survey, pinned ?? survey.at);
}

function surveyEntries(entries: number[], { score, topTwo }: Survey, at: number): void {
  entries.push(at, C.surveys, 1, at, C.surveyScore, score);
  if (topTwo) entries.push(at, C.surveysTopTwo, 1);
}

/** Null while wrap-up goes on. */
function wrapUpOf(segment: Segment): number | null {
  if (segment.wrapUpMs !== null) return segment.wrapUpMs;
  if (segment.wrapUpEndedAt !== null)
    return Math.max(0, segment.wrapUpEndedAt - (segment.wrapUpStartedAt ?? segment.endedAt!));
  return segment.wrapUpStartedAt === null ? 0 : null;
}

function agentEntries({ segment, attribution, agentOf }: SegmentSpan, contributions: Contribution[]): void {
  const pinned = attribution === "offered" && segment.outcome !== "rated" ? enteredAt(segment) : null;
  if (segment.agent !== null && (segment.outcome === "answered" || segment.outcome === "rated")) {
    const entries = segment.outcome === "answered" ? [pinned ?? segment.outcomeAt!, C.answered, 1] : [];
    handlingEntries(entries, segment, pinned);
    contributions.push({ cell: agentCell(agentOf(segment.agent)), entries: exact(entries) });
  }
  for (const missed of segment.notAnswered)
    if (missed.agent !== null)
      contributions.push({ cell: agentCell(agentOf(missed.agent)), entries: [pinned ?? missed.at, C.notAnswered, 1] });
}

function busyIntervals(
  segment: Segment,
  lostAt: number | null,
  agentOf: FoldContext["agentOf"],
  busy: BusyInterval[],
): void {
  const { handlingFrom, queue, lastSource: source } = segment;
  for (const missed of segment.notAnswered)
    if (missed.agent !== null)
      busy.push({ agent: agentOf(missed.agent), kind: "rang", queue, source, from: missed.at, to: missed.at });
  if (segment.agent === null || handlingFrom === null) return;
  const agent = agentOf(segment.agent);
  const ended = segment.endedAt ?? lostAt;
  busy.push({
    agent,
    kind: "onContact",
    queue,
    source,
    from: handlingFrom,
    to: ended === null ? null : Math.max(ended, handlingFrom),
  });
  if (segment.endedAt === null) return;
  const from = Math.max(segment.wrapUpStartedAt ?? segment.endedAt, handlingFrom);
  if (segment.wrapUpEndedAt !== null)
    busy.push({ agent, kind: "wrapUp", queue, source, from, to: Math.max(segment.wrapUpEndedAt, from) });
  else if (segment.wrapUpMs !== null && segment.wrapUpMs > 0)
    busy.push({ agent, kind: "wrapUp", queue, source, from, to: from + segment.wrapUpMs });
  else if (segment.wrapUpStartedAt !== null) busy.push({ agent, kind: "wrapUp", queue, source, from, to: lostAt });
}
