import { beforeAll, expect, test } from "vitest";
import { formatClock, formatMoment, formatTimeOfDay } from "../src/format/format-time.ts";
import { speak } from "../src/words/words.ts";

beforeAll(() => speak("en"));

const AT = Date.parse("2026-11-21T23:04:05.900Z");

test.each([
  ["Europe/Warsaw", "00:04:05"],
  ["UTC", "23:04:05"],
  ["America/New_York", "18:04:05"],
  ["Asia/Kolkata", "04:34:05"],
])("the clock of a site in %s shows %s, midnight as 00", (zone, text) => expect(formatClock(AT, zone)).toBe(text));

test("the hour after clocks fall back is shown twice, as people there live it", () => {
  expect(formatTimeOfDay(Date.parse("2026-10-25T00:30:00Z"), "Europe/Warsaw")).toBe("02:30");
  expect(formatTimeOfDay(Date.parse("2026-10-25T01:30:00Z"), "Europe/Warsaw")).toBe("02:30");
});

test("a time that is not known is a dash", () => expect(formatTimeOfDay(null, "UTC")).toBe("–"));

test("a zone the browser does not know is shown as UTC and says so", () =>
  expect(formatTimeOfDay(AT, "Mars/Olympus")).toBe("23:04 UTC"));

test.each([
  ["2026-11-22T06:00:00Z", "07:00"],
  ["2026-11-23T08:00:00Z", "Mon 09:00"],
  ["2027-01-04T08:00:00Z", "Jan 4 09:00"],
])("what is at %s is told as %s", (then, text) =>
  expect(formatMoment(Date.parse(then), AT, "Europe/Warsaw")).toBe(text),
);
