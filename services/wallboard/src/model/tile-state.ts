/**
 * The state of a queue's tile, in order of precedence; the words are defined in `docs/board.md`.
 * closed    outside the queue's opening hours, nobody waits and no critical alert is firing: nothing is to be done
 * stale     a source of this queue is silent, or nothing is heard of the site: its numbers are old
 * breach    a critical alert is firing for this queue; never because a number is low
 * muted     the critical alerts that fire for this queue are all snoozed: somebody wants nobody to hear of it for a while
 * noData    nothing is decided in the view window
 * below     the service level is below its target and no critical alert says so (yet)
 * atRisk    on target, with no miss left
 * onTarget  everything else
 */
import type { ServiceLevelFacts } from "./service-level-facts.ts";

export type TileState = "onTarget" | "atRisk" | "below" | "breach" | "noData" | "stale" | "closed" | "muted";

export interface TileFacts extends ServiceLevelFacts {
  readonly stale: boolean;
  /** By the queue's calendar. */
  readonly closed: boolean;
  readonly waiting: number;
  /** The worst alert firing for this queue. */
  readonly firing: "critical" | "warning" | null;
  /** A critical one fires for it and is snoozed. */
  readonly muted: boolean;
}

export function tileState(facts: TileFacts): TileState {
  const { stale, closed, waiting, value, target, misses, missesLeft, firing, muted } = facts;
  if (closed && waiting === 0 && firing !== "critical" && !muted) return "closed";
  if (stale) return "stale";
  if (firing === "critical") return "breach";
  if (muted) return "muted";
  if (value === null) return "noData";
  if (value < target) return "below";
  return misses >= 1 && missesLeft < 1 ? "atRisk" : "onTarget";
}
