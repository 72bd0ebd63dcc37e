/**
 * What a stay adds for its queue, and its legs for their agents. With attribution to the offer all of it counts at queued time (rule 12),
 * but who waits, and past the threshold, is told of the moment in either (rule 13).
 */
import { ANSWERED_WAIT, C, COUNTERS, type CounterName, FINISHED_WAIT } from "../counters.ts";
import type { LeftQueue } from "../kpi/service-level.ts";
import { elapsed, moment, type QueuePolicy } from "../policy.ts";
import type { ContributionSink } from "./contribution-sink.ts";
import type { Course } from "./course.ts";
import { emitFirstContact } from "./emit-first-contact.ts";
import { emitLegs } from "./emit-legs.ts";
import { emitOtherwise } from "./emit-otherwise.ts";
import { FIRST_CONTACT, type FoldContext } from "./fold-context.ts";
import { REASONS, reasonCode } from "./fold-event.ts";
import { NONE, UNKNOWN } from "./name.ts";
import type { Stay } from "./stay.ts";

/** By the code of the reason; one that is only of refusals is another. */
const FLOWED_OUT = REASONS.map((reason) => {
  const name = `flowedOut${reason[0]!.toUpperCase()}${reason.slice(1)}`;
  return COUNTERS.includes(name as CounterName) ? C[name as CounterName] : C.flowedOutOther;
});
const CALLBACK = reasonCode("callback");
const LOST = reasonCode("lost");

/** `sink` stands at the stay's queue; its legs are reckoned. */
export function emitStay(course: Course, stay: Stay, sink: ContributionSink, context: FoldContext, asOf: number): void {
  if (stay.outcome === "refused") {
    sink.add(stay.outcomeAt, refusedFor(stay.reason), 1);
    return;
  }
  const policy = context.policyOf(stay);
  const pinned = policy.attribution === "offered" && stay.isOffered ? stay.offeredAt : UNKNOWN;
  if (stay.isOffered) {
    const at = pinned === UNKNOWN ? stay.enteredAt : pinned;
    if (stay.reopened) sink.add(at, C.reopened, 1);
    sink.add(at, C.offered, 1);
    emitMissedRings(stay, sink, pinned);
    emitCrossing(stay, policy, sink, asOf);
    if (pinned !== UNKNOWN) emitWaiting(stay, sink, pinned);
    if (stay.leftAt !== UNKNOWN) emitLeft(stay, policy, sink, pinned === UNKNOWN ? stay.leftAt : pinned);
    emitResponse(course, stay, policy, sink, pinned);
    emitResolution(course, stay, policy, sink, pinned);
    if (course.callsBack && stay === course.firstAnswered)
      sink.add(pinned === UNKNOWN ? stay.outcomeAt : pinned, C.callbacksDone, 1);
  }
  const isFirst = stay.isOffered && course.customer !== NONE && stay === course.firstAnswered;
  const first = isFirst ? context.firstContact() : FIRST_CONTACT.none;
  emitFirstContact(first, sink, pinned === UNKNOWN ? stay.outcomeAt : pinned);
  emitLegs(stay, sink, context, pinned, first);
}

/** A reason that is none of a refusal is `closed`. */
function refusedFor(reason: number): number {
  switch (REASONS[reason]) {
    case "full":
      return C.refusedFull;
    case "empty":
      return C.refusedEmpty;
    case "diverted":
      return C.refusedDiverted;
    default:
      return C.refusedClosed;
  }
}

/** By the stamps: crossing the threshold is something a live clock sees (rule 1). */
function emitCrossing(stay: Stay, policy: QueuePolicy, sink: ContributionSink, asOf: number): void {
  const { enteredAt, leftAt } = stay;
  if (elapsed(policy, enteredAt, leftAt === UNKNOWN ? asOf : leftAt) <= policy.thresholdMs) return;
  sink.add(moment(policy, enteredAt, policy.thresholdMs + 1) - 1, C.crossed, 1);
  if (leftAt !== UNKNOWN) sink.add(leftAt, C.crossedLeft, 1);
}

