/** A contact as the oracle walks it, and how a stay of it begins (rules 5, 5c). */
import type { CanonicalEvent } from "@floorwalker/domain";
import { fits } from "./place-of-event.ts";
import { entered, isOpen, newStay, type Stay } from "./stay.ts";

/** What surveys tell of a stay that nobody saw; `queue` null: of none. */
export interface Rated {
  readonly queue: string | null;
  readonly label: string | null;
  /** By survey and what it asked for. */
  readonly ratings: Map<string, CanonicalEvent>;
}

export interface Life {
  readonly stays: Stay[];
  readonly refusals: CanonicalEvent[];
  /** Of stays that only surveys tell of, and of none (rules 5e, 6). */
  readonly rated: Rated[];
  /** Of a queue that it was never in. */
  readonly rings: CanonicalEvent[];
  /** Everything so far; the event at hand is not yet among it. */
  readonly past: CanonicalEvent[];
  /** The newest event, but for ends that tell once more of the one before (rule 5b). */
  newest: CanonicalEvent | null;
  /** Waits for its customer to write (rule 5c). */
  outbound: boolean;
  /** After so many stays; null: it was not, or was opened again since. */
  resolved: number | null;
  /** The event that began the life at hand anew, by its id; null: it is the first. */
  reopenedBy: string | null;
  /** Handed on by its agent, and not queued anew since (rule 5a). */
  handedOn: Stay | null;
  /** When the life at hand began; null: with the contact. */
  since: number | null;
  /** The customer wrote, and nobody has replied yet. */
  awaitingSince: number | null;
  /** What the first response runs from; null: it was given. */
  respondFrom: Stay | number | null;
}

/** Rule 5: "less than 15 min before". */
const RESUMED_WITHIN_MS = 15 * 60_000;

export function open(life: Life, event: CanonicalEvent, queue: string, reopened = false): Stay {
  const stay = newStay(event, queue, reopened);
  stay.outbound = life.outbound;
  if (life.stays.length === 0 || reopened) life.respondFrom = reopened ? event.time : stay;
  life.stays.push(stay);
  if (reopened) {
    life.handedOn = null;
    life.reopenedBy = event.id;
    life.since = event.time;
  }
  return stay;
}

/** Implied only where the event says in which queue. */
export const implied = (life: Life, event: CanonicalEvent): Stay | undefined =>
  event.queue === null ? undefined : open(life, event, event.queue);

/**
 * Rule 5a: handed on, and the event names it; one that names no stay is of it unless the contact was in another queue since its
 * agent had it (nobody having had it: since it came there), and that still goes on.
 */
export function handedOnTo(life: Life, event: CanonicalEvent): Stay | undefined {
  const stay = life.handedOn;
  if (stay === null || !fits(stay, event)) return undefined;
  const leg = stay.legs.findLast(({ handedOnAt }) => handedOnAt !== null);
  const since = leg === undefined || leg.untouched ? entered(stay) : leg.from;
  const further = life.stays.some((other) => other !== stay && isOpen(other) && entered(other) >= since);
  if (event.queue !== null || event.segment !== null || !further) return stay;
  life.handedOn = null;
  return undefined;
}

/** An abandon less than 15 min old, the last of the contact, is undone: the member is back. */
export function resume(life: Life, event: CanonicalEvent): Stay | undefined {
  // Not always the newest stay there: that may have been left before.
  const stay = life.stays.find(({ left }) => left?.how === "abandoned" && left.by === life.newest);
  if (stay === undefined || !fits(stay, event) || event.time - stay.left!.at >= RESUMED_WITHIN_MS) return undefined;
  stay.left = null;
  return stay;
}
