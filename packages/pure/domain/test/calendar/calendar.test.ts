import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ALWAYS, Calendar, localDate, type OpenRange, type SpecialDay } from "../../src/index.ts";

const ZONES = [
  "Europe/Warsaw",
  "America/New_York",
  "America/Sao_Paulo",
  "Asia/Beirut",
  "Australia/Lord_Howe",
  "Asia/Kolkata",
  "Pacific/Apia",
  "UTC",
];
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SPAN = { from: Date.UTC(2011, 0), to: Date.UTC(2030, 0) };

const zone = fc.constantFrom(...ZONES);
const moment = fc.integer({ min: SPAN.from, max: SPAN.to });
const range = fc
  .tuple(fc.integer({ min: 0, max: 1_439 }), fc.integer({ min: 1, max: 1_440 }))
  .map(([from, length]): OpenRange => ({ from, to: from + length }));
const ranges = fc.array(range, { maxLength: 3 });
/** Some days of each year are holidays: closed, or with hours of their own. */
const special = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 29 }), fc.array(range, { maxLength: 1 })), { maxLength: 3 })
  .map((days) => {
    const byPlace = new Map(
      days.map(([place, open]): [number, SpecialDay] => [place, { name: "holiday", ranges: open }]),
    );
    return (date: number): SpecialDay | null => byPlace.get(((date % 30) + 30) % 30) ?? null;
  });
const calendar = fc
  .record({ zone, weekly: fc.array(ranges, { minLength: 7, maxLength: 7 }), special })
  .map((hours) => new Calendar({ id: "any", ...hours }));

const always = (where: string): Calendar =>
  new Calendar({ id: "always", zone: where, weekly: ALWAYS, special: () => null });

const weekdays = (
  open: readonly OpenRange[],
  where: string,
  days: Readonly<Record<string, SpecialDay>> = {},
): Calendar => {
  const byDate = new Map(Object.entries(days).map(([date, day]) => [Date.parse(date) / DAY, day]));
  return new Calendar({
    id: "office",
    zone: where,
    weekly: [open, open, open, open, open, [], []],
    special: (date) => byDate.get(date) ?? null,
  });
};

/** Nine to five. */
const OFFICE: readonly OpenRange[] = [{ from: 9 * 60, to: 17 * 60 }];
/** Its zone is an hour ahead of UTC in winter, two in summer. */
const warsaw = (text: string): number => Date.parse(text);

describe("around the clock", () => {
  test("business time is calendar time to the millisecond", () => {
    fc.assert(
      fc.property(zone, moment, fc.nat(9 * DAY), (where, from, ms) => {
        const open = always(where);
        expect(open.elapsed(from, from + ms)).toBe(ms);
        expect(open.elapsed(from + ms, from)).toBe(0 - ms);
        expect(open.moment(from, ms)).toBe(from + ms);
        expect(open.isOpen(from)).toBe(true);
        expect(open.closesAt(from)).toBeNull();
      }),
    );
  });

  test("every day between two summers has as many hours as its clocks say", () => {
    for (const where of ZONES)
      for (let at = Date.UTC(2011, 9); at < Date.UTC(2012, 5); at += 7 * HOUR)
        expect(always(where).elapsed(at, at + 7 * HOUR)).toBe(7 * HOUR);
  });
});

