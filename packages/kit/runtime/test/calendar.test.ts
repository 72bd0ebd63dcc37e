/** Calendars of a configuration: hours, holidays of a country and of a file, exceptions; and what is wrong with them. */
import { fileURLToPath } from "node:url";
import type { Calendar } from "@floorwalker/domain";
import { expect, test } from "vitest";
import { type Configuration, parseConfiguration } from "../src/index.ts";
import { RECEIVER_KINDS } from "./receiver-kinds.ts";

const FILE = fileURLToPath(new URL("calendars/floorwalker.yaml", import.meta.url));
const HOUR = 3_600_000;

const site = (calendar: string): string => `
sites:
  - id: krakow
    zone: Europe/Warsaw
    calendars:
      - id: office
${calendar.replace(/^/gm, "        ")}
    queues:
      - { queue: mail, channel: email, calendar: office }
      - { queue: sales }
`;
const WEEK = `hours:
  monday: 09:00-17:00
  tuesday: [09:00-12:00, 13:00-17:00]
  friday: 22:00-06:00`;

function office(calendar: string): Calendar {
  const result = parseConfiguration(site(calendar), FILE, RECEIVER_KINDS);
  if (!result.ok) throw new Error(JSON.stringify(result.errors, null, 2));
  const [mail, sales] = result.configuration.sites.get("krakow")!.queues;
  expect(sales!.calendar).toBeUndefined();
  return mail!.calendar!;
}

function faults(text: string): string[] {
  const result = parseConfiguration(text, FILE, RECEIVER_KINDS);
  return result.ok ? [] : result.errors.map(({ path, code, line }) => `${path} ${code} ${line}`);
}

const hoursOn = (calendar: Calendar, date: string): number => {
  const noon = Date.parse(`${date}T12:00+01:00`);
  return calendar.elapsed(noon - 12 * HOUR, noon + 12 * HOUR) / HOUR;
};

test("hours by weekday, in the site's zone, several a day and over midnight", () => {
  const calendar = office(WEEK);
  expect(calendar.hours.zone).toBe("Europe/Warsaw");
  expect(
    ["2026-11-30", "2026-12-01", "2026-12-02", "2026-12-04", "2026-12-05"].map((date) => hoursOn(calendar, date)),
  ).toEqual([8, 7, 0, 2, 6]);
});

test("always is around the clock, with holidays too", () => {
  const calendar = office("hours: always\nholidays: { country: PL }");
  expect(hoursOn(calendar, "2026-12-23")).toBe(24);
  expect(hoursOn(calendar, "2026-12-25")).toBe(0);
});

test("a country's public holidays are closed, its other days are not", () => {
  const calendar = office(`${WEEK}\nholidays: { country: PL }`);
  expect(hoursOn(calendar, "2026-04-06")).toBe(0);
  expect(calendar.hours.special(Date.UTC(2026, 3, 6) / 86_400_000)!.name).toBe("Drugi dzień Wielkanocy");
  expect(hoursOn(calendar, "2026-04-13")).toBe(8);
});

test("a state's own holiday is one only there", () => {
  const fronleichnam = Date.UTC(2026, 5, 4) / 86_400_000;
  const name = (place: string): string | undefined =>
    office(`hours: always\nholidays: ${place}`).hours.special(fronleichnam)?.name;
  expect(name("{ country: DE, state: BY }")).toBe("Fronleichnam");
  expect(name("{ country: DE, state: BE }")).toBeUndefined();
});

test("holidays of a file: repeated ones, and ones of several days over the year", () => {
  const calendar = office(`${WEEK}\nholidayFiles: [holidays.ics]`);
  const name = (year: number, month: number, day: number): string | undefined =>
    calendar.hours.special(Date.UTC(year, month - 1, day) / 86_400_000)?.name;
  expect(name(2026, 6, 8)).toBe("Founders' day");
  expect(name(2044, 6, 8)).toBe("Founders' day");
  expect(name(2019, 6, 8)).toBeUndefined();
  expect(["2026-12-29", "2026-12-30", "2027-01-02", "2027-01-03"].map((date) => name(...split(date)))).toEqual([
    undefined,
    "Between the years",
    "Between the years",
    undefined,
  ]);
});

test("an exception comes before a holiday, and a holiday before the weekday", () => {
  const calendar = office(
    `hours: always\nholidays: { country: PL }\nexceptions:\n  - { date: 2026-12-25, name: hotline, hours: 10:00-14:00 }\n  - { date: 2026-12-28 }`,
  );
  expect(["2026-12-25", "2026-12-26", "2026-12-28", "2026-12-29"].map((date) => hoursOn(calendar, date))).toEqual([
    4, 0, 0, 24,
  ]);
});

test("a queue and a site change their calendar on a date", () => {
  const text = site(WEEK).replace(
    "{ queue: mail, channel: email, calendar: office }",
    "{ queue: mail, channel: email, changes: [{ from: 2027-01-01, calendar: office }] }",
  );
  const result = parseConfiguration(
    text.replace("    queues:", "    changes: [{ from: 2027-02-01, calendar: offices }]\n    queues:"),
    FILE,
    RECEIVER_KINDS,
  );
  expect(result.ok ? [] : result.errors).toMatchObject([
    { path: "sites[0].changes[0].calendar", code: "unknown_calendar", fix: 'Did you mean "office"?' },
  ]);
  const [mail] = (
    parseConfiguration(text, FILE, RECEIVER_KINDS) as { configuration: Configuration }
  ).configuration.sites.get("krakow")!.queues;
  expect(mail!.changes).toMatchObject([{ from: Date.UTC(2026, 11, 31, 23), calendar: { hours: { id: "office" } } }]);
});

test("what is wrong is said with its place and its line, all at once", () => {
  const text = site(
    `hours:
  monday: 9 to 5
  tuesday: [08:00-08:00]
  wendesday: 09:00-17:00
holidays: { country: PO }
holidayFiles: [none.ics, timed.ics, floorwalker.txt]
exceptions:
  - date: 2026-02-30
  - date: 2026-12-24
  - date: 2026-12-24`,
  ).replace("calendar: office", "calendar: ofice");
  expect(faults(text)).toEqual([
    "sites[0].calendars[0].hours.monday not_a_range 8",
    "sites[0].calendars[0].hours.tuesday[0] not_a_range 9",
    "sites[0].calendars[0].hours.wendesday unknown_key 10",
    "sites[0].calendars[0].exceptions[0].date not_a_date 14",
    "sites[0].calendars[0].holidays.country unknown_country 11",
    "sites[0].calendars[0].holidayFiles[0] unreadable_file 12",
    "sites[0].calendars[0].holidayFiles[1] timed_holiday 12",
    "sites[0].calendars[0].holidayFiles[2] not_icalendar 12",
    "sites[0].calendars[0].exceptions[2].date duplicate_date 16",
    "sites[0].queues[0].calendar unknown_calendar 18",
  ]);
});

test("a state or region that the country has not is named with those it has", () => {
  const result = parseConfiguration(site("hours: always\nholidays: { country: DE, state: XX }"), FILE, RECEIVER_KINDS);
  expect(result.ok ? [] : result.errors).toMatchObject([
    { path: "sites[0].calendars[0].holidays.state", code: "unknown_state", line: 8 },
  ]);
  expect(faults(site("hours: always\nholidays: { country: DE, region: A }"))).toEqual([
    "sites[0].calendars[0].holidays.region unknown_region 8",
  ]);
});

const split = (date: string): [number, number, number] => date.split("-").map(Number) as [number, number, number];
