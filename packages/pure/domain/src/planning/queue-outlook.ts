/**
 * What a model says of a queue that so many agents serve, once it has settled down: shares of the contacts that are offered.
 */
import { divide } from "../kpi/divide.ts";

export interface QueueOutlook {
  /** Who waits at all, answered at last or not. */
  readonly waits: number;
  readonly answered: number;
  readonly abandoned: number;
  /** Mean over all who are offered, ms, until they are answered or give up. */
  readonly expectedWaitMs: number;
  /** Of the agents' time, how much is taken by contacts. */
  readonly occupancy: number;
  /** Waited at most so long, and was answered then. */
  answeredWithin(ms: number): number;
  abandonedWithin(ms: number): number;
}

/** What a queue promises. */
export interface Promised {
  readonly thresholdMs: number;
  /** Below 0: no abandon is short. */
  readonly shortAbandonMs: number;
}

/**
 * The service level to plan for: answered in time ÷ (offered − short abandons), whatever formula a queue is judged by. Under one that
 * passes over those who gave up, or counts them as met, the fewer agents there are the better it looks: nobody would be needed.
 * Share 0–1; null where all abandons are short.
 */
export function expectedLevel(outlook: QueueOutlook, { thresholdMs, shortAbandonMs }: Promised): number | null {
  const short = outlook.abandonedWithin(Math.min(shortAbandonMs, thresholdMs));
  return divide(outlook.answeredWithin(thresholdMs), 1 - short);
}
