import { expect, test } from "vitest";
import { writtenDuration, writtenMoment, writtenNumber } from "../src/tie-out/written-value.ts";

test.each([
  ["12", 1, 12, 1],
  ["1,234", 1, 1234, 1],
  ["83.3", 0.01, 0.833, 0.001],
  ["83.30%", 1, 0.833, 0.0001],
  ["0.8333", 1, 0.8333, 0.0001],
  ["", 1, null, 1],
  ["-", 1, null, 1],
  ["N/A", 1, null, 1],
])("%j with a number worth %d is %d, known to %d", (text, scale, value, precision) => {
  const written = writtenNumber(text, scale)!;
  if (value === null) expect(written.value).toBeNull();
  else expect(written.value).toBeCloseTo(value, 12);
  expect(written.precision).toBeCloseTo(precision, 12);
});

test.each(["twelve", "1 234", "12.3.4", "1,23"])("%j is no number", (text) => {
  expect(writtenNumber(text, 1)).toBeUndefined();
});

test.each([
  ["00:01:05", 65, 1],
  ["1:05", 65, 1],
  ["26:00:00", 93_600, 1],
  ["0:12.5", 12.5, 0.1],
  ["12.3", 12.3, 0.1],
])("%j lasts %d s, known to %d s", (text, value, precision) => {
  expect(writtenDuration(text, 1)).toEqual({ value, precision });
});

test("a mere number may be milliseconds", () => {
  expect(writtenDuration("1500", 0.001)).toEqual({ value: 1.5, precision: 0.001 });
});

const WARSAW = "Europe/Warsaw";

test.each([
  ["2026-11-30T09:00:00Z", "mdy", "2026-11-30T09:00:00.000Z"],
  ["2026-11-30T09:00+02:00", "mdy", "2026-11-30T07:00:00.000Z"],
  ["2026-11-30 09:00", "mdy", "2026-11-30T08:00:00.000Z"],
  ["2026-07-01 09:00:30", "mdy", "2026-07-01T07:00:30.000Z"],
  ["2026-11-30", "mdy", "2026-11-29T23:00:00.000Z"],
  ["11/30/26 9:00 AM", "mdy", "2026-11-30T08:00:00.000Z"],
  ["11/30/2026 12:15 AM", "mdy", "2026-11-29T23:15:00.000Z"],
  ["11/30/2026 12:15 PM", "mdy", "2026-11-30T11:15:00.000Z"],
  ["30.11.2026 21:00", "dmy", "2026-11-30T20:00:00.000Z"],
] as const)("%s (%s) by Warsaw's clock is %s", (text, order, iso) => {
  expect(new Date(writtenMoment(text, WARSAW, order)!).toISOString()).toBe(iso);
});

test.each(["30/11/2026 9:00", "2026-02-30", "2026-11-30T09:61", "yesterday", ""])("%j is no moment", (text) => {
  expect(writtenMoment(text, WARSAW, "mdy")).toBeNull();
});
