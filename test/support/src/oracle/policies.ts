/** What a stay is judged by: what was in force when it was queued (rules 3, 30), and what the seven formulas make of it. */
import type { Attribution, OpeningHours, SiteConfig } from "@floorwalker/domain";
import { entered, type Stay } from "./stay.ts";

const HOUR_MS = 3_600_000;
const NEVER = Number.POSITIVE_INFINITY;

export interface QueueRules {
  readonly thresholdMs: number;
  /** Below 0: no abandon is short. */
  readonly shortAbandonMs: number;
  /** Silence after which a talk, a wait and a wrap-up are lost. */
  readonly lostAfterMs: number;
  readonly waitLostAfterMs: number;
  readonly wrapUpLostAfterMs: number;
  /** Of the queue's service level, and of the site's. */
  readonly formula: string;
  readonly siteFormula: string;
  readonly attribution: Attribution;
  /** A satisfaction up to here is low. */
  readonly lowScore: number;
  /** Of chats and mails; null: they run in calendar time. */
  readonly hours: OpeningHours | null;
}

const SILENCE = { waitLostAfterMs: 24 * HOUR_MS, wrapUpLostAfterMs: HOUR_MS / 2 };

/** Rules 3 and 9. */
const UNCONFIGURED = {
  call: { ...SILENCE, thresholdMs: 20_000, shortAbandonMs: 5_000, lostAfterMs: 4 * HOUR_MS },
  chat: { ...SILENCE, thresholdMs: 60_000, shortAbandonMs: 10_000, lostAfterMs: 24 * HOUR_MS },
  email: {
    ...SILENCE,
    thresholdMs: 4 * HOUR_MS,
    shortAbandonMs: -1,
    lostAfterMs: 30 * 24 * HOUR_MS,
    waitLostAfterMs: NEVER,
  },
};

export function rulesOf(stay: Stay, site: SiteConfig, attribution: Attribution = "outcome"): QueueRules {
  const at = stay.queued ?? entered(stay);
  const come = <C extends { readonly from: number }>(changes: readonly C[] = []): readonly C[] =>
    changes.filter(({ from }) => from <= at);
  const queue = site.queues.find((config) => config.queue === stay.queue && config.channel === stay.channel);
  const [ofSite, ofQueue] = [come(site.changes), come(queue?.changes)];
  const siteFormula = ofSite.findLast(({ policy }) => policy !== undefined)?.policy ?? site.policy;
  const ownFormula = ofQueue.findLast(({ policy }) => policy !== undefined)?.policy ?? queue?.policy;
  const calendar =
    ofQueue.findLast((change) => change.calendar !== undefined)?.calendar ??
    queue?.calendar ??
    ofSite.findLast((change) => change.calendar !== undefined)?.calendar ??
    site.calendar;
  const limits = queue ?? UNCONFIGURED[stay.channel];
  return {
    lostAfterMs: limits.lostAfterMs,
    waitLostAfterMs: limits.waitLostAfterMs,
    wrapUpLostAfterMs: limits.wrapUpLostAfterMs,
    thresholdMs: ofQueue.findLast((change) => change.thresholdMs !== undefined)?.thresholdMs ?? limits.thresholdMs,
    shortAbandonMs:
      ofQueue.findLast((change) => change.shortAbandonMs !== undefined)?.shortAbandonMs ?? limits.shortAbandonMs,
    formula: ownFormula ?? siteFormula,
    siteFormula,
    lowScore: ofSite.findLast((change) => change.lowScore !== undefined)?.lowScore ?? site.lowScore ?? 2,
    hours: stay.channel === "call" ? null : (calendar?.hours ?? null),
    attribution:
      ofSite.findLast((change) => change.attribution !== undefined)?.attribution ?? site.attribution ?? attribution,
  };
}

/** Of a queue (`queue channel`), for who is queued at a moment. */
export function thresholdAt(site: SiteConfig, place: string, at: number): number {
  const queue = site.queues.find((config) => `${config.queue} ${config.channel}` === place);
  const changed = queue?.changes?.findLast((change) => change.from <= at && change.thresholdMs !== undefined);
  const channel = place.slice(place.lastIndexOf(" ") + 1) as keyof typeof UNCONFIGURED;
  return changed?.thresholdMs ?? (queue ?? UNCONFIGURED[channel]).thresholdMs;
}

export interface Leaving {
  readonly how: string;
  readonly inTime: boolean;
  readonly short: boolean;
  readonly callback: boolean;
}

/** Is it a success, and is it counted at all. */
export function judged(
  formula: string,
  { how, inTime, short, callback }: Leaving,
): { served: boolean; counts: boolean } {
  const [answered, abandoned] = [how === "answered", how === "abandoned"];
  const servedInTime = answered && inTime;
  switch (formula) {
    case "answered-only":
      return { served: servedInTime, counts: answered };
    case "abandons-count":
      return { served: servedInTime, counts: answered || abandoned };
    case "short-abandons-excluded":
      return { served: servedInTime, counts: answered || (abandoned && !short) };
    case "early-abandons-ignored":
      return { served: servedInTime, counts: answered || (abandoned && !inTime) };
    case "early-abandons-met":
      return { served: inTime && (answered || abandoned), counts: answered || abandoned };
    case "removed-in-time":
      return { served: inTime && (answered || abandoned || callback), counts: true };
    case "flow-outs-count":
      return { served: servedInTime, counts: true };
    default:
      throw new Error(`there is no formula ${formula}`);
  }
}
