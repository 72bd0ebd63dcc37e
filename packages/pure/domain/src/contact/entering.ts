/** How a contact comes into a queue: queued, refused, in a second life (rule 5c), or because the customer writes back. */
import type { Course } from "./course.ts";
import { type FoldEvent, reasonCode } from "./fold-event.ts";
import { type Name, NONE, UNKNOWN } from "./name.ts";
import { belongs, openOrNewest, wasQueued } from "./placing.ts";
import type { Stay } from "./stay.ts";

/** A member who comes back so soon has resumed: the abandon is undone. */
export const RESUMED_WITHIN_MS = 900_000;
const CLOSED = reasonCode("closed");

export function queued(course: Course, event: FoldEvent): Stay | null {
  if (event.queue === NONE) return course.cannotBe();
  course.handedOn = null;
  const stay = unannounced(course, event) ?? resumed(course, event) ?? named(course, event);
  if (stay !== null) {
    leaveTalks(course, stay, event.time);
    return stay;
  }
  const opened = course.open(event.queue, event);
  opened.queuedAt = event.time;
  opened.announced = true;
  leaveTalks(course, opened, event.time);
  return opened;
}

/** Abandoned a moment ago with nothing after it: the member is back, and has waited all along. */
export function resumed({ abandoned: stay }: Course, event: FoldEvent): Stay | null {
  if (stay === null || !belongs(stay, event) || event.time - stay.outcomeAt >= RESUMED_WITHIN_MS) return null;
  stay.outcome = "waiting";
  stay.outcomeAt = UNKNOWN;
  stay.waitMs = UNKNOWN;
  return stay;
}

/** One in that queue that still lacks its `queued`. */
function unannounced(course: Course, event: FoldEvent): Stay | null {
  const stay = newest(course, event, (candidate) => !candidate.announced);
  if (stay === null) return null;
  stay.announced = true;
  if (stay.queuedAt !== UNKNOWN) return stay;
  if (stay.outcomeAt !== UNKNOWN && stay.outcomeAt < event.time) course.impossible++;
  stay.queuedAt = event.time;
  return stay;
}

/** The source's own id says that it is a stay that was queued before. */
function named(course: Course, event: FoldEvent): Stay | null {
  if (event.segment === NONE) return null;
  const stay = newest(course, event, () => true);
  if (stay !== null) course.impossible++;
  return stay;
}

function newest({ stays }: Course, event: FoldEvent, fits: (stay: Stay) => boolean): Stay | null {
  for (let index = stays.count - 1; index >= 0; index--) {
    const stay = stays.at(index);
    if (wasQueued(stay, event) && belongs(stay, event) && fits(stay)) return stay;
  }
  return null;
}

/** A call that is queued anew is talked about no longer, unless the talk's own end still comes (a redirect writes none). */
function leaveTalks({ channel, stays }: Course, stay: Stay, at: number): void {
  if (channel !== "call") return;
  for (let index = 0; index < stays.count; index++) if (stays.at(index) !== stay) stays.at(index).leaveTalk(at);
}

export function refused(course: Course, event: FoldEvent): Stay | null {
  if (event.queue === NONE) return course.cannotBe();
  const stay = course.open(event.queue, event);
  stay.outcome = "refused";
  stay.outcomeAt = event.time;
  stay.reason = event.reason === UNKNOWN ? CLOSED : event.reason;
  return stay;
}

/** A second life: offered and waiting again, in the queue it names or the contact's last one, if no stay is open. */
export function reopened(course: Course, event: FoldEvent): Stay | null {
  if (course.goesOn) return toldOfReopening(course, event);
  const queue = event.queue === NONE ? lastQueueOf(course) : event.queue;
  if (queue === NONE) return course.cannotBe();
  course.human = false;
  const stay = openedByCustomer(course, course.open(queue, event), event);
  stay.reopened = true;
  return stay;
}

/** Of its newest stay; of one that nobody saw, as a survey tells. NONE: it was in none, also where it was turned away. */
function lastQueueOf({ stays }: Course): Name {
  let rated: Name = NONE;
  for (let index = stays.count - 1; index >= 0; index--) {
    const { outcome, queue } = stays.at(index);
    if (outcome !== "refused" && outcome !== "rated") return queue;
    if (outcome === "rated" && rated === NONE) rated = queue;
  }
  return rated;
}

/** It was queued again already: that is the second life, where it was resolved before. */
function toldOfReopening(course: Course, event: FoldEvent): Stay | null {
  const stay = openOrNewest(course.stays, event);
  if (stay === null || course.resolvedAfter === UNKNOWN || course.stays.indexOf(stay) < course.resolvedAfter)
    return stay;
  beginLife(course, event.time);
  stay.reopened = true;
  return stay;
}

/** An agent wrote first, and now the customer writes: that opens the stay. */
export function customerWroteBack(course: Course, event: FoldEvent): Stay | null {
  const queue = event.queue === NONE ? course.lastQueue : event.queue;
  if (queue === NONE) return course.cannotBe();
  course.outbound = false;
  const known = course.stays.last();
  const continues =
    known !== null && known.outcome === "outbound" && known.closedAt === UNKNOWN && known.queue === queue;
  const stay = continues ? known : course.open(queue, event);
  stay.outcome = "waiting";
  return openedByCustomer(course, stay, event);
}

function openedByCustomer(course: Course, stay: Stay, { time }: FoldEvent): Stay {
  stay.queuedAt = time;
  beginLife(course, time);
  return stay;
}

function beginLife(course: Course, at: number): void {
  course.handedOn = null;
  course.resolvedAfter = UNKNOWN;
  course.responded = false;
  course.responseFrom = at;
}
