/**
 * What flows through a queue, as ever-growing sums: the counters, and how the waits of answered segments lie over fixed bounds. A
 * flow is a flat vector; panes and slices do not keep the parts that are only here.
 */
import { ANSWERED_WAIT, COUNTER_COUNT, COUNTERS } from "./counters.ts";

/** Upper bounds of waits, ms, inclusive; longer ones are in none of them. */
export const WAIT_BOUNDS_MS = [5, 10, 15, 20, 30, 60, 120, 300, 600, 1_800, 3_600, 14_400, 86_400].map(
  (seconds) => seconds * 1_000,
);

/** What an entry may count, by name: at its index a counter, FINISHED_WAIT or ANSWERED_WAIT. Stored entries say the name. */
export const ENTRY_NAMES: readonly string[] = [...COUNTERS, "finishedWaits", "answeredWaits"];

const OF_WAITS = COUNTER_COUNT;
export const FLOW_SIZE = OF_WAITS + WAIT_BOUNDS_MS.length;

/** Where it has the waits up to a bound and beyond the one before, by its position among the bounds. */
export const flowOfWait = (bound: number): number => OF_WAITS + bound;

/** Where an entry counts in a flow; −1: nowhere. */
export function flowOf(counter: number, amount: number): number {
  if (counter < COUNTER_COUNT) return counter;
  if (counter !== ANSWERED_WAIT) return -1;
  let bound = 0;
  while (bound < WAIT_BOUNDS_MS.length && amount > WAIT_BOUNDS_MS[bound]!) bound++;
  return bound < WAIT_BOUNDS_MS.length ? OF_WAITS + bound : -1;
}