describe("any opening hours", () => {
  test("time adds up over any moment in between, and never runs faster than the clock", () => {
    fc.assert(
      fc.property(calendar, moment, fc.nat(9 * DAY), fc.nat(9 * DAY), (hours, from, first, second) => {
        const [middle, to] = [from + first, from + first + second];
        expect(hours.elapsed(from, middle) + hours.elapsed(middle, to)).toBe(hours.elapsed(from, to));
        expect(hours.elapsed(from, middle)).toBeGreaterThanOrEqual(0);
        expect(hours.elapsed(from, middle)).toBeLessThanOrEqual(first);
      }),
    );
  });

  test("the moment of what has elapsed is the moment itself while open, and the closing before it while closed", () => {
    fc.assert(
      fc.property(calendar, moment, fc.nat(9 * DAY), (hours, from, ms) => {
        const to = from + ms;
        const elapsed = hours.elapsed(from, to);
        const reached = hours.moment(from, elapsed);
        expect(hours.elapsed(from, reached)).toBe(elapsed);
        expect(reached).toBeLessThanOrEqual(to);
        if (hours.isOpen(to - 1)) expect(reached).toBe(to);
        else expect(hours.isOpen(reached - 1) || reached === from).toBe(true);
      }),
    );
  });

  test("so much time has elapsed at its moment, and not before", () => {
    fc.assert(
      fc.property(calendar, moment, fc.integer({ min: 1, max: 3 * DAY }), (hours, from, ms) => {
        const then = hours.moment(from, ms);
        if (then === Number.POSITIVE_INFINITY) return;
        expect(hours.elapsed(from, then)).toBe(ms);
        expect(hours.elapsed(from, then - 1)).toBe(ms - 1);
      }),
    );
  });

  test("it says when it opens and closes", () => {
    fc.assert(
      fc.property(calendar, moment, (hours, at) => {
        const opens = hours.opensAt(at);
        const closes = hours.closesAt(at);
        if (opens === null) return expect(hours.isOpen(at)).toBe(false);
        expect(hours.isOpen(opens)).toBe(true);
        expect(hours.elapsed(at, opens)).toBe(0);
        expect(opens === at).toBe(hours.isOpen(at));
        if (opens > at) expect(closes).toBeNull();
        else if (closes !== null) {
          expect(hours.isOpen(closes)).toBe(false);
          expect(hours.elapsed(at, closes)).toBe(closes - at);
        }
      }),
    );
  });
});

describe("an office in Warsaw, nine to five on weekdays", () => {
  const office = weekdays(OFFICE, "Europe/Warsaw", {
    "2026-12-24": { name: "Christmas Eve", ranges: [{ from: 9 * 60, to: 13 * 60 }] },
    "2026-12-25": { name: "Christmas", ranges: [] },
  });

  test("a mail of Friday evening that is answered on Monday at half past nine took half an hour", () => {
    expect(office.elapsed(warsaw("2026-11-27T19:00+01:00"), warsaw("2026-11-30T09:30+01:00"))).toBe(30 * MINUTE);
  });

  test("a reply outside the hours took no business time", () => {
    expect(office.elapsed(warsaw("2026-11-28T10:00+01:00"), warsaw("2026-11-28T23:00+01:00"))).toBe(0);
  });

  test("four hours from three in the afternoon end at eleven the next morning", () => {
    expect(office.moment(warsaw("2026-11-26T15:00+01:00"), 4 * HOUR)).toBe(warsaw("2026-11-27T11:00+01:00"));
  });

  test("an exception and a holiday take the weekday's place", () => {
    expect(office.elapsed(warsaw("2026-12-24T00:00+01:00"), warsaw("2026-12-28T00:00+01:00"))).toBe(4 * HOUR);
    expect(office.isOpen(warsaw("2026-12-25T10:00+01:00"))).toBe(false);
    expect(office.opensAt(warsaw("2026-12-24T13:00+01:00"))).toBe(warsaw("2026-12-28T09:00+01:00"));
  });

  test("the hours are the clock's on the wall, in summer and in winter", () => {
    expect(office.opensAt(warsaw("2026-10-23T18:00+02:00"))).toBe(warsaw("2026-10-26T09:00+01:00"));
    expect(office.closesAt(warsaw("2026-10-26T09:00+01:00"))).toBe(warsaw("2026-10-26T17:00+01:00"));
  });
});

