/** Which segment of a contact an event belongs to, where the source does not say (rule 5). */
import type { CanonicalEvent } from "../event.ts";
import { isOpen, isQueued, type Segment } from "./segment.ts";

/** The newest open one in the event's queue; else the newest that was in a queue at all. */
export const openOrNewest = (segments: readonly Segment[], event: CanonicalEvent): Segment | null =>
  newest(segments, (segment) => belongs(segment, event) && isOpen(segment)) ??
  newest(segments, (segment) => belongs(segment, event) && isQueued(segment));

/** An event without queue or segment fits any. */
export const belongs = (segment: Segment, event: CanonicalEvent): boolean =>
  (event.queue === null || segment.queue === event.queue) &&
  (event.segment === null || segment.label === event.segment);

export function newest(segments: readonly Segment[], fits: (segment: Segment) => boolean): Segment | null {
  for (let index = segments.length - 1; index >= 0; index--) {
    const segment = segments[index]!;
    if (fits(segment)) return segment;
  }
  return null;
}
