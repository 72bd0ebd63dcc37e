/** Limits of one event (rule 4): the same at every door. */

/** As received, and again as written. */
export const MAX_EVENT_BYTES = 64 * 1024;

/**
 * Characters of a name (of a site, queue, agent, segment, survey, reason) and of an id (of an event, contact, source): names are kept
 * as long as numbers are and stand in every row and series that is about them, so how many there may be bounds nothing without it.
 */
export const MAX_NAME = 256;
export const MAX_ID = 1_024;

/** How far an event's time may lie ahead of the wall clock, ms. */
export const MAX_AHEAD_MS = 5 * 60_000;

/** Longest reported duration, ms (rule 6): sums of many stay exact integers. */
export const MAX_DURATION_MS = 400 * 86_400_000;

/** Times that ISO 8601 writes with four digits of year, from the epoch on, ms. */
export const MAX_TIME = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Levels of nesting an extra field may have: writing it must not exhaust the stack. */
export const MAX_DEPTH = 32;