/** Counted at queued time, offered and left cancel each other out there: this puts them where they happened. */
function emitWaiting({ enteredAt, leftAt }: Stay, sink: ContributionSink, pinned: number): void {
  if (leftAt === UNKNOWN && enteredAt === pinned) return;
  sink.add(enteredAt, C.waitingNet, 1);
  sink.add(leftAt === UNKNOWN ? pinned : leftAt, C.waitingNet, -1);
}

function emitLeft(stay: Stay, policy: QueuePolicy, sink: ContributionSink, at: number): void {
  const wait = stay.waited(policy);
  const inTime = wait <= policy.thresholdMs;
  if (stay.outcome === "answered") {
    sink.add(at, C.answered, 1);
    sink.add(at, C.answeredWait, wait);
    sink.add(at, ANSWERED_WAIT, wait);
    if (inTime) sink.add(at, C.answeredInThreshold, 1);
  } else if (stay.outcome === "abandoned") {
    sink.add(at, C.abandoned, 1);
    sink.add(at, C.abandonedWait, wait);
    sink.add(at, FINISHED_WAIT, wait);
    if (inTime) sink.add(at, C.abandonedInThreshold, 1);
    if (wait <= policy.shortAbandonMs) sink.add(at, C.shortAbandoned, 1);
  } else {
    const reason = stay.outcome === "waiting" ? LOST : stay.reason;
    sink.add(at, C.flowedOut, 1);
    sink.add(at, FLOWED_OUT[reason]!, 1);
    sink.add(at, FINISHED_WAIT, wait);
    if (inTime && reason === CALLBACK) sink.add(at, C.callbackInThreshold, 1);
  }
  if (policy.from !== Number.NEGATIVE_INFINITY || at >= policy.until)
    emitOtherwise(leftQueue(stay, policy, wait), policy, sink, at);
}

const leftQueue = ({ outcome, reason }: Stay, policy: QueuePolicy, wait: number): LeftQueue => ({
  how: outcome === "answered" || outcome === "abandoned" ? outcome : "flowedOut",
  inTime: wait <= policy.thresholdMs,
  short: wait <= policy.shortAbandonMs,
  callback: outcome === "flowedOut" && reason === CALLBACK,
});

/** Of a call it is the answer. */
function emitResponse(course: Course, stay: Stay, policy: QueuePolicy, sink: ContributionSink, pinned: number): void {
  if (stay.respondedAt === UNKNOWN || course.channel === "call") return;
  const at = pinned === UNKNOWN ? stay.respondedAt : pinned;
  const from = stay.responseFrom === UNKNOWN ? course.firstEnteredAt : stay.responseFrom;
  sink.add(at, C.firstResponses, 1);
  emitElapsed(sink, at, C.firstResponseTime, C.firstResponseClosedTime, policy, from, stay.respondedAt);
}

/** Of chats and mails: from the beginning of the life to when it was resolved. */
function emitResolution(course: Course, stay: Stay, policy: QueuePolicy, sink: ContributionSink, pinned: number): void {
  const { resolvedAt, resolvedFrom } = stay;
  if (resolvedAt === UNKNOWN || course.channel === "call") return;
  const at = pinned === UNKNOWN ? resolvedAt : pinned;
  const from = resolvedFrom === UNKNOWN ? course.firstEnteredAt : resolvedFrom;
  sink.add(at, C.resolutions, 1);
  emitElapsed(sink, at, C.resolutionTime, C.resolutionClosedTime, policy, from, resolvedAt);
}

/** In the policy's time, and what the queue was closed beside. */
function emitElapsed(
  sink: ContributionSink,
  at: number,
  time: number,
  closedTime: number,
  policy: QueuePolicy,
  from: number,
  to: number,
): void {
  const open = Math.max(0, elapsed(policy, from, to));
  sink.add(at, time, open);
  const closed = Math.max(0, to - from) - open;
  if (closed > 0) sink.add(at, closedTime, closed);
}

function emitMissedRings({ missedRings }: Stay, sink: ContributionSink, pinned: number): void {
  for (let index = 0; index < missedRings.count; index++)
    sink.add(pinned === UNKNOWN ? missedRings.at(index).at : pinned, C.notAnswered, 1);
}
