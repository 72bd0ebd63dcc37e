/** What few events say: an event that does not say it has no such property, so that nearly all events have one shape. */
import type { CanonicalEvent } from "@floorwalker/domain";

export function rarely(
  event: CanonicalEvent,
  contactReason: string | null,
  customer: string | null,
  sequence: number | null,
): CanonicalEvent {
  if (contactReason === null && customer === null && sequence === null) return event;
  return {
    ...event,
    ...(contactReason === null ? {} : { contactReason }),
    ...(customer === null ? {} : { customer }),
    ...(sequence === null ? {} : { sequence }),
  };
}
