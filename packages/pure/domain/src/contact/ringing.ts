/** An agent was called to a contact, who took it or did not. */
import type { Course } from "./course.ts";
import type { FoldEvent } from "./fold-event.ts";
import { NONE } from "./name.ts";
import { isOpen, isWaiting, placeForAnyone, wasQueued } from "./placing.ts";
import type { Pool } from "./pool.ts";
import type { Ring, Stay } from "./stay.ts";

export const alerted = (course: Course, event: FoldEvent): Stay | null =>
  ring(course, event, (stay) => stay.rings, false);

export const notAnswered = (course: Course, event: FoldEvent): Stay | null =>
  ring(course, event, (stay) => stay.missedRings, true) ?? course.cannotBe();

function ring(course: Course, event: FoldEvent, rings: (stay: Stay) => Pool<Ring>, missed: boolean): Stay | null {
  const { stays } = course;
  const stay =
    placeForAnyone(stays, event, isWaiting) ??
    placeForAnyone(stays, event, isOpen) ??
    placeForAnyone(stays, event, wasQueued);
  if (stay === null) {
    if (event.agent !== NONE && event.queue !== NONE) noteUnplaced(course, event, missed);
    return null;
  }
  const rung = rings(stay).add();
  rung.at = event.time;
  rung.agent = event.agent;
  rung.source = event.source;
  rung.sequence = event.sequence;
  return stay;
}

function noteUnplaced(
  { unplacedRings }: Course,
  { time, agent, queue, source, sequence }: FoldEvent,
  missed: boolean,
): void {
  const rung = unplacedRings.add();
  rung.at = time;
  rung.agent = agent;
  rung.queue = queue;
  rung.source = source;
  rung.sequence = sequence;
  rung.missed = missed;
}
