import fc from "fast-check";
import { expect, test } from "vitest";
import { Calendar } from "../../src/calendar/calendar.ts";
import { type DayVolumes, type IntervalVolume, quartersOf, SLOTS } from "../../src/planning/day-volumes.ts";
import { type Forecast, forecast } from "../../src/planning/forecast.ts";
import { clockMoment, firstMoment } from "../../src/zone-time.ts";

const ZONE = "Europe/Warsaw";
const ALWAYS = { zone: ZONE, calendar: null };
const date = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
/** A Wednesday. */
const TODAY = date("2026-11-25");

type Offered = (slot: number) => number;

/** `offered` by the clock's quarters; each contact takes 200 s. */
const day = (on: number, offered: Offered, zone = ZONE): DayVolumes => {
  const from = firstMoment(on, zone);
  const intervals = quartersOf(from, zone).map(({ from, slot }) => volume(from, offered(slot)));
  return { from, intervals };
};
const volume = (from: number, offered: number): IntervalVolume => ({
  from,
  offered,
  handled: offered,
  handleTimeMs: offered * 200_000,
});
const weeks = (count: number, offered: Offered, until = TODAY): DayVolumes[] =>
  Array.from({ length: count }, (_, week) => day(until - 7 * (week + 1), offered));
const at = (minute: number, on = TODAY): number => clockMoment(on, minute, ZONE);
const upTo = ({ intervals }: DayVolumes, now: number): IntervalVolume[] =>
  intervals.filter(({ from }) => from + 900_000 <= now);
const told = (
  today: DayVolumes,
  past: readonly DayVolumes[],
  now: number,
  hours = ALWAYS as Parameters<typeof forecast>[3],
) => forecast(upTo(today, now), past, now, hours)!;
const offeredOf = ({ intervals }: Forecast): (number | null)[] => intervals.map(({ offered }) => offered);

const curve = fc.array(fc.integer({ min: 0, max: 80 }), { minLength: SLOTS, maxLength: SLOTS });
const minuteOfDay = fc.integer({ min: 0, max: 1_439 });

test("a day like all the days before it is forecast as it comes, with no error, at any time of the day", () => {
  fc.assert(
    fc.property(curve, minuteOfDay, fc.integer({ min: 4, max: 7 }), (usual, minute, count) => {
      fc.pre(usual.some((offered) => offered > 0));
      const today = day(TODAY, (slot) => usual[slot]!);
      const found = told(
        today,
        weeks(count, (slot) => usual[slot]!),
        at(minute),
      );
      for (const [slot, offered] of offeredOf(found).entries()) expect(offered).toBeCloseTo(usual[slot]!, 9);
      expect(found.pace).toBeCloseTo(1, 12);
      expect(found.error ?? 0).toBeCloseTo(0, 9);
    }),
  );
});

test("what is twice as much everywhere is forecast twice as high, with the same error", () => {
  fc.assert(
    fc.property(curve, fc.array(curve, { minLength: 2, maxLength: 6 }), minuteOfDay, (now, before, minute) => {
      const days = (by: number) =>
        before.map((usual, week) => day(TODAY - 7 * (week + 1), (slot) => by * usual[slot]!));
      const once = forecast(
        upTo(
          day(TODAY, (slot) => now[slot]!),
          at(minute),
        ),
        days(1),
        at(minute),
        ALWAYS,
      );
      const twice = forecast(
        upTo(
          day(TODAY, (slot) => 2 * now[slot]!),
          at(minute),
        ),
        days(2),
        at(minute),
        ALWAYS,
      );
      fc.pre(once !== null);
      for (const [slot, offered] of offeredOf(once!).entries())
        expect(offeredOf(twice!)[slot]).toBeCloseTo(2 * offered!, 9);
      expect(twice!.remaining).toBeCloseTo(2 * once!.remaining!, 6);
      expect(twice!.error ?? -1).toBeCloseTo(once!.error ?? -1, 9);
    }),
  );
});

test("what is over stays what was counted, and the rest is never less than what its interval has already", () => {
  fc.assert(
    fc.property(curve, curve, minuteOfDay, (usual, now, minute) => {
      fc.pre(usual.some((offered) => offered > 0));
      const today = day(TODAY, (slot) => now[slot]!);
      const found = forecast(
        today.intervals.filter(({ from }) => from <= at(minute)),
        weeks(3, (slot) => usual[slot]!),
        at(minute),
        ALWAYS,
      )!;
      const running = Math.floor(minute / 15);
      found.intervals.forEach(({ offered, expected }, slot) => {
        expect(expected).toBe(slot >= running);
        if (!expected) expect(offered).toBe(now[slot]);
      });
      expect(offeredOf(found)[running]).toBeGreaterThanOrEqual(now[running]!);
      const rest = found.intervals.slice(running).reduce((sum, { offered }) => sum + offered!, 0);
      expect(found.remaining).toBeCloseTo(rest - now[running]!, 6);
    }),
  );
});

test("at noon half a flat day is seen: a morning of twice the usual lifts the afternoon by half", () => {
  const today = day(TODAY, (slot) => (slot < 48 ? 20 : 0));
  const found = told(
    today,
    weeks(4, () => 10),
    at(720),
  );
  expect(found).toMatchObject({ pace: 1.5, days: 4, remaining: 48 * 15 });
  expect(found.intervals[60]).toMatchObject({ offered: 15, handleTimeMs: 200_000, expected: true });
});

