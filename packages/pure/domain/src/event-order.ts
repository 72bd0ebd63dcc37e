/**
 * The one order of events and the one identity. Both are total and depend on the events alone, never on arrival.
 */
import { type CanonicalEvent, EVENT_TYPES, type EventType } from "./event.ts";

const RANK = new Map<EventType, number>(EVENT_TYPES.map((type, index) => [type, index]));

/**
 * As events are stored: time, source, the source's own order of one instant (its `sequence`, else lifecycle rank, then id).
 * The fold merges the sources' lists (`FoldOrder`). 0 only for the same identity at the same place.
 */
export function compareEvents(a: CanonicalEvent, b: CanonicalEvent): number {
  if (a.time !== b.time) return a.time - b.time;
  if (a.source !== b.source) return a.source < b.source ? -1 : 1;
  const [placeA, placeB] = [placeOf(a), placeOf(b)];
  if (placeA !== placeB) return placeA < placeB ? -1 : 1;
  if (a.type !== b.type) return RANK.get(a.type)! - RANK.get(b.type)!;
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return 0;
}

/** What has no place of its own comes after what has one. */
export const placeOf = ({ sequence }: CanonicalEvent): number => sequence ?? Number.POSITIVE_INFINITY;

/** CloudEvents identity: (source, id). */
export const sameEvent = (a: CanonicalEvent, b: CanonicalEvent): boolean => a.id === b.id && a.source === b.source;

/** What the fold reads, in a fixed order: two events of one identity with equal content are one event. */
export function contentOf(event: CanonicalEvent): string {
  const data = event.data as Record<string, unknown>;
  const fields = Object.keys(data)
    .sort()
    .map((key) => [key, data[key]]);
  return JSON.stringify([
    event.type,
    event.time,
    event.recordedTime,
    event.channel,
    event.contact,
    event.segment,
    event.queue,
    event.agent,
    fields,
    // At the end and only where it is told, so that contents without one stay what they were.
    ...(event.contactReason === undefined && event.customer === undefined ? [] : [event.contactReason ?? null]),
    ...(event.customer === undefined ? [] : [event.customer]),
  ]);
}

/** Of two contents of one identity the greater (recordedtime, content) wins (rule 2); equal contents: false. */
export function replaces(candidate: CanonicalEvent, present: CanonicalEvent): boolean {
  const a = candidate.recordedTime ?? Number.NEGATIVE_INFINITY;
  const b = present.recordedTime ?? Number.NEGATIVE_INFINITY;
  if (a !== b) return a > b;
  return contentOf(candidate) > contentOf(present);
}
