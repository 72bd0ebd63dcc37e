/** An agent was called to a contact, who took it or did not. */
import type { Course } from "./course.ts";
import type { FoldEvent } from "./fold-event.ts";
import { isOpen, isWaiting, placeForAnyone, wasQueued } from "./placing.ts";
import type { Stay } from "./stay.ts";

export const alerted = ({ stays }: Course, event: FoldEvent): Stay | null =>
  placeForAnyone(stays, event, isWaiting) ??
  placeForAnyone(stays, event, isOpen) ??
  placeForAnyone(stays, event, wasQueued);

export function notAnswered(course: Course, event: FoldEvent): Stay | null {
  const stay = alerted(course, event);
  if (stay === null) return course.cannotBe();
  const ring = stay.missedRings.add();
  ring.at = event.time;
  ring.agent = event.agent;
  return stay;
}
