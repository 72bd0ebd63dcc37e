/**
 * The sorted, de-duplicated events of one contact or agent: the input of every fold. Whatever the order of arrival and
 * however often an event arrives, the list ends the same.
 */
import type { CanonicalEvent } from "./event.ts";
import { compareEvents, contentOf, replaces, sameEvent } from "./event-order.ts";

export type Insertion =
  /** In order: the fold may go on from where it stands. */
  | { readonly outcome: "appended" }
  /** Out of order: the fold begins again. */
  | { readonly outcome: "inserted" }
  | { readonly outcome: "duplicate" }
  /** One identity, two contents: `loser` is not counted (dead letter `id_conflict`); `changed` when the newcomer won. */
  | { readonly outcome: "conflict"; readonly loser: CanonicalEvent; readonly changed: boolean };

const APPENDED: Insertion = { outcome: "appended" };
const INSERTED: Insertion = { outcome: "inserted" };
const DUPLICATE: Insertion = { outcome: "duplicate" };

export function insertEvent(events: CanonicalEvent[], event: CanonicalEvent): Insertion {
  for (let index = events.length - 1; index >= 0; index--) {
    const present = events[index]!;
    if (!sameEvent(present, event)) continue;
    if (contentOf(present) === contentOf(event)) return DUPLICATE;
    if (!replaces(event, present)) return { outcome: "conflict", loser: event, changed: false };
    events.splice(index, 1);
    place(events, event);
    return { outcome: "conflict", loser: present, changed: true };
  }
  return place(events, event) ? APPENDED : INSERTED;
}

/** True when the event went to the end. */
function place(events: CanonicalEvent[], event: CanonicalEvent): boolean {
  let index = events.length;
  while (index > 0 && compareEvents(events[index - 1]!, event) > 0) index--;
  if (index === events.length) {
    events.push(event);
    return true;
  }
  events.splice(index, 0, event);
  return false;
}
