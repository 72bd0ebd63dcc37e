/** What ends without being told: a talk that a new queue ends, one line per agent, what is lost (rules 5, 9). */
import type { CanonicalEvent, SiteConfig } from "@floorwalker/domain";
import { before } from "./event-order.ts";
import type { Life } from "./life.ts";
import { rulesOf } from "./policies.ts";
import { type Leg, openLegs, type Stay } from "./stay.ts";

const NEVER = Number.POSITIVE_INFINITY;

/** When silence ends what is unfinished of a stay, or the restart of the source that told of it last. */
export function lostAt(last: CanonicalEvent, silenceMs: number, restarts: readonly CanonicalEvent[]): number {
  const restart = restarts.find((each) => each.source === last.source && before(last, each));
  return Math.min(last.time + silenceMs, restart?.time ?? NEVER);
}

type Restarts = readonly CanonicalEvent[];

export const waitingLostAt = (stay: Stay, site: SiteConfig, restarts: Restarts): number =>
  lostAt(stay.last, rulesOf(stay, site).waitLostAfterMs, restarts);

export const wrapUpLostAt = (stay: Stay, leg: Leg, site: SiteConfig, restarts: Restarts): number =>
  lostAt(leg.last, rulesOf(stay, site).wrapUpLostAfterMs, restarts);

/** Also of a mail that an agent has opened and that waits on. */
export const talkLostAt = (stay: Stay, site: SiteConfig, restarts: Restarts): number =>
  lostAt(stay.last, rulesOf(stay, site).lostAfterMs, restarts);

/** Ends talks that the contact went on without, and where an agent has one line, those before his next call. */
export function finish(lives: readonly Life[], site: SiteConfig, restarts: Restarts): void {
  const untold: { readonly leg: Leg; readonly at: number }[] = [];
  for (const stay of lives.flatMap(({ stays }) => stays))
    for (const leg of openLegs(stay)) {
      const next = leg.leftAt ?? nextCallAt(lives, stay, leg, site);
      if (next !== undefined && (leg.leftAt !== null || next < talkLostAt(stay, site, restarts)))
        untold.push({ leg, at: next });
    }
  for (const { leg, at } of untold) leg.to = at;
}

/** Rule 9: where an agent has one line, his next call ends the one before. */
function nextCallAt(lives: readonly Life[], stay: Stay, leg: Leg, site: SiteConfig): number | undefined {
  if (stay.channel !== "call" || leg.agent === null || site.oneCallPerAgent !== true) return undefined;
  const next = lives
    .flatMap(({ stays }) => stays.filter(({ channel }) => channel === "call").flatMap(({ legs }) => legs))
    .filter(({ agent, from }) => agent === leg.agent && from > leg.from)
    .map(({ from }) => from);
  return next.length === 0 ? undefined : Math.min(...next);
}
