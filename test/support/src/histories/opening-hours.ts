/** Sites whose chats and mails have opening hours: the night of the histories is cut into short shifts, some of them over its midnight. */
import { Calendar, type OpenRange, type QueueChange, type SiteConfig } from "@floorwalker/domain";
import fc from "fast-check";
import { BEGIN, SECOND, SITE } from "./site.ts";

const range = fc
  .tuple(fc.integer({ min: 0, max: 8 * 60 }), fc.integer({ min: 1, max: 150 }))
  .map(([from, length]): OpenRange => ({ from, to: from + length }));
const day = fc.array(range, { maxLength: 4 });
/** Of the eve: it may reach over midnight. */
const eve = fc.array(
  fc.integer({ min: 1, max: 400 }).map((beyond): OpenRange => ({ from: 23 * 60, to: 24 * 60 + beyond })),
  { maxLength: 1 },
);

const calendar = fc.record({ day, eve, isHoliday: fc.boolean() }).map(({ day: ranges, eve: late, isHoliday }) => {
  const weekly = Array.from({ length: 7 }, (_, weekday) => (weekday === 5 ? late : ranges));
  // The night's own date is a holiday, with the hours of the day after it.
  const special = (date: number) => (isHoliday && date % 2 === 0 ? { name: "holiday", ranges: ranges.slice(1) } : null);
  return new Calendar({ id: "hours", zone: SITE.zone, weekly, special });
});

/** By place in the list of queues; and the site's own. */
export interface Opened {
  readonly site: Calendar | null;
  readonly queues: readonly (Opening | null)[];
}

/** `from` null: since ever. */
interface Opening {
  readonly calendar: Calendar;
  readonly from: number | null;
}

const opening = fc.record({
  calendar,
  from: fc.option(fc.nat(3 * 3600).map((seconds) => BEGIN + seconds * SECOND)),
});

export const opened: fc.Arbitrary<Opened> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ site: null, queues: [] }) },
  {
    weight: 1,
    arbitrary: fc.record({
      site: fc.option(calendar),
      queues: fc.array(fc.option(opening), { minLength: SITE.queues.length, maxLength: SITE.queues.length }),
    }),
  },
);

export const withHours = (site: SiteConfig, { site: whole, queues }: Opened): SiteConfig => ({
  ...site,
  ...(whole === null ? {} : { calendar: whole }),
  queues: site.queues.map((queue, index) => {
    const own = queues[index] ?? null;
    if (own === null) return queue;
    const { calendar: hours, from } = own;
    return from === null ? { ...queue, calendar: hours } : { ...queue, changes: changedTo(queue.changes, from, hours) };
  }),
});

/** In one entry with what else changes at that moment. */
function changedTo(changes: readonly QueueChange[] = [], from: number, calendar: Calendar): readonly QueueChange[] {
  const same = changes.find((change) => change.from === from) ?? { from };
  return [...changes.filter((change) => change !== same), { ...same, calendar }].sort((a, b) => a.from - b.from);
}
