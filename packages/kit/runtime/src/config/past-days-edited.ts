/**
 * Holidays and exceptions have dates of their own, so they may come at any time; those of days that are over should have come before.
 * What was counted stays as it was, but a contact of such a day that is told of again is judged by the new hours: that is said, by day.
 */
import { type Calendar, editedDays, localDate, type SiteConfig } from "@floorwalker/domain";

export interface PastDaysEdited {
  readonly site: string;
  readonly calendar: string;
  /** ISO dates, the oldest first. */
  readonly days: readonly string[];
}

/** As long as a contact may still be told of. */
const PAST_DAYS = 31;
const DAY_MS = 86_400_000;

type Sites = ReadonlyMap<string, SiteConfig>;

export function pastDaysEdited(before: Sites, after: Sites, now: number): readonly PastDaysEdited[] {
  return [...after.values()].flatMap((site) => {
    const was = calendarsOf(before.get(site.id));
    const today = localDate(now, site.zone);
    return [...calendarsOf(site)].flatMap(([calendar, is]) => {
      const old = was.get(calendar);
      // Other weekly hours in place are refused, and said by the owner of the site.
      if (old === undefined || JSON.stringify(old.hours.weekly) !== JSON.stringify(is.hours.weekly)) return [];
      const dates = editedDays(old, is, today - PAST_DAYS, today);
      const days = dates.map((date) => new Date(date * DAY_MS).toISOString().slice(0, 10));
      return days.length === 0 ? [] : [{ site: site.id, calendar, days }];
    });
  });
}

function calendarsOf(site: SiteConfig | undefined): ReadonlyMap<string, Calendar> {
  const named = [site, ...(site?.queues ?? [])].flatMap((each) => [
    each?.calendar,
    ...(each?.changes ?? []).map((change) => change.calendar),
  ]);
  return new Map(named.flatMap((each) => (each === undefined ? [] : [[each.hours.id, each] as const])));
}
