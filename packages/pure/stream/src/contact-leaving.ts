/** What the log says of contacts that nothing happens to any more; the clock has no part in it (rule 17). */
import type { ContactState } from "./contact-state.ts";
import type { SiteContext } from "./site-context.ts";

const DAY_MS = 86_400_000;

/** A record lies in the bucket of its contact's last day. */
export const dayOf = (time: number): number => Math.floor(time / DAY_MS);

/** Lost, and too old for any event. */
export function isSettled({ channel, lastEventAt, fold }: ContactState, { log, horizonMs }: SiteContext): boolean {
  if (fold.goesOn || fold.nextAt !== null) return false;
  const horizon = horizonMs?.[channel] ?? Number.POSITIVE_INFINITY;
  // Nor may a restart that is still accepted say that it was lost before that.
  const restarts = horizonMs?.call ?? Number.POSITIVE_INFINITY;
  return log.measure >= lastEventAt + horizon && log.measure >= (fold.changedAt ?? lastEventAt) + restarts;
}

/** Its record's bucket may be dropped. */
export const isDropped = ({ channel, lastEventAt }: ContactState, { log, horizonMs }: SiteContext): boolean =>
  horizonMs !== null && dayOf(lastEventAt) < dayOf(log.measure - rememberedMs(horizonMs[channel]));

const REMEMBERED_MS = 30 * DAY_MS;

/** So long a contact that is over is remembered, that a late survey and a reopening find its queue and agent (rule 8). */
export const rememberedMs = (horizonMs: number): number => Math.max(horizonMs, REMEMBERED_MS);
