/**
 * The state of a queue's tile, in order of precedence:
 * stale     the numbers are too old to act on
 * breach    service level below its target, or a critical alert is firing for the queue
 * warning   less than 3 points above the target, or somebody waits longer than 3 × the threshold, or a warning is firing
 * unknown   no contact has finished in the window and nobody waits too long
 * ok        everything else
 */
import type { Freshness } from "./freshness.ts";

export type TileState = "ok" | "warning" | "breach" | "unknown" | "stale";

export interface TileFacts {
  readonly freshness: Freshness;
  /** 0–1; null where undefined. */
  readonly serviceLevel: number | null;
  readonly target: number;
  /** Wait of the one waiting longest, seconds; null when nobody waits. */
  readonly longestWait: number | null;
  readonly thresholdSeconds: number;
  /** The worst alert firing for this queue. */
  readonly firing: "critical" | "warning" | null;
}

const NEAR_TARGET = 0.03;
const LONG_WAIT_IN_THRESHOLDS = 3;

export function tileState({
  freshness,
  serviceLevel,
  target,
  longestWait,
  thresholdSeconds,
  firing,
}: TileFacts): TileState {
  if (freshness === "stale") return "stale";
  if (freshness === "never") return "unknown";
  if (firing === "critical" || (serviceLevel !== null && serviceLevel < target)) return "breach";
  if (firing === "warning") return "warning";
  if (longestWait !== null && longestWait > LONG_WAIT_IN_THRESHOLDS * thresholdSeconds) return "warning";
  if (serviceLevel === null) return "unknown";
  // A target within 3 points of 100 % can only be near when missed by nobody: 100 % itself is never "at risk".
  return serviceLevel < 1 && serviceLevel < target + NEAR_TARGET ? "warning" : "ok";
}
