/**
 * What a call's own events cannot place: the end of an agent's talk that the call never had. A phone system may change a call's id
 * on its way (rule 24), so it may be the end of another id's talk. Noted while a contact is folded; who finds that talk is not the fold.
 */
import type { Course } from "./course.ts";
import type { FoldEvent } from "./fold-event.ts";
import { type Name, NONE, UNKNOWN } from "./name.ts";

export class Stray {
  /** It was handed on; else it ended, and nothing was heard of the call before. */
  handedOn = false;
  at = UNKNOWN;
  source: Name = NONE;
  queue: Name = NONE;
  agent: Name = NONE;
  waitMs = UNKNOWN;
  talkMs = UNKNOWN;
  holdMs = UNKNOWN;

  reset(): void {
    this.handedOn = false;
    this.at = UNKNOWN;
    this.source = NONE;
    this.queue = NONE;
    this.agent = NONE;
    this.waitMs = UNKNOWN;
    this.talkMs = UNKNOWN;
    this.holdMs = UNKNOWN;
  }
}

/** Before a `transferred` is applied: it names a queue and an agent whom the call never had there. */
export function noteHandOn(course: Course, event: FoldEvent): void {
  if (course.channel !== "call" || event.queue === NONE || event.agent === NONE) return;
  if (!hasHad(course, event)) note(course, event, true);
}

/** Before an `ended` is applied. */
export function noteEnd(course: Course, event: FoldEvent): void {
  if (course.channel !== "call" || course.heard > 1 || event.queue === NONE || event.agent === NONE) return;
  if (event.waitMs !== UNKNOWN && event.talkMs !== UNKNOWN) note(course, event, false);
}

/** An agent who was not named may have been this one. */
function hasHad({ stays }: Course, { queue, agent }: FoldEvent): boolean {
  for (let index = 0; index < stays.count; index++) {
    const stay = stays.at(index);
    if (stay.queue === queue && (stay.legOf(agent) !== null || stay.legOf(NONE) !== null)) return true;
  }
  return false;
}

function note(
  course: Course,
  { time, source, queue, agent, waitMs, talkMs, holdMs }: FoldEvent,
  handedOn: boolean,
): void {
  const stray = course.strays.add();
  stray.handedOn = handedOn;
  stray.at = time;
  stray.source = source;
  stray.queue = queue;
  stray.agent = agent;
  stray.waitMs = waitMs;
  stray.talkMs = talkMs;
  stray.holdMs = holdMs;
}
