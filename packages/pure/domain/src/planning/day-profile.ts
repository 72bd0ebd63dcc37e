/** What usually comes at each time of the day: the mean of days that are alike, of each only the quarters in which somebody was there. */
import type { Calendar } from "../calendar/calendar.ts";
import { type DayVolumes, type IntervalVolume, type Quarter, quartersOf, SLOTS } from "./day-volumes.ts";

export interface Usual {
  /** Null: nobody was there at this time on any of the days. */
  readonly offered: number | null;
  /** Mean of a contact; null: none was handled on any of the days. */
  readonly handleTimeMs: number | null;
}

export interface Hours {
  /** IANA. */
  readonly zone: string;
  /** Null: always. */
  readonly calendar: Calendar | null;
}

export const isOpenIn = ({ from, to }: Pick<Quarter, "from" | "to">, { calendar }: Hours): boolean =>
  calendar === null || calendar.elapsed(from, to) > 0;

/** By slot. */
export function dayProfile(days: readonly DayVolumes[], hours: Hours): readonly Usual[] {
  const slots = Array.from({ length: SLOTS }, () => ({ quarters: 0, offered: 0, handled: 0, handleTimeMs: 0 }));
  const all = { handled: 0, handleTimeMs: 0 };
  for (const day of days) {
    const volumes = byStart(day.intervals);
    for (const quarter of quartersOf(day.from, hours.zone)) {
      if (!isOpenIn(quarter, hours)) continue;
      const slot = slots[quarter.slot]!;
      const volume = volumes.get(quarter.from);
      slot.quarters++;
      slot.offered += volume?.offered ?? 0;
      for (const sum of [slot, all]) {
        sum.handled += volume?.handled ?? 0;
        sum.handleTimeMs += volume?.handleTimeMs ?? 0;
      }
    }
  }
  // A time at which nobody was handled has the handle time of the whole day.
  const mean = ({ handled, handleTimeMs }: typeof all): number | null => (handled > 0 ? handleTimeMs / handled : null);
  return slots.map((slot) => ({
    offered: slot.quarters > 0 ? slot.offered / slot.quarters : null,
    handleTimeMs: mean(slot) ?? mean(all),
  }));
}

export const byStart = (intervals: readonly IntervalVolume[]): ReadonlyMap<number, IntervalVolume> =>
  new Map(intervals.map((interval) => [interval.from, interval]));
