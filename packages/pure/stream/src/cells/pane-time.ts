/**
 * How event time is cut: 10 s panes for the rolling windows, 15 min slices for intervals and days. Slices align with every zone
 * of today (their offsets are multiples of 15 min), so any interval and business day is a sum of slices.
 */
import type { WindowId } from "@floorwalker/domain";

export const PANE_MS = 10_000;
export const SLICE_MS = 900_000;
/** Panes that one row holds: those of a minute. A row a pane would be most rows of a commit. */
export const PANES_PER_ROW = 6;

/** Panes of the rolling windows; the newest pane is the one in progress. */
export const WINDOW_PANES = { "5m": 30, "15m": 90, "30m": 180, "60m": 360 } as const satisfies Partial<
  Record<WindowId, number>
>;
export type RollingWindow = keyof typeof WINDOW_PANES;
export const ROLLING_WINDOWS = Object.keys(WINDOW_PANES) as RollingWindow[];
/** Of the widest window. */
export const MOST_PANES = WINDOW_PANES["60m"];

export const paneOf = (time: number): number => Math.floor(time / PANE_MS);
export const sliceOf = (time: number): number => Math.floor(time / SLICE_MS);
