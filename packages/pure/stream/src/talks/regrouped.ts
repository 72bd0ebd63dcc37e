/**
 * What becomes of the contacts in memory when ids turn out to be one contact, or cease to be: the id with the earliest event has the
 * events of all of them, so that one fold has the whole of it, and the others say that they are its. Nothing is lost on the way back,
 * because every event says under which id it was told.
 */
import { type CanonicalEvent, compareEvents, insertEvent } from "@floorwalker/domain";

export interface Regrouped {
  readonly main: string;
  readonly others: readonly string[];
  /** In order, each identity once. */
  readonly events: readonly CanonicalEvent[];
}

/** `told`: under each id. */
export function regrouped(ids: ReadonlySet<string>, told: ReadonlyMap<string, readonly CanonicalEvent[]>): Regrouped {
  const events: CanonicalEvent[] = [];
  for (const event of [...ids].flatMap((id) => told.get(id) ?? []).toSorted(compareEvents)) insertEvent(events, event);
  const main = events[0]!.contact!;
  return { main, others: [...ids].filter((id) => id !== main), events };
}
