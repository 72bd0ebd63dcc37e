/**
 * The sorted, de-duplicated events of one contact or agent: the input of every fold. Whatever the order of arrival and
 * however often an event arrives, the list ends the same.
 */
import type { CanonicalEvent } from "./event.ts";
import { compareEvents, contentOf, placeOf, replaces, sameEvent } from "./event-order.ts";

export type Insertion =
  /** In order: the fold may go on from where it stands. */
  | { readonly outcome: "appended" }
  /** Out of order: the fold begins again. */
  | { readonly outcome: "inserted" }
  /** `moved`: it tells of an earlier place among what its source wrote of the instant. */
  | { readonly outcome: "duplicate"; readonly moved?: true }
  /** One identity, two contents: `loser` is not counted (dead letter `id_conflict`); `changed` when the newcomer won. */
  | { readonly outcome: "conflict"; readonly loser: CanonicalEvent; readonly changed: boolean };

const APPENDED: Insertion = { outcome: "appended" };
const INSERTED: Insertion = { outcome: "inserted" };
const DUPLICATE: Insertion = { outcome: "duplicate" };
const MOVED: Insertion = { outcome: "duplicate", moved: true };

export function insertEvent(events: CanonicalEvent[], event: CanonicalEvent): Insertion {
  for (let index = events.length - 1; index >= 0; index--) {
    const present = events[index]!;
    if (!sameEvent(present, event)) continue;
    const earlier = placeOf(event) < placeOf(present) ? event : present;
    if (contentOf(present) === contentOf(event)) {
      if (earlier === present) return DUPLICATE;
      events.splice(index, 1);
      place(events, event);
      return MOVED;
    }
    const wins = replaces(event, present);
    if (!wins && earlier === present) return { outcome: "conflict", loser: event, changed: false };
    events.splice(index, 1);
    const winner = wins ? event : present;
    place(events, placeOf(winner) === placeOf(earlier) ? winner : { ...winner, sequence: earlier.sequence! });
    return { outcome: "conflict", loser: wins ? present : event, changed: true };
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
