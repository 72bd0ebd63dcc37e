/** What a queue's service level over the view window rests on, in contacts; shares are not added up (`docs/board.md`). */
import type { QueueRow } from "@floorwalker/protocol";
import { valueIn } from "./floor.ts";

/** The window of every value, count and state word on the page; an alert has its own and names it. */
export const VIEW_WINDOW = "30m" as const;

/** Those that a page can be looked at over. */
export const VIEW_WINDOWS = ["15m", "30m", "60m", "day"] as const;
export type ViewWindow = (typeof VIEW_WINDOWS)[number];

export const readWindow = (wanted: string | null): ViewWindow =>
  VIEW_WINDOWS.find((window) => window === wanted) ?? VIEW_WINDOW;

export interface ServiceLevelFacts {
  /** 0–1; null when nothing is decided. Who waits past the threshold counts as missed. */
  readonly value: number | null;
  readonly target: number;
  readonly misses: number;
  /** How many more may be missed before the target is; negative: too many already. */
  readonly missesLeft: number;
}

const BASIS_POINTS = 10_000;

export function serviceLevelFacts(row: QueueRow, window: string = VIEW_WINDOW): ServiceLevelFacts {
  const decided = valueIn(row, "decided", window) ?? 0;
  const inTime = valueIn(row, "inTime", window) ?? 0;
  const misses = decided - inTime;
  // In whole basis points: 1 − 0.8 is no tenth of anything in binary.
  const allowed = Math.floor((decided * (BASIS_POINTS - Math.round(row.target * BASIS_POINTS))) / BASIS_POINTS);
  return { value: decided > 0 ? inTime / decided : null, target: row.target, misses, missesLeft: allowed - misses };
}
