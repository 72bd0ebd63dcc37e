/** Business days of a site's cells before today, as far as weeks, months and usual volumes reach back; read anew after some seconds. */
import { type CellKey, dayStart, firstMoment, type Interval } from "@floorwalker/domain";
import type { History } from "@floorwalker/ports";
import { businessDate, intervalAt } from "../history/history-interval.ts";
import { readIntervals } from "../history/read-intervals.ts";

export interface KeptDays {
  /** The first date of which anything of the site is kept, days since 1970-01-01; null: nothing is. */
  readonly since: number | null;
  /** Of the cell by date; a date without any had none, when it lies after `since`. */
  of(cell: CellKey): ReadonlyMap<number, readonly Interval[]>;
}

/** Of the same weekdays, so many are looked at. */
export const WEEKS = 5;
const FRESH_MS = 10_000;
const NOTHING: ReadonlyMap<number, readonly Interval[]> = new Map();

type Read = Pick<History, "read" | "count" | "kept">;
interface Asked {
  readonly site: string;
  readonly zone: string;
  readonly cells: readonly CellKey[];
}

export class KeptDaysOfSites {
  readonly #history: Read | null;
  readonly #kept = new Map<string, { readonly at: number; readonly today: number; readonly days: Promise<KeptDays> }>();

  constructor(history: Read | null) {
    this.#history = history;
  }

  /** Null: there is no history, or it cannot be reached now. */
  async of(asked: Asked, now: number): Promise<KeptDays | null> {
    if (this.#history === null) return null;
    const key = JSON.stringify([asked.site, asked.cells]);
    const today = dayStart(now, asked.zone);
    const before = this.#kept.get(key);
    const isFresh = before?.today === today && Math.abs(now - before.at) < FRESH_MS;
    const days = isFresh ? before.days : read(this.#history, asked, now);
    if (!isFresh) this.#kept.set(key, { at: now, today, days });
    return days.catch(() => {
      // Who asks next tries again.
      this.#kept.delete(key);
      return null;
    });
  }
}

async function read(history: Read, { site, zone, cells }: Asked, now: number): Promise<KeptDays> {
  const to = dayStart(now, zone);
  const usual = firstMoment(businessDate(to, zone) - 7 * WEEKS, zone);
  const from = Math.min(usual, intervalAt(now, "week", zone).from, intervalAt(now, "month", zone).from);
  const byCell = new Map<CellKey, Map<number, Interval[]>>();
  const source = { history, liveDays: () => null };
  for await (const some of readIntervals(
    source,
    { site, zone, from, to },
    { interval: "day", scope: { of: { cells } } },
  ))
    for (const interval of some) {
      const date = businessDate(interval.from, zone);
      const ofCell = byCell.get(interval.cell) ?? new Map<number, Interval[]>();
      byCell.set(interval.cell, ofCell);
      const held = ofCell.get(date);
      if (held === undefined) ofCell.set(date, [interval]);
      else held.push(interval);
    }
  const kept = await history.kept(site, "day");
  return {
    since: kept === null ? null : businessDate(kept.from, zone),
    of: (cell) => byCell.get(cell) ?? NOTHING,
  };
}
