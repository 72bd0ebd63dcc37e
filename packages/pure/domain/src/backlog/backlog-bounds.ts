/** Where the parts of a queue's backlog begin: configured, else by its threshold, so that they fit a call as well as a mail. */

export interface BacklogBounds {
  /** Of age, ascending, ms: up to it. */
  readonly agesMs: readonly [number, number, number];
  /** Of the time until it is due, ascending, ms: up to it. */
  readonly dueMs: readonly [number, number];
}

/** Of a queue that configures none: half the threshold, it, and twice as long; a quarter of it, and half. */
export const usualBounds = (thresholdMs: number): BacklogBounds => ({
  agesMs: [thresholdMs / 2, thresholdMs, 2 * thresholdMs],
  dueMs: [thresholdMs / 4, thresholdMs / 2],
});
