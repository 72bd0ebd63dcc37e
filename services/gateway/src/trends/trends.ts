/**
 * What each queue's service level was, minute by minute, as boards showed it: sampled from the rows, kept in this gateway's memory, so that a
 * board that is opened now has the last hour too; what was before the gateway began is told by `kept-trends.ts`. Contacts, not shares: levels of several queues are summed. What was not to be believed
 * (a silent source, a site that catches up, a lost store) has no point, and nobody bridges it. Law: at most `POINTS` a queue and window.
 */
import type { Row } from "@floorwalker/protocol";

export const TREND_WINDOWS = ["15m", "30m", "60m", "day"] as const;
export type TrendWindow = (typeof TREND_WINDOWS)[number];
export type TrendPoint = readonly [at: number, inTime: number, decided: number];

export const POINTS = 100;
/** From one point to the next: an hour and more by the minute, a day by quarters of an hour. */
export const everyMs = (window: TrendWindow): number => (window === "day" ? 900_000 : 60_000);

export class Trends {
  readonly #points = new Map<string, TrendPoint[]>();

  /** Of all rows of queues as of `now`; `catchingUp`: sites whose numbers are of the past. */
  sample(queues: Iterable<Row>, catchingUp: ReadonlySet<string>, now: number): void {
    const told = new Set<string>();
    for (const row of queues) {
      told.add(row.id);
      if (row.staleSince === null && !catchingUp.has(String(row.site))) this.#take(row, now);
    }
    for (const key of this.#points.keys()) if (!told.has(key.slice(0, key.lastIndexOf(" ")))) this.#points.delete(key);
  }

  /** Ascending; of those that it has itself nothing is replaced. */
  before(id: string, window: TrendWindow, points: readonly TrendPoint[]): void {
    const own = this.of(id, window);
    // A grid of its own: nearer than half a step says the same twice.
    const end = (own[0]?.[0] ?? Number.POSITIVE_INFINITY) - everyMs(window) / 2;
    const all = [...points.filter(([at]) => at < end), ...own];
    if (all.length > own.length) this.#points.set(`${id} ${window}`, all.slice(-POINTS));
  }

  of(id: string, window: TrendWindow): readonly TrendPoint[] {
    return this.#points.get(`${id} ${window}`) ?? [];
  }

  #take(row: Row, now: number): void {
    for (const window of TREND_WINDOWS) {
      const key = `${row.id} ${window}`;
      const points = this.#points.get(key) ?? [];
      const last = points.at(-1);
      // A second of grace: timers are late by some, never a whole point.
      if (last !== undefined && now - last[0] < everyMs(window) - 1_000) continue;
      points.push([now, Number(row[`inTime.${window}`] ?? 0), Number(row[`decided.${window}`] ?? 0)]);
      if (points.length > POINTS) points.shift();
      this.#points.set(key, points);
    }
  }
}
