/** The forecasts of a site's queues as of now: of those that are configured, and of any other with a row. */
import {
  type Channel,
  type Course,
  courseOf,
  coursesTogether,
  dayStart,
  defaultVersions,
  type Forecast,
  forecast,
  inForce,
  intervalStart,
  policyVersions,
  type QueuePolicy,
  type SiteConfig,
  sitePolicies,
  type WindowId,
} from "@floorwalker/domain";
import { queueName, viewId } from "@floorwalker/stream";
import type { HeldRow } from "../held-row.ts";
import { type DaysOfSite, type SiteDays, toldUntil } from "./site-days.ts";

export interface PlannedQueue {
  readonly queue: string;
  readonly channel: Channel;
  /** In force now, as configured here. */
  readonly policy: QueuePolicy;
  /** Of chats: how many an agent has at once; absent: nobody said. */
  readonly concurrency?: number;
  /** Null: nothing has come yet. */
  readonly held: HeldRow | null;
  /** Null: there is too little history, or it has not come to now. */
  readonly forecast: Forecast | null;
}

export interface SiteForecasts {
  readonly history: DaysOfSite["history"];
  readonly queues: readonly PlannedQueue[];
}

/** `held`: the site's rows of queues. */
export async function siteForecasts(
  site: SiteConfig,
  held: readonly HeldRow[],
  days: SiteDays,
  now: number,
): Promise<SiteForecasts> {
  const daysOf = await days.of(site.id, site.zone, now);
  const asOf = toldUntil(now, dayStart(now, site.zone));
  const runningFrom = intervalStart(asOf, "15m", site.zone);
  const ofSite = sitePolicies(site, "outcome");
  const rows = new Map(held.map((row) => [row.name.rest, row]));
  const planned = (queue: string, channel: Channel, versions: readonly QueuePolicy[]): PlannedQueue => {
    const policy = inForce(versions, now);
    const { today, past } = daysOf.of(queue, channel);
    const row = rows.get(`${queue}:${channel}`) ?? null;
    const sinceThen = Math.max(0, offeredToday({ held: row }) - today.reduce((sum, { offered }) => sum + offered, 0));
    // The running quarter is shorter: who came before that is missing in the quarters of today, or came late.
    const offered = Math.min(sinceThen, offeredIn(row, "30m"));
    const isBehind = daysOf.keptTo < runningFrom && offered < sinceThen;
    const hours = { zone: site.zone, calendar: policy.hours };
    const made = (): Forecast | null =>
      isBehind ? null : forecast([...today, { from: runningFrom, offered, ...NOT_YET_KNOWN }], past, asOf, hours);
    const kept = past.length === 0 ? null : days.forecast(viewId("queue", site.id, queue, channel), now, made);
    return { queue, channel, policy, held: row, forecast: kept };
  };
  const configured = site.queues.map((config) => ({
    ...planned(config.queue, config.channel, policyVersions(config, ofSite)),
    ...(config.concurrency === undefined ? {} : { concurrency: config.concurrency }),
  }));
  const known = new Set(configured.map(({ queue, channel }) => `${queue}:${channel}`));
  const others = [...rows.keys()]
    .filter((name) => !known.has(name))
    .map((name) => {
      const { queue, channel } = queueName(name) as { queue: string; channel: Channel };
      return planned(queue, channel, defaultVersions(channel, ofSite));
    });
  return { history: daysOf.history, queues: [...configured, ...others] };
}

const NOT_YET_KNOWN = { handled: 0, handleTimeMs: 0 };

/** Of the whole site; null: of a queue that has had contacts today nothing is known, or of none anything. */
export function siteCourse(queues: readonly PlannedQueue[]): Course | null {
  const coming = queues.filter((queue) => queue.forecast !== null || offeredToday(queue) > 0);
  if (coming.length === 0) return null;
  return coursesTogether(coming.map((queue) => (queue.forecast === null ? null : courseOf(queue.forecast))));
}

export const offeredToday = ({ held }: Pick<PlannedQueue, "held">): number => offeredIn(held, "day");

function offeredIn(held: HeldRow | null, window: WindowId): number {
  const offered = held?.row?.[`offered.${window}`];
  return typeof offered === "number" ? offered : 0;
}
