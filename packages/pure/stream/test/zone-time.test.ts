import { dayStart, type IntervalLength, intervalStart, nextDayStart, nextIntervalStart } from "@floorwalker/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SLICE_MS } from "../src/index.ts";

/** Changes at midnight, of half an hour, at 30 and 45 minutes past; none at all. */
const ZONES = [
  "Europe/Warsaw",
  "America/New_York",
  "America/Sao_Paulo",
  "Asia/Beirut",
  "Africa/Cairo",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Asia/Kolkata",
  "UTC",
];
const LENGTHS: readonly IntervalLength[] = ["15m", "30m", "1h", "day"];
const FROM = Date.UTC(2015, 0);
const TO = Date.UTC(2030, 0);

const local = (time: number, zone: string): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" }).format(time);

const moment = fc.integer({ min: FROM, max: TO });
const zone = fc.constantFrom(...ZONES);
const length = fc.constantFrom(...LENGTHS);

describe("an interval", () => {
  test("holds its moment, begins where the one before ends, and lies on slices", () => {
    fc.assert(
      fc.property(moment, zone, length, (time, where, span) => {
        const start = intervalStart(time, span, where);
        const next = nextIntervalStart(time, span, where);
        expect(start).toBeLessThanOrEqual(time);
        expect(next).toBeGreaterThan(time);
        expect(intervalStart(start, span, where)).toBe(start);
        expect(intervalStart(next - 1, span, where)).toBe(start);
        expect(intervalStart(next, span, where)).toBe(next);
        expect(nextIntervalStart(start, span, where)).toBe(next);
        expect(start % SLICE_MS).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  test("begins where the local clock shows a multiple of its length, but for a change of the clocks", () => {
    expect(local(intervalStart(Date.UTC(2026, 5, 1, 6, 44), "30m", "Asia/Kathmandu"), "Asia/Kathmandu")).toMatch(
      /12:00:00$/,
    );
    expect(local(nextIntervalStart(Date.UTC(2026, 5, 1, 6, 44), "1h", "Asia/Kolkata"), "Asia/Kolkata")).toMatch(
      /13:00:00$/,
    );
  });
});

describe("a business day", () => {
  test("begins at the first moment of a local date and ends at the first of the next", () => {
    fc.assert(
      fc.property(moment, zone, (time, where) => {
        const [start, next] = [dayStart(time, where), nextDayStart(time, where)];
        const date = (at: number): string => local(at, where).slice(0, 10);
        expect(date(start)).toBe(date(time));
        expect(date(start - 1)).not.toBe(date(time));
        expect(date(next)).not.toBe(date(time));
        expect(date(next - 1)).toBe(date(time));
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ["Europe/Warsaw", "2026-03-29T12:00Z", 23],
    ["Europe/Warsaw", "2026-10-25T12:00Z", 25],
    ["Australia/Lord_Howe", "2026-10-04T02:00Z", 23.5],
    ["Australia/Lord_Howe", "2026-04-05T02:00Z", 24.5],
    // Midnight does not exist on these days: they begin at one o'clock.
    ["America/Sao_Paulo", "2018-11-04T12:00Z", 23],
    ["Asia/Beirut", "2025-03-30T12:00Z", 23],
    // And here eleven o'clock at night comes twice.
    ["America/Sao_Paulo", "2018-02-17T12:00Z", 25],
  ])("in %s around %s has %d hours", (where, time, hours) => {
    const at = Date.parse(time);
    expect((nextDayStart(at, where) - dayStart(at, where)) / 3_600_000).toBe(hours);
  });

  test("every day of a year follows the one before in every zone", { timeout: 30_000 }, () => {
    for (const where of ZONES)
      for (let start = dayStart(Date.UTC(2018, 0), where); start < Date.UTC(2019, 0); ) {
        const next = nextDayStart(start, where);
        expect((next - start) / 3_600_000).toBeGreaterThanOrEqual(23);
        expect((next - start) / 3_600_000).toBeLessThanOrEqual(25);
        expect(dayStart(next, where)).toBe(next);
        start = next;
      }
  });
});
