import fc from "fast-check";
import { expect, test } from "vitest";
import { readTime } from "../src/index.ts";

const AT = Date.UTC(2026, 10, 21, 9, 0, 12, 345);
const moment = fc.integer({ min: Date.UTC(1980, 0), max: Date.UTC(2099, 0) });
const at = (value: unknown, zone: string | null = null) => {
  const read = readTime(value, zone);
  return read.ok ? read.at : read.code;
};

test.for([
  ["2026-11-21T09:00:12.345Z", AT],
  ["2026-11-21t09:00:12.345z", AT],
  [" 2026-11-21 09:00:12.345 UTC ", AT],
  ["2026-11-21T10:00:12.345+01:00", AT],
  ["2026-11-21T10:00:12.345+0100", AT],
  ["2026-11-21T10:00:12.345+01", AT],
  ["2026-11-21 10:00:12.345678 +0100", AT],
  ["2026-11-21T04:30:12,345-0430", AT],
  ["2026-11-21T09:00:12,345-00:00", AT],
  ["2026-11-21T09:00Z", AT - 12_345],
  ["2026-11-21T08:59:60Z", AT - 12_345],
  ["1795251612345", 1795251612345],
  ["1795251612.345", 1795251612345],
  ["1795251612,345678", 1795251612345],
  [1795251612345, 1795251612345],
  [1795251612.345, 1795251612345],
  [1795251612, 1795251612000],
] as const)("%s is a time", ([value, expected]) => {
  expect(at(value)).toBe(expected);
});

test.for([
  ["yesterday", "invalid_time"],
  ["", "invalid_time"],
  ["2026-02-30T00:00:00Z", "invalid_time"],
  ["2026-13-01T00:00:00Z", "invalid_time"],
  ["2026-11-21T24:00:00Z", "invalid_time"],
  ["2026-11-21T09:60:00Z", "invalid_time"],
  ["2026-11-21T09:00:00+25:00", "invalid_time"],
  ["2026-11-21T09:00:00+01:75", "invalid_time"],
  ["1969-12-31T23:59:59Z", "invalid_time"],
  ["0050-01-01T00:00:00Z", "invalid_time"],
  [12, "invalid_time"],
  [-1795251612, "invalid_time"],
  [Number.NaN, "invalid_time"],
  [1e18, "invalid_time"],
  ["2026-11-21T09:00:12", "time_without_zone"],
  ["2026-11-21 09:00:12.345", "time_without_zone"],
  [true, "wrong_type"],
  [null, "wrong_type"],
  [{ seconds: 1 }, "wrong_type"],
] as const)("%s is no time", ([value, code]) => {
  expect(at(value)).toBe(code);
});

test("every spelling of a moment is that moment", () => {
  fc.assert(
    fc.property(moment, fc.integer({ min: -14 * 60, max: 14 * 60 }), (time, offset) => {
      const [date, clock] = new Date(time + offset * 60_000).toISOString().slice(0, -1).split("T");
      const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60].map((n) =>
        String(n).padStart(2, "0"),
      );
      const sign = offset < 0 ? "-" : "+";
      for (const joined of ["T", "t", " "])
        for (const colon of [":", ""])
          for (const space of ["", " "])
            for (const dot of [".", ","])
              expect(at(`${date}${joined}${clock!.replace(".", dot)}${space}${sign}${hours}${colon}${minutes}`)).toBe(
                time,
              );
      expect(at(String(time))).toBe(time);
      expect(at(time)).toBe(time);
      expect(at(time / 1000)).toBe(time);
      expect(at((time / 1000).toFixed(3))).toBe(time);
    }),
  );
});

test("no value makes it throw, and what it reads is a time that can be written", () => {
  const anything = fc.oneof(fc.anything(), fc.stringMatching(/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?([+-]\d\d)?$/));
  fc.assert(
    fc.property(anything, fc.constantFrom(null, "Europe/Warsaw", "Pacific/Apia"), (value, zone) => {
      const read = readTime(value, zone);
      if (read.ok) expect(new Date(read.at).toISOString()).toMatch(/^\d{4}-/);
    }),
  );
});

/** What the clocks of a zone show at a moment, as Intl says it: another way than the code's. */
function shown(time: number, zone: string): string {
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" }).format(
    time,
  );
  return `${parts}.${String(time % 1000).padStart(3, "0")}`;
}

test("in every zone a local time is a moment at which its clocks show it, and the earlier of two", () => {
  const changes = [Date.UTC(2026, 2, 29), Date.UTC(2026, 9, 25), Date.UTC(2026, 10, 1), Date.UTC(2026, 3, 5)];
  const near = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -40 * 3_600_000, max: 40 * 3_600_000 }))
    .map(([change, apart]) => change + apart);
  const zones = Intl.supportedValuesOf("timeZone");
  fc.assert(
    fc.property(fc.oneof(moment, near), fc.constantFrom(...zones), (time, zone) => {
      const text = shown(time, zone);
      const read = readTime(text, zone);
      if (!read.ok) throw new Error(`${text} in ${zone}: ${read.code}`);
      expect(shown(read.at, zone)).toBe(text);
      expect(read.note).not.toBe("hour_missing");
      expect(read.at).toBeLessThanOrEqual(time);
      if (read.at !== time) expect(read.note).toBe("hour_twice");
    }),
    { numRuns: 2_000 },
  );
});

test("a local time that no clock shows lies behind the change by as much as the clocks were put on", () => {
  for (const [text, zone, expected] of [
    ["2026-03-29 02:30:00", "Europe/Warsaw", Date.UTC(2026, 2, 29, 1, 30)],
    ["2026-10-04 02:10:00", "Australia/Lord_Howe", Date.UTC(2026, 9, 3, 15, 40)],
    ["2011-12-30 12:00:00", "Pacific/Apia", Date.UTC(2011, 11, 30, 22)],
  ] as const)
    expect(readTime(text, zone)).toEqual({ ok: true, at: expected, note: "hour_missing" });
});
