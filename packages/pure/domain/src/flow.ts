/**
 * What flows through a queue, as ever-growing sums: the counters, how often segments flowed out for each reason, and how
 * the waits of answered segments lie over fixed bounds. A flow is a flat vector; panes and slices do not keep the parts
 * that are only here.
 */
import { ANSWERED_WAIT, COUNTER_COUNT, COUNTERS } from "./counters.ts";
import type { FlowOutReason } from "./event.ts";

export const FLOW_OUT_REASONS = [
  "timeout",
  "overflow",
  "key",
  "voicemail",
  "callback",
  "empty",
  "withdrawn",
  "closed",
  "lost",
  "other",
  "selfService",
] as const satisfies readonly FlowOutReason[];

/** Upper bounds of waits, ms, inclusive; longer ones are in none of them. */
export const WAIT_BOUNDS_MS = [5, 10, 15, 20, 30, 60, 120, 300, 600, 1_800, 3_600, 14_400, 86_400].map(
  (seconds) => seconds * 1_000,
);

/** Pseudo-counters of an entry, one for each reason: amount 1 where `flowedOut` has 1. */
const FIRST_REASON = ANSWERED_WAIT + 1;

/** What an entry may count, by name: at its index a counter, FINISHED_WAIT, ANSWERED_WAIT or a reason. Stored entries say the name. */
export const ENTRY_NAMES: readonly string[] = [
  ...COUNTERS,
  "finishedWaits",
  "answeredWaits",
  ...FLOW_OUT_REASONS.map((reason) => `flowedOut.${reason}`),
];

const OF_REASONS = COUNTER_COUNT;
const OF_WAITS = OF_REASONS + FLOW_OUT_REASONS.length;
export const FLOW_SIZE = OF_WAITS + WAIT_BOUNDS_MS.length;

const REASONS: ReadonlyMap<string, number> = new Map(FLOW_OUT_REASONS.map((reason, index) => [reason, index]));

/** A reason nobody knows is `other`. */
export const flowedOutFor = (reason: string | null): number =>
  FIRST_REASON + (REASONS.get(reason ?? "other") ?? REASONS.get("other")!);

export const isFlowOnly = (counter: number): boolean => counter >= FIRST_REASON;

/** Where a flow has the segments flowed out for a reason, by its position among the reasons. */
export const flowOfReason = (reason: number): number => OF_REASONS + reason;

/** Where it has the waits up to a bound and beyond the one before, by its position among the bounds. */
export const flowOfWait = (bound: number): number => OF_WAITS + bound;

/** Where an entry counts in a flow; −1: nowhere. */
export function flowOf(counter: number, amount: number): number {
  if (counter < COUNTER_COUNT) return counter;
  if (isFlowOnly(counter)) return OF_REASONS + counter - FIRST_REASON;
  if (counter !== ANSWERED_WAIT) return -1;
  let bound = 0;
  while (bound < WAIT_BOUNDS_MS.length && amount > WAIT_BOUNDS_MS[bound]!) bound++;
  return bound < WAIT_BOUNDS_MS.length ? OF_WAITS + bound : -1;
}
