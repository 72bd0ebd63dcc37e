/** What `from`, `to` and `interval` mean, by the site's clock, also where it is set forward or back. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { askedSpan } from "../src/history/asked-span.ts";
import { HistoryError } from "../src/history/history-error.ts";
import { HISTORY_INTERVALS, intervalAt, placeOf, widened } from "../src/history/history-interval.ts";

const WARSAW = "Europe/Warsaw";
const at = (text: string): number => Date.parse(text);
/** A Saturday. */
const NOW = at("2026-11-21T10:07:00Z");
const span = (from?: string, to?: string, zone = WARSAW) => {
  const { from: begins, to: ends } = askedSpan(from, to, NOW, zone);
  return [new Date(begins).toISOString(), new Date(ends).toISOString()];
};

describe("a span", () => {
  test("of a word is that day, week or month of the site", () => {
    expect(span()).toEqual(["2026-11-20T23:00:00.000Z", "2026-11-21T23:00:00.000Z"]);
    expect(span("today", undefined, "America/New_York")).toEqual([
      "2026-11-21T05:00:00.000Z",
      "2026-11-22T05:00:00.000Z",
    ]);
    expect(span("yesterday")).toEqual(["2026-11-19T23:00:00.000Z", "2026-11-20T23:00:00.000Z"]);
    expect(span("this-week")).toEqual(["2026-11-15T23:00:00.000Z", "2026-11-22T23:00:00.000Z"]);
    expect(span("last-month")).toEqual(["2026-09-30T22:00:00.000Z", "2026-10-31T23:00:00.000Z"]);
    expect(span("last-week", "yesterday")).toEqual(["2026-11-08T23:00:00.000Z", "2026-11-20T23:00:00.000Z"]);
  });

  test("of dates and times is read by the site's clock, where they bring no offset of their own", () => {
    expect(span("2026-11-20", "2026-11-21")).toEqual(["2026-11-19T23:00:00.000Z", "2026-11-20T23:00:00.000Z"]);
    expect(span("2026-11-20T09:15", "2026-11-20T09:15:30.5Z")).toEqual([
      "2026-11-20T08:15:00.000Z",
      "2026-11-20T09:15:30.500Z",
    ]);
    expect(span("2026-11-20T09:00+02:00")[0]).toBe("2026-11-20T07:00:00.000Z");
    expect(span("2026-11-20T09:00 02:00")[0]).toBe("2026-11-20T07:00:00.000Z");
    expect(span("2026-11-20")[1]).toBe(new Date(NOW).toISOString());
  });

  test.each([
    ["from", "2026-13-01"],
    ["from", "2026-02-30"],
    ["from", "2026-11-20T25:00"],
    ["from", "tomorrow"],
    ["from", "1700000000000"],
    ["from", "2026-11-21T09:00:60"],
    ["to", "2026-11-19"],
    ["to", "2026-11-20"],
    ["to", "never"],
  ])("whose %s is %s is refused, with the parameter and what to write", (parameter, text) => {
    const ask = () =>
      parameter === "from" ? askedSpan(text, undefined, NOW, WARSAW) : askedSpan("2026-11-20", text, NOW, WARSAW);
    expect(ask).toThrow(HistoryError);
    expect(ask).toThrow(new RegExp(`^${parameter}: "${text}"`));
  });
});

describe("intervals", () => {
  const ZONES = [WARSAW, "America/New_York", "Asia/Kolkata", "America/Asuncion", "UTC"] as const;
  const MOMENT = fc.integer({ min: at("2024-01-01"), max: at("2027-01-01") });

  test("follow each other without a gap, in every zone, and each lies where its first moment does", () => {
    fc.assert(
      fc.property(MOMENT, fc.constantFrom(...ZONES), fc.constantFrom(...HISTORY_INTERVALS), (time, zone, interval) => {
        const one = intervalAt(time, interval, zone);
        expect(one.from).toBeLessThanOrEqual(time);
        expect(one.to).toBeGreaterThan(time);
        expect(intervalAt(one.from, interval, zone)).toEqual(one);
        expect(intervalAt(one.to - 1, interval, zone)).toEqual(one);
        const next = intervalAt(one.to, interval, zone);
        expect(next.from).toBe(one.to);
        expect(placeOf(next.from, interval, zone)).toBeGreaterThan(placeOf(one.from, interval, zone));
        expect(widened({ from: time, to: one.to + 1 }, interval, zone)).toEqual({ from: one.from, to: next.to });
        expect(widened({ from: time, to: time }, interval, zone)).toEqual({ from: one.from, to: one.from });
      }),
    );
  });

  test("a week begins on Monday, a month on its first, and a day that the clocks cut short has 23 hours", () => {
    expect(intervalAt(at("2026-11-22T22:59:59Z"), "week", WARSAW).from).toBe(at("2026-11-15T23:00:00Z"));
    expect(intervalAt(at("2026-11-22T23:00:00Z"), "week", WARSAW).from).toBe(at("2026-11-22T23:00:00Z"));
    expect(intervalAt(at("2024-02-29T12:00:00Z"), "month", "UTC")).toEqual({
      from: at("2024-02-01"),
      to: at("2024-03-01"),
    });
    const short = intervalAt(at("2026-03-29T12:00:00Z"), "day", WARSAW);
    expect((short.to - short.from) / 3_600_000).toBe(23);
  });
});
