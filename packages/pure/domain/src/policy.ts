/** The settings of a queue × channel that decide how a segment is counted, in force at its `queued` time (rule 3). */
export interface QueuePolicy {
  /** Answer-within threshold T, ms; in time means ≤ T. */
  readonly thresholdMs: number;
  /** Short-abandon limit S, ms; short means ≤ S. */
  readonly shortAbandonMs: number;
  /** After this long without an event a waiting or talking segment is flowed out as `lost`, ms (rule 9). */
  readonly lostAfterMs: number;
}

/** `outcome`: an outcome counts when it happened, `offered` at queued time. `offered`: everything counts at queued time (rule 12). */
export type Attribution = "outcome" | "offered";

export const HOUR_MS = 3_600_000;

/** Without configuration: threshold 20 s, short abandon 5 s, lost after 4 h (chat 24 h, e-mail 30 days). */
export const DEFAULT_POLICY: Readonly<Record<"call" | "chat" | "email", QueuePolicy>> = {
  call: { thresholdMs: 20_000, shortAbandonMs: 5_000, lostAfterMs: 4 * HOUR_MS },
  chat: { thresholdMs: 20_000, shortAbandonMs: 5_000, lostAfterMs: 24 * HOUR_MS },
  email: { thresholdMs: 20_000, shortAbandonMs: 5_000, lostAfterMs: 30 * 24 * HOUR_MS },
};
