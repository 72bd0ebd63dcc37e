import type { Calendar } from "./calendar.ts";

/** Time from one moment to another at which any of them is open, each instant once, ms; 0 where `to` comes first. */
export function elapsedTogether(calendars: readonly Calendar[], from: number, to: number): number {
  let elapsed = 0;
  for (let at = from; at < to; ) {
    const begin = Math.min(...calendars.map((each) => each.opensAt(at) ?? Number.POSITIVE_INFINITY));
    if (begin >= to) break;
    const open = calendars.filter((each) => each.isOpen(begin));
    at = Math.min(to, Math.max(...open.map((each) => each.closesAt(begin) ?? to)));
    elapsed += at - begin;
  }
  return elapsed;
}
