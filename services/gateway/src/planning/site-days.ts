/**
 * What came to a site's queues on the days that a forecast is made of, from the history. Past days are read once a day and today's
 * quarters once a quarter, for whoever asks; without a history there are none.
 */
import {
  C,
  type Channel,
  type DayVolumes,
  dayStart,
  type Forecast,
  firstMoment,
  type Interval,
  type IntervalVolume,
  localDate,
  queueCell,
} from "@floorwalker/domain";
import type { History } from "@floorwalker/ports";

export interface QueueDays {
  readonly past: readonly DayVolumes[];
  /** Quarters of today that are over. */
  readonly today: readonly IntervalVolume[];
}

export interface DaysOfSite {
  /** Without one, or while it cannot be reached, nothing is forecast. */
  readonly history: "none" | "read" | "unreachable";
  /** Up to when the history had heard of the site when it was read, epoch ms. */
  readonly keptTo: number;
  of(queue: string, channel: Channel): QueueDays;
}

/** An interval is told so long after its end. */
const TOLD_AFTER_MS = 180_000;

/** Up to when today's intervals are sure to be in the history. */
export const toldUntil = (now: number, dayFrom: number): number => Math.max(dayFrom, now - TOLD_AFTER_MS);

/** Of the quarters that are kept (35 days) those of the same weekday. */
const WEEKS = 5;
const QUARTER_MS = 900_000;
const FORECAST_MS = 10_000;
const NONE: QueueDays = { past: [], today: [] };
const NOTHING = { keptTo: Number.NEGATIVE_INFINITY, of: () => NONE };

type ByCell = ReadonlyMap<string, readonly IntervalVolume[]>;
interface Kept {
  /** The history had come to the beginning of the day: what it said of the days before stays. */
  readonly isWhole: boolean;
  readonly keptTo: number;
  /** When it was read, epoch ms. */
  readonly at: number;
  readonly dayFrom: number;
  readonly past: readonly (readonly [from: number, ByCell])[];
  readonly quarter: number;
  readonly today: ByCell;
}

export class SiteDays {
  readonly #history: Pick<History, "read" | "kept"> | null;
  readonly #kept = new Map<string, Promise<Kept>>();

  readonly #forecasts = new Map<string, { readonly at: number; readonly forecast: Forecast | null }>();

  constructor(history: Pick<History, "read" | "kept"> | null) {
    this.#history = history;
  }

  /** One of a moment ago will do: a site of many queues costs the gateway a tenth of a second. `id`: of the queue's row. */
  forecast(id: string, now: number, made: () => Forecast | null): Forecast | null {
    const before = this.#forecasts.get(id);
    if (before !== undefined && Math.abs(now - before.at) < FORECAST_MS) return before.forecast;
    const forecast = made();
    this.#forecasts.set(id, { at: now, forecast });
    return forecast;
  }

  /** Also when the history cannot be read: the next one to ask tries again. */
  async of(site: string, zone: string, now: number): Promise<DaysOfSite> {
    const history = this.#history;
    if (history === null) return { history: "none", ...NOTHING };
    const before = (await this.#kept.get(site)?.catch(() => null)) ?? null;
    const dayFrom = dayStart(now, zone);
    const quarter = Math.floor(toldUntil(now, dayFrom) / QUARTER_MS);
    const isFresh =
      before?.dayFrom === dayFrom &&
      before.quarter === quarter &&
      before.isWhole &&
      // What it has not heard of yet it may hear of at any moment.
      (before.keptTo >= quarter * QUARTER_MS || Math.abs(now - before.at) < FORECAST_MS);
    const reading = isFresh
      ? Promise.resolve(before)
      : read(history, { site, zone, dayFrom, quarter, at: now }, before);
    this.#kept.set(site, reading);
    const kept = await reading.catch(() => null);
    return kept === null
      ? { history: "unreachable", ...NOTHING }
      : { history: "read", keptTo: kept.keptTo, of: daysIn(kept) };
  }
}

const daysIn =
  ({ past, today }: Kept) =>
  (queue: string, channel: Channel): QueueDays => {
    const cell = queueCell(queue, channel);
    return {
      past: past.map(([from, cells]) => ({ from, intervals: cells.get(cell) ?? [] })),
      today: today.get(cell) ?? [],
    };
  };

interface Asked {
  readonly site: string;
  readonly zone: string;
  readonly dayFrom: number;
  readonly quarter: number;
  readonly at: number;
}

async function read(
  history: Pick<History, "read" | "kept">,
  { site, zone, dayFrom, quarter, at }: Asked,
  before: Kept | null,
): Promise<Kept> {
  const date = localDate(dayFrom, zone);
  const volumesOf = (from: number, to: number): Promise<ByCell> =>
    byCell(history.read({ site, of: { kind: "queue" }, length: "15m", from, to }));
  const past: [number, ByCell][] = [];
  const known = before?.dayFrom === dayFrom && before.isWhole ? before.past : null;
  // Asked before the days are read: what comes meanwhile is read again.
  const keptTo = (await history.kept(site, "15m"))?.to ?? Number.NEGATIVE_INFINITY;
  const isWhole = keptTo >= dayFrom;
  if (known === null)
    for (let week = 1; week <= WEEKS; week++) {
      const from = firstMoment(date - 7 * week, zone);
      past.push([from, await volumesOf(from, firstMoment(date - 7 * week + 1, zone))]);
    }
  return {
    dayFrom,
    isWhole,
    keptTo,
    at,
    past: known ?? past,
    quarter,
    today: await volumesOf(dayFrom, quarter * QUARTER_MS),
  };
}

async function byCell(intervals: AsyncIterable<readonly Interval[]>): Promise<ByCell> {
  const found = new Map<string, IntervalVolume[]>();
  for await (const some of intervals)
    for (const interval of some) {
      const volumes = found.get(interval.cell);
      if (volumes === undefined) found.set(interval.cell, [volumeOf(interval)]);
      else volumes.push(volumeOf(interval));
    }
  return found;
}

const volumeOf = ({ from, counters }: Interval): IntervalVolume => ({
  from,
  offered: counters[C.offered]!,
  handled: counters[C.handled]!,
  handleTimeMs: counters[C.handledTalkTime]! + counters[C.handledHoldTime]! + counters[C.wrapUpTime]!,
});
