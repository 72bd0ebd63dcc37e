import fc from "fast-check";
import { expect, test } from "vitest";
import { dueReport, nextReport, type ReportPlan, reportNotices } from "../../src/report/report-plan.ts";
import { dayStart, localDate, localIso } from "../../src/zone-time.ts";

const plan = (minute: number): ReportPlan => ({ minute, length: "30m", to: [] });
const at = (text: string): number => Date.parse(text);
const WARSAW = "Europe/Warsaw";
const DAY_MS = 86_400_000;

test("a report is of the day before, from its time of the site's clock to the end of the day", () => {
  const friday = at("2026-11-27T00:00:00Z") / DAY_MS;
  expect(dueReport(plan(390), at("2026-11-28T06:29:59+01:00"), WARSAW)).toBeNull();
  expect(dueReport(plan(390), at("2026-11-28T06:30:00+01:00"), WARSAW)).toBe(friday);
  expect(dueReport(plan(390), at("2026-11-28T23:59:59+01:00"), WARSAW)).toBe(friday);
  expect(dueReport(plan(390), at("2026-11-29T00:00:00+01:00"), WARSAW)).toBeNull();
});

test("where the clock leaves its time out it is due at the next there is, where it comes twice at the first", () => {
  const next = (from: string) => localIso(nextReport(plan(150), at(from), WARSAW), WARSAW);
  expect(next("2026-03-29T00:00:00+01:00")).toBe("2026-03-29T03:00:00+02:00");
  expect(next("2026-10-25T00:00:00+02:00")).toBe("2026-10-25T02:30:00+02:00");
  expect(next("2026-10-25T02:30:00+02:00")).toBe("2026-10-26T02:30:00+01:00");
});

test("every day of every zone has one moment at which it becomes due, and the next is the one after it", () => {
  const zones = fc.constantFrom(WARSAW, "America/New_York", "Asia/Kolkata", "America/Asuncion", "Pacific/Apia", "UTC");
  const moments = fc.integer({ min: at("2024-01-01"), max: at("2027-01-01") });
  fc.assert(
    fc.property(zones, moments, fc.integer({ min: 0, max: 1_439 }), (zone, now, minute) => {
      const due = nextReport(plan(minute), now, zone);
      expect(due).toBeGreaterThan(now);
      expect(due - now).toBeLessThanOrEqual(2 * DAY_MS);
      const today = localDate(dayStart(due, zone), zone);
      expect(dueReport(plan(minute), due, zone)).toBe(today - 1);
      // A moment before, that day's was not due yet.
      expect(dueReport(plan(minute), due - 1, zone)).not.toBe(today - 1);
    }),
  );
});

test("each reader has a notice with a key of its own, the same whenever it is found to be due", () => {
  const to = [
    { receiver: "director", scope: { kind: "site" } },
    { receiver: "director", scope: { kind: "team", team: "north" } },
    { receiver: "north-lead", scope: { kind: "team", team: "north" } },
  ] as const;
  const keys = (date: number, now: number) =>
    reportNotices({ ...plan(390), to }, "krakow", date, now).map(({ key }) => key);
  expect(new Set([...keys(1, 1), ...keys(2, 1)]).size).toBe(6);
  expect(keys(1, 1)).toEqual(keys(1, 2));
});
