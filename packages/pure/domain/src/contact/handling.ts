/** What agents do of a stay (rule 5a): answer, hold and wrap up. What they write: messages.ts. */
import type { Course } from "./course.ts";
import { resumed } from "./entering.ts";
import type { FoldEvent } from "./fold-event.ts";
import type { Leg } from "./leg.ts";
import { type Name, NONE, UNKNOWN } from "./name.ts";
import { type Allowed, belongs, goesOn, isOpen, isToWrapUp, isYetToWrapUp, legToWrapUp, place } from "./placing.ts";
import type { Stay } from "./stay.ts";

/** No source's clock is further ahead than events are taken in (rule 4). */
const CLOCKS_APART_MS = 300_000;

export function answered(course: Course, event: FoldEvent): Stay | null {
  const { stays } = course;
  course.human = true;
  const next = handedOnTo(course, event);
  if (next !== null) return nextLeg(course, next, event);
  const awaited = place(stays, event, isToAnswer) ?? resumed(course, event);
  if (awaited !== null) return firstLeg(course, awaited, event);
  const known = place(stays, event, isTalking) ?? place(stays, event, hasImpliedAnswer);
  if (known !== null) return toldAgain(course, known, event);
  const implied = course.imply(event);
  return implied === null ? null : firstLeg(course, implied, event);
}

const isToAnswer: Allowed = (stay) =>
  stay.outcome === "waiting" || (stay.outcome === "outbound" && stay.closedAt === UNKNOWN && stay.talking === null);

const isTalking: Allowed = (stay) => {
  const leg = stay.outcome === "answered" || stay.outcome === "outbound" ? stay.talking : null;
  return leg !== null && leg.leftAt === UNKNOWN;
};

/** An end stamped before its start: the answer is the one that the end has implied. What comes later is another one. */
const hasImpliedAnswer: Allowed = (stay, event) => isItsAnswer(stay.legs.last(), event);

function isItsAnswer(leg: Leg | null, event: FoldEvent): boolean {
  if (leg === null || !leg.answerImplied || event.time - leg.overAt > CLOCKS_APART_MS) return false;
  return event.agent === NONE || leg.agent === NONE || event.agent === leg.agent;
}

function firstLeg(course: Course, stay: Stay, event: FoldEvent): Stay {
  // Of a mail: somebody took it before, and has not written.
  const known = stay.talking;
  if (known !== null && (event.agent === NONE || event.agent === known.agent)) course.impossible++;
  else stay.addLeg(event, event.time);
  takes(course, stay, event);
  return stay;
}

/** The queue has answered it already: offered once, answered once. One that flowed out by being handed on has not. */
function nextLeg(course: Course, stay: Stay, event: FoldEvent): Stay {
  course.handedOn = null;
  stay.addLeg(event, event.time);
  if (stay.outcome !== "flowedOut") return stay;
  stay.outcome = "waiting";
  stay.outcomeAt = UNKNOWN;
  stay.waitMs = UNKNOWN;
  takes(course, stay, event);
  return stay;
}

/** What was handed on, where the event may be of its next leg; one that names no stay is of where the contact has come since. */
function handedOnTo(course: Course, event: FoldEvent): Stay | null {
  const { handedOn } = course;
  if (handedOn === null || !belongs(handedOn, event)) return null;
  if (namesStay(event) || !hasComeFurther(course, handedOn)) return handedOn;
  course.handedOn = null;
  return null;
}

const namesStay = ({ queue, segment }: FoldEvent): boolean => queue !== NONE || segment !== NONE;

/** It waits or is talked about where it came while it had the one that was handed on. */
function hasComeFurther({ stays }: Course, handedOn: Stay): boolean {
  const since = hadSince(handedOn);
  for (let index = 0; index < stays.count; index++) {
    const other = stays.at(index);
    if (other !== handedOn && goesOn(other) && other.enteredAt >= since) return true;
  }
  return false;
}

/** Since when its agent had it who handed it on; nobody having had it, since it came there. */
function hadSince({ legs, enteredAt }: Stay): number {
  for (let index = legs.count - 1; index >= 0; index--) {
    const { from, handedOnAt } = legs.at(index);
    if (handedOnAt !== UNKNOWN) return from === UNKNOWN ? enteredAt : from;
  }
  return enteredAt;
}

/** A chat or mail that was handed on is the next agent's when he writes (rules 5a, 10); who handed it on may write once more. */
export function takenOver(course: Course, event: FoldEvent): Stay | null {
  if (course.channel === "call") return null;
  const { agent } = event;
  if (agent !== NONE && course.handedOn?.legs.last()?.agent === agent) return null;
  if (agent !== NONE && !namesStay(event) && isTalkingTo(course, agent)) return null;
  const next = handedOnTo(course, event);
  return next === null ? null : nextLeg(course, next, event);
}

function isTalkingTo({ stays }: Course, agent: Name): boolean {
  for (let index = 0; index < stays.count; index++) {
    const leg = goesOn(stays.at(index)) ? stays.at(index).legOf(agent) : null;
    if (leg !== null && leg.from !== UNKNOWN && leg.overAt === UNKNOWN) return true;
  }
  return false;
}

/** A mail waits on until somebody writes (rule 10), whatever is reported of who took it. */
function takes({ channel }: Course, stay: Stay, event: FoldEvent): void {
  if (channel === "email") return;
  if (event.waitMs !== UNKNOWN) stay.waitMs = event.waitMs;
  answer(stay, event.time);
}

function toldAgain(course: Course, stay: Stay, event: FoldEvent): Stay {
  course.impossible++;
  const last = stay.legs.last();
  if (isItsAnswer(last, event)) adopt(last, event);
  const leg = event.agent === NONE ? last : stay.legOf(event.agent);
  // Somebody else has it now, and nobody said that it was handed on.
  if (leg === null) stay.addLeg(event, event.time);
  else if (isItsAnswer(leg, event)) {
    leg.answerImplied = false;
    if (stay.waitMs === UNKNOWN) stay.waitMs = event.waitMs;
  }
  return stay;
}

export function answer(stay: Stay, at: number): void {
  if (stay.outcome !== "waiting") return;
  stay.outcome = "answered";
  stay.outcomeAt = at;
}

/** A leg of nobody in particular is that of the first agent who is named. */
export const adopt = (leg: Leg | null, { agent }: FoldEvent): void => {
  if (leg !== null && leg.agent === NONE) leg.agent = agent;
};

export function held(course: Course, event: FoldEvent, isHeld: boolean): Stay | null {
  const stay = place(course.stays, event, isOpen);
  if (stay === null) return course.cannotBe();
  const leg = stay.legFor(event.agent);
  if (leg === null || leg.overAt !== UNKNOWN) course.impossible++;
  else if (!isHeld) leg.resume(event.time);
  else leg.hold(event.time);
  return stay;
}

export function wrapUp(course: Course, event: FoldEvent, begins: boolean): Stay | null {
  const over = place(course.stays, event, isToWrapUp);
  const stay = over ?? place(course.stays, event, isYetToWrapUp);
  const leg = stay === null ? null : legToWrapUp(stay, event, over !== null);
  if (stay === null || leg === null) return course.cannotBe();
  adopt(leg, event);
  if (!begins) leg.wrapUpEndedAt = event.time;
  else if (leg.wrapUpStartedAt === UNKNOWN) leg.wrapUpStartedAt = event.time;
  if (leg.wrapUpMs === UNKNOWN) leg.wrapUpMs = event.wrapUpMs;
  return stay;
}
