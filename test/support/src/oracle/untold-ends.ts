/** What ends without being told: a talk that a new queue ends, one line per agent, what is lost (rules 5, 9). */
import type { CanonicalEvent, SiteConfig } from "@floorwalker/domain";
import { before } from "./event-order.ts";
import type { Life } from "./life.ts";
import { isTalking, isWaiting, type Leg, openLegs, type Stay } from "./stay.ts";

const HOUR_MS = 3_600_000;
const NEVER = Number.POSITIVE_INFINITY;

export interface QueueRules {
  readonly thresholdMs: number;
  /** Null: no abandon is short. */
  readonly shortAbandonMs: number | null;
  /** Silence after which a talk is lost. */
  readonly lostAfterMs: number;
}

/** Rules 3 and 9. */
const UNCONFIGURED: Readonly<Record<string, QueueRules>> = {
  call: { thresholdMs: 20_000, shortAbandonMs: 5_000, lostAfterMs: 4 * HOUR_MS },
  chat: { thresholdMs: 60_000, shortAbandonMs: 10_000, lostAfterMs: 24 * HOUR_MS },
  email: { thresholdMs: 4 * HOUR_MS, shortAbandonMs: null, lostAfterMs: 30 * 24 * HOUR_MS },
};

export const rulesOf = ({ queue, channel }: Stay, site: SiteConfig): QueueRules =>
  site.queues.find((config) => config.queue === queue && config.channel === channel) ?? UNCONFIGURED[channel]!;

const WAITING_LOST_MS = 24 * HOUR_MS;
const WRAP_UP_LOST_MS = HOUR_MS / 2;

/** When silence ends what is unfinished of a stay, or the restart of the source that told of it last. */
export function lostAt(last: CanonicalEvent, silenceMs: number, restarts: readonly CanonicalEvent[]): number {
  const restart = restarts.find((each) => each.source === last.source && before(last, each));
  return Math.min(last.time + silenceMs, restart?.time ?? NEVER);
}

export const waitingLostAt = (stay: Stay, restarts: readonly CanonicalEvent[]): number =>
  lostAt(stay.last, stay.channel === "email" ? NEVER : WAITING_LOST_MS, restarts);

export const wrapUpLostAt = (leg: Leg, restarts: readonly CanonicalEvent[]): number =>
  lostAt(leg.last, WRAP_UP_LOST_MS, restarts);

export function talkLostAt(stay: Stay, site: SiteConfig, restarts: readonly CanonicalEvent[]): number {
  const { lostAfterMs } = rulesOf(stay, site);
  return isWaiting(stay) ? waitingLostAt(stay, restarts) : lostAt(stay.last, lostAfterMs, restarts);
}

/** Ends talks whose end follows from what was told of other stays; before that moment they may have been lost. */
export function finish(lives: readonly Life[], site: SiteConfig, restarts: readonly CanonicalEvent[]): void {
  const untold: { readonly leg: Leg; readonly at: number }[] = [];
  for (const { stays } of lives)
    for (const [index, stay] of stays.entries()) {
      const lost = talkLostAt(stay, site, restarts);
      for (const leg of openLegs(stay)) {
        const ends = [requeuedAt(stays, index, leg), handedOverAt(stay, leg), nextCallAt(lives, stay, leg, site)];
        const at = Math.min(...ends.map((each) => each ?? NEVER));
        if (at < NEVER && at <= lost) untold.push({ leg, at });
      }
    }
  for (const { leg, at } of untold) leg.to = at;
}

/** Rule 5: a call that is queued anew ends its open talk. */
function requeuedAt(stays: readonly Stay[], index: number, leg: Leg): number | undefined {
  const stay = stays[index]!;
  if (stay.channel !== "call" || !isTalking(stay)) return undefined;
  const anew = stays.slice(index + 1).map(({ queued }) => queued);
  return anew.find((queued) => queued !== null && queued >= leg.from) ?? undefined;
}

/** Another agent of the same stay has it since. */
const handedOverAt = (stay: Stay, leg: Leg): number | undefined =>
  stay.legs.slice(stay.legs.indexOf(leg) + 1).find(({ from }) => from >= leg.from)?.from;

/** Rule 9: where an agent has one line, his next call ends the one before. */
function nextCallAt(lives: readonly Life[], stay: Stay, leg: Leg, site: SiteConfig): number | undefined {
  if (stay.channel !== "call" || leg.agent === null || !hasOneLine(site)) return undefined;
  const next = lives
    .flatMap(({ stays }) => stays.filter(({ channel }) => channel === "call").flatMap(({ legs }) => legs))
    .filter(({ agent, from }) => agent === leg.agent && from > leg.from)
    .map(({ from }) => from);
  return next.length === 0 ? undefined : Math.min(...next);
}

const hasOneLine = (site: SiteConfig): boolean => (site as { oneCallPerAgent?: boolean }).oneCallPerAgent === true;
