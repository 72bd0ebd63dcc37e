/** What a clock on the wall shows, on days on which clocks change too: hours of business, reports and schedules are told by it. */
import { expect, test } from "vitest";
import { clockMoment, firstMoment, localDate, localMinute } from "../src/zone-time.ts";

const ZONES = ["Europe/Warsaw", "America/New_York", "Asia/Beirut", "Australia/Lord_Howe", "Asia/Shanghai", "UTC"];
const DAY_MS = 86_400_000;
const dateOf = (text: string): number => Date.parse(text) / DAY_MS;

test("in the last hour of a day of 23 hours the clock has been set forward already", () => {
  const at = (minute: number) => new Date(clockMoment(dateOf("2026-03-29"), minute, "Europe/Warsaw")).toISOString();
  expect([at(1320), at(1380), at(1410), at(1440)]).toEqual([
    "2026-03-29T20:00:00.000Z",
    "2026-03-29T21:00:00.000Z",
    "2026-03-29T21:30:00.000Z",
    "2026-03-29T22:00:00.000Z",
  ]);
});

test.each(ZONES)(
  "in %s each half hour of the months in which clocks change comes when the clock shows it first, or has left it out, and never before the one before",
  (zone) => {
    for (let date = dateOf("2026-03-01"); date < dateOf("2026-11-10"); date++) {
      if (date === dateOf("2026-05-01")) date = dateOf("2026-09-20");
      let last = firstMoment(date, zone);
      for (let minute = 0; minute < 1440; minute += 30) {
        const at = clockMoment(date, minute, zone);
        expect(at).toBeGreaterThanOrEqual(last);
        last = at;
        if (at === firstMoment(date + 1, zone)) continue;
        expect(localDate(at, zone)).toBe(date);
        // Later only where the clock jumped over it.
        if (localDate(at - 60_000, zone) === date) expect(localMinute(at - 60_000, zone)).toBeLessThan(minute);
        expect(localMinute(at, zone)).toBeGreaterThanOrEqual(minute);
      }
      expect(clockMoment(date, 1440, zone)).toBeGreaterThanOrEqual(last);
    }
  },
);
