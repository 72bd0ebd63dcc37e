/** How a stay ends: abandoned, flowed out, ended, handed on, resolved (rules 5, 5a, 5b, 5c). */
import type { Course } from "./course.ts";
import { AGENT_PARTY, type FoldEvent, reasonCode } from "./fold-event.ts";
import { adopt } from "./handling.ts";
import type { Leg } from "./leg.ts";
import { NONE, UNKNOWN } from "./name.ts";
import { type Allowed, belongs, isOpen, isWaiting, place, placeEnd, wasQueued } from "./placing.ts";
import type { Stay } from "./stay.ts";

/** Two ends of one stay so close together are one end, told twice. */
const ONE_END_MS = 2_000;
const OTHER = reasonCode("other");
const LOST = reasonCode("lost");
const OVERFLOW = reasonCode("overflow");
const CLOSED = reasonCode("closed");
const CALLBACK = reasonCode("callback");
const SELF_SERVICE = reasonCode("selfService");

export const abandoned = (course: Course, event: FoldEvent): Stay | null => left(course, event, UNKNOWN);

export const flowedOut = (course: Course, event: FoldEvent): Stay | null =>
  left(course, event, event.reason === UNKNOWN ? OTHER : event.reason);

/** It leaves the oldest open stay: the call back may be queued before the call that asked for it ends. */
export function callbackRequested(course: Course, event: FoldEvent): Stay | null {
  const oldest = oldestOf(course, event, isWaiting) ?? oldestOf(course, event, isOpen);
  return oldest === null ? left(course, event, CALLBACK) : leave(course, oldest, event, CALLBACK);
}

function oldestOf({ stays }: Course, event: FoldEvent, allowed: Allowed): Stay | null {
  for (let index = 0; index < stays.count; index++) {
    const stay = stays.at(index);
    if (belongs(stay, event) && allowed(stay, event)) return stay;
  }
  return null;
}

/** `reason` UNKNOWN: the customer gave up. */
function left(course: Course, event: FoldEvent, reason: number): Stay | null {
  const { stays } = course;
  const open = placeEnd(stays, event, isOpen);
  if (open !== null) return leave(course, open, event, reason);
  const ended = place(stays, event, hasJustLeft);
  if (ended !== null) {
    // Of two ends that disagree only the one that wins was.
    if (!endAgain(course, ended, event, reason) && (reason !== UNKNOWN || !statesCause(ended.reason)))
      course.impossible++;
    return ended;
  }
  // It is over already, and how it was left stands.
  const over = place(stays, event, wasQueued);
  if (over !== null) {
    course.impossible++;
    return over;
  }
  const implied = course.imply(event);
  return implied === null ? null : leave(course, implied, event, reason);
}

const hasJustLeft: Allowed = (stay, event) =>
  (stay.outcome === "abandoned" || stay.outcome === "flowedOut") && event.time - stay.outcomeAt <= ONE_END_MS;

function leave(course: Course, stay: Stay, event: FoldEvent, reason: number): Stay {
  // Answered is no trap (rule 5b): whatever ends an answered stay ends the talk, but none that is over.
  if (stay.outcome === "answered") endIfOpen(stay.legFor(event.agent), event.time);
  else if (stay.outcome === "outbound") close(stay, event.time);
  else giveUp(course, stay, event, reason);
  return stay;
}

function endIfOpen(leg: Leg | null, at: number): void {
  if (leg?.endedAt === UNKNOWN) leg.end(at);
}

/** Leaves the queue without an answer. */
function giveUp(course: Course, stay: Stay, event: FoldEvent, reason: number): void {
  stay.outcome = reason === UNKNOWN ? "abandoned" : "flowedOut";
  stay.outcomeAt = event.time;
  stay.reason = reason;
  if (stay.waitMs === UNKNOWN) stay.waitMs = event.waitMs;
  if (reason === UNKNOWN) course.abandoned = stay;
  close(stay, event.time);
}

function close(stay: Stay, at: number): void {
  stay.closedAt = at;
  for (let index = 0; index < stay.legs.count; index++) {
    const leg = stay.legs.at(index);
    if (leg.from !== UNKNOWN && leg.overAt === UNKNOWN) leg.end(at);
  }
}

const statesCause = (reason: number): boolean => reason !== UNKNOWN && reason !== OTHER && reason !== LOST;

/** Of two ends the one that states a cause wins over a bare abandon, whichever came first (rule 5b). True: the second one does. */
function endAgain(course: Course, stay: Stay, event: FoldEvent, reason: number): boolean {
  if (stay.outcome === "abandoned" && statesCause(reason)) {
    stay.waitMs = UNKNOWN;
    giveUp(course, stay, event, reason);
    return true;
  }
  // The same end once more: nothing has come after it.
  course.endedAgain = stay === course.abandoned;
  return false;
}

export type EndKind = "ended" | "transferred" | "resolved";

