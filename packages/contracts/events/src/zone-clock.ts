/**
 * From what a zone's clock on the wall shows to the moment. Total: an hour that comes twice (clocks set back) is the first
 * of the two, and an hour that is left out (clocks set forward) lies as far behind the change as the clock was put on
 * (02:30 is 03:30). Both are noted, for neither is sure.
 */
import { tzOffset } from "@date-fns/tz";

export type ClockNote = "hour_twice" | "hour_missing";

export interface ClockReading {
  /** Epoch ms. */
  readonly at: number;
  readonly note: ClockNote | null;
}

const MINUTE_MS = 60_000;
/** Longer than the clocks of any zone are from UTC, so that a change near the time lies between its two probes. */
const PROBE_MS = 36 * 3_600_000;

/** `wall`: what the clock shows, as the epoch ms at which UTC shows it. */
export function momentOf(wall: number, zone: string): ClockReading {
  const before = offsetAt(wall - PROBE_MS, zone);
  const after = offsetAt(wall + PROBE_MS, zone);
  const [first, second] = [wall - before, wall - after];
  const [firstShows, secondShows] = [offsetAt(first, zone) === before, offsetAt(second, zone) === after];
  if (firstShows && secondShows && first !== second) return { at: Math.min(first, second), note: "hour_twice" };
  if (firstShows) return { at: first, note: null };
  return secondShows ? { at: second, note: null } : { at: first, note: "hour_missing" };
}

const offsetAt = (time: number, zone: string): number => tzOffset(zone, new Date(time)) * MINUTE_MS;
