/** What the log says of contacts that nothing happens to any more; the clock has no part in it (rule 17). */
import type { Channel } from "@floorwalker/domain";
import type { SiteContext } from "../site-context.ts";
import type { ContactHead } from "./contact-head.ts";

export const DAY_MS = 86_400_000;
export const REMEMBERED_MS = 30 * DAY_MS;

/** A record lies in the bucket of its contact's last day. */
export const dayOf = (time: number): number => Math.floor(time / DAY_MS);

/** Lost, and too old for any event. */
export function isSettled(
  channel: Channel,
  lastEventAt: number,
  { goesOn, nextAt, changedAt }: ContactHead,
  { log, horizonMs }: SiteContext,
): boolean {
  if (goesOn || nextAt !== null) return false;
  const horizon = horizonMs?.[channel] ?? Number.POSITIVE_INFINITY;
  // Nor may a restart that is still accepted say that it was lost before that.
  const restarts = horizonMs?.call ?? Number.POSITIVE_INFINITY;
  return log.measure >= lastEventAt + horizon && log.measure >= (changedAt ?? lastEventAt) + restarts;
}

/** Its record's bucket may be dropped. */
export const isDropped = (channel: Channel, lastEventAt: number, { log, horizonMs }: SiteContext): boolean =>
  horizonMs !== null && dayOf(lastEventAt) < dayOf(log.measure - rememberedMs(horizonMs[channel]));

/** So long a contact that is over is remembered, that a late survey and a reopening find its queue and agent (rule 8). */
export const rememberedMs = (horizonMs: number): number => Math.max(horizonMs, REMEMBERED_MS);