export function ended(course: Course, event: FoldEvent, kind: EndKind): Stay | null {
  const byAgent = event.agent !== NONE || event.talkMs !== UNKNOWN || (kind === "ended" && event.party === AGENT_PARTY);
  const stay =
    placeEnd(course.stays, event, isOpen) ??
    place(course.stays, event, isOver) ??
    impliedBy(course, event, byAgent && kind !== "transferred");
  if (kind === "resolved") course.resolvedAfter = course.stays.count;
  // Also where nobody knows of what: who hands a contact on has had to do with it.
  if (byAgent) course.human = true;
  if (stay === null) return null;
  if (kind === "resolved" && stay.resolvedAt === UNKNOWN && stay.outcome !== "outbound") {
    stay.resolvedAt = event.time;
    stay.resolvedFrom = course.responseFrom;
  }
  if (stay.outcome === "waiting") endUnanswered(course, stay, event, kind, byAgent);
  else if (!byAgent && hasJustLeft(stay, event)) endAgain(course, stay, event, statedBy(course, kind));
  else if (stay.outcome === "outbound") close(stay, event.time);
  if (kind === "transferred") handOn(course, stay, event);
  endTalk(stay, event);
  return stay;
}

/** A talk that it never had, or an agent it never had, is of another stay, which nobody has told of. */
const isOver: Allowed = (stay, event) => {
  if (!wasQueued(stay, event)) return false;
  const last = stay.legs.last();
  if (last === null) return event.talkMs === UNKNOWN;
  return event.agent === NONE || last.agent === NONE || stay.legOf(event.agent) !== null;
};

function impliedBy(course: Course, event: FoldEvent, byAgent: boolean): Stay | null {
  return byAgent ? course.imply(event) : course.cannotBe();
}

function endUnanswered(course: Course, stay: Stay, event: FoldEvent, kind: EndKind, byAgent: boolean): void {
  // A mail is answered by what a human writes: closed or moved without that, it left the queue and nobody answered it.
  if (byAgent && course.channel !== "email") {
    const leg =
      stay.legs.last() ?? stay.addLeg(event, event.time - Math.max(0, event.talkMs) - Math.max(0, event.holdMs));
    leg.answerImplied = true;
    stay.outcome = "answered";
    stay.outcomeAt = leg.from;
    if (stay.waitMs === UNKNOWN) stay.waitMs = event.waitMs;
  } else giveUp(course, stay, event, causeOf(course, kind));
}

/** Resolved without any human is the customer's own success, not an abandon. */
function causeOf({ channel, human }: Course, kind: EndKind): number {
  if (kind === "transferred") return OVERFLOW;
  if (kind === "resolved") return human ? CLOSED : SELF_SERVICE;
  return channel === "email" ? CLOSED : UNKNOWN;
}

/** Closing a contact that a human has had to do with says nothing of why it left this queue. */
const statedBy = (course: Course, kind: EndKind): number =>
  causeOf(course, kind === "resolved" && course.human ? "ended" : kind);

function handOn(course: Course, stay: Stay, event: FoldEvent): void {
  // What was over before was not handed on.
  if (stay.outcome !== "answered" && (stay.reason !== OVERFLOW || stay.outcomeAt !== event.time)) return;
  const leg = stay.legFor(event.agent) ?? (event.agent === NONE ? null : stay.addLeg(event, UNKNOWN));
  if (leg !== null) {
    // Told once more: somebody may have it by now.
    if (leg.handedOnAt !== UNKNOWN) return;
    leg.handedOnAt = event.time;
    leg.handedOnKind = event.kind;
  }
  // Who has it next is known already: the contact was queued anew, or another agent has answered.
  if ((leg === null || leg.leftAt === UNKNOWN) && !isQueuedElsewhere(course, stay, event.time)) course.handedOn = stay;
}

/** A chat's talk goes on when it is queued anew, and of one instant `queued` is first where nothing numbers them. */
function isQueuedElsewhere({ stays }: Course, stay: Stay, at: number): boolean {
  for (let index = 0; index < stays.count; index++) {
    const other = stays.at(index);
    if (other !== stay && other.queuedAt === at) return true;
  }
  return false;
}

function endTalk(stay: Stay, event: FoldEvent): void {
  const leg = stay.legFor(event.agent);
  if (leg === null || leg.from === UNKNOWN) return;
  adopt(leg, event);
  endIfOpen(leg, event.time);
  if (leg.talkMs === UNKNOWN) leg.talkMs = event.talkMs;
  if (leg.holdMs === UNKNOWN) leg.holdMs = event.holdMs;
  if (leg.wrapUpMs === UNKNOWN) leg.wrapUpMs = event.wrapUpMs;
  // Some sources tell how long it waited with the end of the talk.
  if (stay.outcome === "answered" && leg === stay.answering && stay.waitMs === UNKNOWN) stay.waitMs = event.waitMs;
}
