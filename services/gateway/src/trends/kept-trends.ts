/**
 * What boards showed before this gateway began, from what owners have stored: asked for once a site, when somebody first wants its trends.
 * An owner commits many times a second, so rows and what is stored are never of one commit at a busy site: they must be of one owner's,
 * only what was over before it was read is told, and who passed the threshold or left between the row and what is stored is reckoned off
 * by the row's own sums.
 * What cannot be had now is asked for the next time; what was read in vain, which is a look at all that the partition has, minutes later.
 */
import { type CellKey, queueCell } from "@floorwalker/domain";
import { partitionOfSite } from "@floorwalker/events";
import type { Store } from "@floorwalker/ports";
import type { Logger } from "@floorwalker/runtime";
import { crossedOf, KeptLevels, keptLevelPrefixes, type LevelNow, viewId } from "@floorwalker/stream";
import type { HeldRow } from "../held-row.ts";
import type { Replica } from "../replica.ts";
import type { Turns } from "../turns.ts";
import { everyMs, POINTS, TREND_WINDOWS, type TrendPoint, type Trends, type TrendWindow } from "./trends.ts";

export interface KeptTrendsParts {
  readonly store: Pick<Store, "stored" | "rows">;
  readonly partitions: number;
  readonly hub: { readonly replica: Pick<Replica, "live" | "row" | "rows" | "position"> };
  readonly trends: Trends;
  readonly turns: Turns;
  readonly logger: Pick<Logger, "warn">;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
}

/** After it was read in vain. */
const REST_MS = 180_000;
const SPAN_MS: Readonly<Record<Exclude<TrendWindow, "day">, number>> = {
  "15m": 900_000,
  "30m": 1_800_000,
  "60m": 3_600_000,
};

export class KeptTrends {
  readonly #parts: KeptTrendsParts;
  readonly #asked = new Map<string, Promise<void>>();
  /** When a site was last read in vain. */
  readonly #inVain = new Map<string, number>();

  constructor(parts: KeptTrendsParts) {
    this.#parts = parts;
  }

  /** Resolves once what can be known of the site's past is among its trends. */
  fill(site: string): Promise<void> {
    const asked = this.#asked.get(site);
    if (asked !== undefined) return asked;
    const rested = this.#parts.clock() - (this.#inVain.get(site) ?? Number.NEGATIVE_INFINITY);
    // A clock that was set back ends the rest too.
    if (rested >= 0 && rested < REST_MS) return Promise.resolve();
    const filling = this.#fill(site).then(
      (isFilled) => {
        if (!isFilled) this.#asked.delete(site);
      },
      (error: unknown) => {
        this.#asked.delete(site);
        this.#inVain.set(site, this.#parts.clock());
        this.#parts.logger.warn("trends_not_read", { site, error });
      },
    );
    this.#asked.set(site, filling);
    return filling;
  }

  async #fill(site: string): Promise<boolean> {
    const { hub, trends, turns } = this.#parts;
    const row = hub.replica.row(viewId("site", site))?.row;
    const dayFrom = row?.dayFrom;
    if (!hub.replica.live() || row?.catchingUp === true || typeof dayFrom !== "number") return false;
    const read = await this.#read(site, dayFrom);
    if (read === null) return false;
    for (const { id, cell, now } of read.queues) {
      const levels = read.levels.levels(cell, now);
      for (const window of TREND_WINDOWS) {
        const points: TrendPoint[] = [];
        for (const at of momentsOf(window, dayFrom, now.at)) {
          const { inTime, decided } = window === "day" ? levels.day(at) : levels.rolling(window, at);
          points.push([at, inTime, decided]);
        }
        trends.before(id, window, points);
      }
      await turns.next();
    }
    return true;
  }

  /** Null: rows and what is stored are not of one owner. */
  async #read(
    site: string,
    dayFrom: number,
  ): Promise<{ readonly levels: KeptLevels; readonly queues: readonly QueueNow[] } | null> {
    const { store, partitions, hub, clock } = this.#parts;
    const partition = partitionOfSite(site, partitions);
    const before = (await store.stored(partition))?.checkpoint;
    const shown = hub.replica.position((each) => each === site)[partition];
    if (before === undefined || shown?.[0] !== before.epoch) return null;
    const rows = [...hub.replica.rows()].filter(({ name }) => name.site === site);
    // Who has nothing new is not told anew: all rows are as of the newest.
    const now = rows.reduce((newest, { moment }) => Math.max(newest, moment ?? 0), 0);
    const queues = rows.flatMap((held) => queueNow(held, now));
    const levels = new KeptLevels(now, dayFrom);
    for (const prefix of keptLevelPrefixes(site))
      for await (const chunk of store.rows(partition, prefix)) for (const [key, value] of chunk) levels.row(key, value);
    if ((await store.stored(partition))?.checkpoint.epoch === before.epoch) return { levels, queues };
    this.#inVain.set(site, clock());
    return null;
  }
}

interface QueueNow {
  readonly id: string;
  readonly cell: CellKey;
  /** `at`: up to then it is believed. */
  readonly now: LevelNow;
}

/** None: it is no queue, or has no numbers. */
function queueNow(held: HeldRow, now: number): readonly QueueNow[] {
  const { row, id } = held;
  if (held.name.kind !== "queue" || row === null) return [];
  let policy: LevelNow["policy"] | null = null;
  const crossed = { asOf: now, hour: 0, day: 0 };
  held.visitSpans((window, { policy: formula, live, counters }) => {
    policy = formula;
    crossed.asOf = live.now;
    if (window === "60m") crossed.hour = crossedOf(counters);
    if (window === "day") crossed.day = crossedOf(counters);
  });
  if (policy === null) return [];
  const { staleSince, waitingPastThreshold } = row;
  const isStale = typeof staleSince === "number";
  const at = isStale ? Math.min(staleSince, now) : now;
  const cell = queueCell(String(row.queue), String(row.channel));
  // Of a silent source who waits is known as of when it was last heard, what was counted as of now.
  const of = { policy, waitingPastThreshold: Number(waitingPastThreshold), crossed: isStale ? null : crossed };
  return [{ id, cell, now: { at, ...of } }];
}

/** Ascending, as they would have been sampled: of a rolling window as far back as its span. */
function momentsOf(window: TrendWindow, dayFrom: number, now: number): readonly number[] {
  const every = everyMs(window);
  const from = window === "day" ? dayFrom : now - SPAN_MS[window];
  const moments: number[] = [];
  for (let at = Math.floor(now / every) * every; at >= from && moments.length < POINTS; at -= every) moments.push(at);
  return moments.reverse();
}