describe("over midnight", () => {
  const night = weekdays([{ from: 22 * 60, to: 30 * 60 }], "Europe/Warsaw", {
    "2026-11-28": { name: "fair", ranges: [] },
  });

  test("a night shift belongs to the date on which it begins", () => {
    expect(night.isOpen(warsaw("2026-11-28T05:59+01:00"))).toBe(true);
    expect(night.isOpen(warsaw("2026-11-28T06:00+01:00"))).toBe(false);
    expect(night.isOpen(warsaw("2026-11-28T22:00+01:00"))).toBe(false);
    expect(night.closesAt(warsaw("2026-11-27T23:00+01:00"))).toBe(warsaw("2026-11-28T06:00+01:00"));
  });

  test("it has seven hours when the clocks are set forward and nine when they are set back", () => {
    const everyNight = new Calendar({
      id: "night",
      zone: "Europe/Warsaw",
      weekly: Array.from({ length: 7 }, () => [{ from: 22 * 60, to: 30 * 60 }]),
      special: () => null,
    });
    const length = (evening: string): number => {
      const from = warsaw(evening);
      return everyNight.closesAt(from)! - from;
    };
    expect(length("2026-03-28T22:00+01:00")).toBe(7 * HOUR);
    expect(length("2026-10-24T22:00+02:00")).toBe(9 * HOUR);
    expect(length("2026-11-24T22:00+01:00")).toBe(8 * HOUR);
  });
});

test("ranges that overlap or touch are one opening", () => {
  const shifts = weekdays(
    [
      { from: 8 * 60, to: 12 * 60 },
      { from: 11 * 60, to: 14 * 60 },
      { from: 14 * 60, to: 16 * 60 },
    ],
    "UTC",
  );
  const monday = Date.UTC(2026, 10, 30);
  expect(shifts.elapsed(monday, monday + DAY)).toBe(8 * HOUR);
  expect(shifts.closesAt(monday + 9 * HOUR)).toBe(monday + 16 * HOUR);
});

test("the hour that a date shows again after its midnight belongs to the date that has begun, whatever was asked before", () => {
  // São Paulo went from midnight of 18 February 2018 back to eleven.
  const midnight = Date.parse("2018-02-17T23:00:00-03:00");
  const shown = midnight + 30 * MINUTE;
  expect(localDate(shown, "America/Sao_Paulo")).toBe(localDate(midnight - MINUTE, "America/Sao_Paulo"));
  const asked = always("America/Sao_Paulo");
  asked.isOpen(midnight + 2 * HOUR);
  for (const each of [asked, always("America/Sao_Paulo")]) {
    expect(each.isOpen(shown)).toBe(true);
    expect(each.elapsed(shown, shown + MINUTE)).toBe(MINUTE);
    expect(each.moment(shown, HOUR)).toBe(shown + HOUR);
  }
});

test("a clock that has not begun is no reason to look for its day for ever", () => {
  const office = weekdays(OFFICE, "Europe/Warsaw");
  const at = warsaw("2026-11-27T10:00+01:00");
  for (const never of [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]) {
    expect(office.elapsed(at, never)).toBe(never);
    expect(office.elapsed(never, at)).toBe(-never);
    expect(office.moment(never, HOUR)).toBe(never);
    expect([office.isOpen(never), office.opensAt(never), office.closesAt(never)]).toEqual([false, null, null]);
  }
});

test("what never opens has no moment", () => {
  const closed = new Calendar({ id: "none", zone: "UTC", weekly: ALWAYS.map(() => []), special: () => null });
  const at = Date.UTC(2026, 10, 30);
  expect(closed.moment(at, 1)).toBe(Number.POSITIVE_INFINITY);
  expect(closed.moment(at, 0)).toBe(at);
  expect(closed.opensAt(at)).toBeNull();
  expect(closed.elapsed(at, at + 9 * DAY)).toBe(0);
});

test("a date that a zone left out has no hours", () => {
  // Samoa went from 29 to 31 December 2011.
  const skipped = Date.UTC(2011, 11, 30) / DAY;
  const samoa = always("Pacific/Apia");
  const eve = Date.parse("2011-12-29T00:00:00-10:00");
  expect(localDate(eve + DAY, "Pacific/Apia")).toBe(skipped + 1);
  expect(samoa.elapsed(eve, eve + 2 * DAY)).toBe(2 * DAY);
});
