/**
 * What boards showed before this gateway began, from what owners have stored: asked for once a site, when somebody first wants its trends.
 * Rows and what is stored must be of one commit, else it is read again; what cannot be had now is asked for the next time.
 */
import { type CellKey, queueCell } from "@floorwalker/domain";
import { partitionOfSite } from "@floorwalker/events";
import type { Store } from "@floorwalker/ports";
import type { Logger } from "@floorwalker/runtime";
import { KeptLevels, keptLevelPrefixes, type LevelNow, viewId } from "@floorwalker/stream";
import type { HeldRow } from "../held-row.ts";
import type { LiveHub } from "../live-hub.ts";
import type { Turns } from "../turns.ts";
import { everyMs, POINTS, TREND_WINDOWS, type TrendPoint, type Trends, type TrendWindow } from "./trends.ts";

export interface KeptTrendsParts {
  readonly store: Pick<Store, "stored" | "rows">;
  readonly partitions: number;
  readonly hub: LiveHub;
  readonly trends: Trends;
  readonly turns: Turns;
  readonly logger: Pick<Logger, "warn">;
}

/** A site commits once a second: of one commit is what is read in less. */
const TRIES = 5;
const SPAN_MS: Readonly<Record<Exclude<TrendWindow, "day">, number>> = {
  "15m": 900_000,
  "30m": 1_800_000,
  "60m": 3_600_000,
};

export class KeptTrends {
  readonly #parts: KeptTrendsParts;
  readonly #asked = new Map<string, Promise<void>>();

  constructor(parts: KeptTrendsParts) {
    this.#parts = parts;
  }

  /** Resolves once what can be known of the site's past is among its trends. */
  fill(site: string): Promise<void> {
    const asked = this.#asked.get(site);
    if (asked !== undefined) return asked;
    const filling = this.#fill(site).then(
      (isFilled) => {
        if (!isFilled) this.#asked.delete(site);
      },
      (error: unknown) => {
        this.#asked.delete(site);
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

  /** Null: commits came in between, each time. */
  async #read(
    site: string,
    dayFrom: number,
  ): Promise<{ readonly levels: KeptLevels; readonly queues: readonly QueueNow[] } | null> {
    const { store, partitions, hub } = this.#parts;
    const partition = partitionOfSite(site, partitions);
    for (let left = TRIES; left > 0; left--) {
      const before = (await store.stored(partition))?.checkpoint;
      const rows = [...hub.replica.rows()].filter(({ name }) => name.site === site);
      // Who has nothing new is not told anew: all rows are as of the newest.
      const now = rows.reduce((newest, { moment }) => Math.max(newest, moment ?? 0), 0);
      const queues = rows.flatMap((held) => queueNow(held, now));
      const shown = hub.replica.position((each) => each === site)[partition];
      if (before === undefined || shown === undefined) return null;
      if (shown[0] !== before.epoch || shown[1] !== before.sequence) continue;
      const levels = new KeptLevels(now, dayFrom);
      for (const prefix of keptLevelPrefixes(site))
        for await (const chunk of store.rows(partition, prefix))
          for (const [key, value] of chunk) levels.row(key, value);
      const after = (await store.stored(partition))?.checkpoint;
      if (after?.epoch === before.epoch && after.sequence === before.sequence) return { levels, queues };
    }
    return null;
  }
}

interface QueueNow {
  readonly id: string;
  readonly cell: CellKey;
  /** `at`: up to then it is believed. */
  readonly now: LevelNow;
}

/** None: it is no queue, or has no number. */
function queueNow(held: HeldRow, now: number): readonly QueueNow[] {
  const { row, id } = held;
  if (held.name.kind !== "queue" || row === null) return [];
  let policy: LevelNow["policy"] | null = null;
  held.visitSpans((_, input) => (policy = input.policy));
  if (policy === null) return [];
  const { staleSince, waitingPastThreshold } = row;
  const at = typeof staleSince === "number" ? Math.min(staleSince, now) : now;
  const cell = queueCell(String(row.queue), String(row.channel));
  return [{ id, cell, now: { at, policy, waitingPastThreshold: Number(waitingPastThreshold) } }];
}

/** Ascending, as they would have been sampled: of a rolling window as far back as its span. */
function momentsOf(window: TrendWindow, dayFrom: number, now: number): readonly number[] {
  const every = everyMs(window);
  const from = window === "day" ? dayFrom : now - SPAN_MS[window];
  const moments: number[] = [];
  for (let at = Math.floor(now / every) * every; at >= from && moments.length < POINTS; at -= every) moments.push(at);
  return moments.reverse();
}
