/** Rules over a recording: its events come again at their times, as to an owner that keeps up with its log. */
import type { CanonicalEvent } from "@floorwalker/domain";
import type { RehearsedSite } from "./rehearsed-site.ts";

/** Steps between two moments at which somebody else may go on. */
const STEPS = 200;

/** `events`: of the site, in order of their times. Up to `to`, epoch ms. */
export function* rehearseEvents(
  rehearsed: RehearsedSite,
  events: readonly CanonicalEvent[],
  to: number,
): Generator<void> {
  if (events.length === 0) return;
  const { site } = rehearsed;
  site.advance(events[0]!.time);
  let next = 0;
  for (let steps = 1; ; steps++) {
    const now = Math.min(events[next]?.time ?? Number.POSITIVE_INFINITY, rehearsed.nextDue());
    if (now >= to) return;
    for (; next < events.length && events[next]!.time <= now; next++) site.insert(events[next]!, events[next]!.time);
    rehearsed.judge(now);
    if (steps % STEPS === 0) yield;
  }
}
