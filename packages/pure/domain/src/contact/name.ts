/**
 * How the fold knows things: by numbers. Two names are equal exactly when their numbers are; whoever gives the events gives the
 * numbers too, and keeps what text they stand for.
 */

/** Of a queue, agent, source, a source's own segment id, or a survey. */
export type Name = number;

/** Not named. */
export const NONE: Name = 0;

/** A time or duration that nobody has told; every one that is told is at least 0. */
export const UNKNOWN = -1;