test("at midnight nothing is seen yet: the day is the usual one", () => {
  expect(
    told(
      day(TODAY, () => 0),
      weeks(4, () => 10),
      at(0),
    ),
  ).toMatchObject({ pace: 1, remaining: 960 });
});

test("only the newest four of the same weekday count, others and days on which nothing came do not", () => {
  const other = Array.from({ length: 6 }, (_, back) => day(TODAY - 1 - back, () => 99));
  const past = [...weeks(4, () => 10), day(TODAY - 35, () => 1_000), day(TODAY - 42, () => 1_000), ...other];
  expect(
    told(
      day(TODAY, () => 10),
      past,
      at(720),
    ).intervals[90]!.offered,
  ).toBe(10);
  const holiday = [day(TODAY - 7, () => 0), ...weeks(4, () => 10, TODAY - 7)];
  expect(
    told(
      day(TODAY, () => 10),
      holiday,
      at(720),
    ),
  ).toMatchObject({ days: 4, pace: 1 });
});

test("with fewer than two such days nothing is forecast", () => {
  expect(
    told(
      day(TODAY, () => 10),
      weeks(1, () => 10),
      at(720),
    ),
  ).toBeNull();
  expect(
    told(
      day(TODAY, () => 10),
      [],
      at(720),
    ),
  ).toBeNull();
  expect(
    told(
      day(TODAY, () => 10),
      weeks(2, () => 10),
      at(720),
    ),
  ).toMatchObject({ days: 2, error: null });
});

test("the error is what the method would have told on those days beside what came", () => {
  // The newest was told 10 at midnight and had 20, the one before it 10 and had 10; the oldest two have too few before them.
  const past = [day(TODAY - 7, () => 20), ...weeks(3, () => 10, TODAY - 7)];
  expect(
    told(
      day(TODAY, () => 0),
      past,
      at(0),
    ).error,
  ).toBeCloseTo(960 / (1920 + 960), 12);
});

test("when clocks change no quarter takes the place of another, on a past day and today", () => {
  const usual: Offered = (slot) => slot + 1;
  // Sundays; clocks are set back on 25 October and forward on 29 March.
  for (const [sunday, hours] of [
    ["2026-11-01", 24],
    ["2026-10-25", 25],
    ["2026-03-29", 23],
  ] as const) {
    const on = date(sunday);
    const today = day(on, usual);
    expect(today.intervals).toHaveLength(4 * hours);
    const found = told(today, weeks(4, usual, on), at(600, on));
    expect(found.intervals).toHaveLength(4 * hours);
    for (const { from, offered, expected } of found.intervals)
      if (expected)
        expect(offered).toBeCloseTo(usual(quartersOf(today.from, ZONE).find((each) => each.from === from)!.slot), 9);
  }
});

test("outside its hours nothing is expected, and a past day that was closed at that time says nothing of it", () => {
  const open = (to: number) => [{ from: 480, to }];
  const special = (on: number) => (on === TODAY - 7 ? { name: "Half day", ranges: open(720) } : null);
  const calendar = new Calendar({
    id: "office",
    zone: ZONE,
    weekly: Array.from({ length: 7 }, () => open(1_080)),
    special,
  });
  const half = day(TODAY - 7, (slot) => (slot >= 32 && slot < 48 ? 10 : 0));
  const past = [half, ...weeks(3, (slot) => (slot >= 32 && slot < 72 ? 10 : 0), TODAY - 7)];
  const found = told(
    day(TODAY, (slot) => (slot >= 32 ? 10 : 0)),
    past,
    at(600),
    { zone: ZONE, calendar },
  );
  expect(found.intervals[60]!.offered).toBeCloseTo(10, 9);
  expect([found.intervals[20]!.offered, found.intervals[72]!.offered, found.intervals[95]!.offered]).toEqual([0, 0, 0]);
  expect(found.remaining).toBeCloseTo(32 * 10, 6);
});

test("an hour that was never open before has no forecast, nor has the day then", () => {
  const ranges = (to: number) => [{ from: 480, to }];
  const special = (on: number) => (on === TODAY ? { name: "Long day", ranges: ranges(1_200) } : null);
  const weekly = Array.from({ length: 7 }, () => ranges(1_080));
  const calendar = new Calendar({ id: "office", zone: ZONE, weekly, special });
  const found = told(
    day(TODAY, () => 10),
    weeks(4, () => 10),
    at(600),
    { zone: ZONE, calendar },
  );
  expect(found.intervals[72]!.offered).toBeNull();
  expect(found.remaining).toBeNull();
});

test("a handle time that is longer than usual today is expected to stay so, by as much as is seen", () => {
  const slow = day(TODAY, () => 10);
  const today = {
    ...slow,
    intervals: slow.intervals.map((each) => ({ ...each, handleTimeMs: each.handled * 300_000 })),
  };
  const found = told(
    today,
    weeks(4, () => 10),
    at(720),
  );
  expect(found.intervals[10]).toMatchObject({ handleTimeMs: 300_000, expected: false });
  expect(found.intervals[60]!.handleTimeMs).toBeCloseTo(250_000, 6);
});
