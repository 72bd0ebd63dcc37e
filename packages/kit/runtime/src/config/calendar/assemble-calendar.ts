/** A calendar as it is used, of what the configuration says. An exception comes before a holiday, a holiday before the weekday. */
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { ALWAYS, Calendar, NOTHING_SPECIAL, type SpecialDay } from "@floorwalker/domain";
import { type Finding, list, noSuch, type Path } from "../finding.ts";
import { type CalendarFile, type CountryFile, WEEKDAYS } from "./calendar-schema.ts";
import { countryHolidays, unknownPlace } from "./country-holidays.ts";
import { fileHolidays, HolidayFileError } from "./file-holidays.ts";
import type { Holidays } from "./holidays.ts";

/** `file`: of the configuration, beside which the files of holidays lie. Only what `calendarFindings` has found nothing in. */
export function assembleCalendar(calendar: CalendarFile, siteZone: string, file: string): Calendar {
  const { id, hours, exceptions, holidayFiles, holidays: country, zone = siteZone } = calendar;
  const byDate = new Map(
    exceptions.map(({ date, name = "", hours: ranges }): [number, SpecialDay] => [date, { name, ranges }]),
  );
  const holidays = holidayFiles.map((path) => readHolidays(path, file));
  if (country !== undefined) holidays.push(countryHolidays(country, zone));
  const holiday = (date: number): SpecialDay | null => {
    for (const named of holidays) {
      const name = named(date);
      if (name !== null) return { name, ranges: [] };
    }
    return null;
  };
  const weekly = hours === "always" ? ALWAYS : WEEKDAYS.map((day) => hours[day]);
  const isPlain = byDate.size === 0 && holidays.length === 0;
  const special = isPlain ? NOTHING_SPECIAL : (date: number) => byDate.get(date) ?? holiday(date);
  return new Calendar({ id, zone, weekly, special });
}

/** What the schema cannot see: places and files that are not there. `calendar`: as it is written. */
export function calendarFindings(calendar: Record<string, unknown>, file: string, path: Path): Finding[] {
  const { holidays, holidayFiles } = calendar;
  return [
    ...placeFindings(holidays, [...path, "holidays"]),
    ...fileFindings(holidayFiles, file, path),
    ...twice(calendar, path),
  ];
}

function placeFindings(holidays: unknown, path: Path): Finding[] {
  if (holidays === null || typeof holidays !== "object") return [];
  const { country, state, region } = holidays as Record<string, unknown>;
  if (typeof country !== "string") return [];
  const place: CountryFile = { country, types: [], ...textOf({ state }), ...textOf({ region }) };
  const unknown = unknownPlace(place);
  if (unknown === null) return [];
  return [noSuch(unknown.field, place[unknown.field] ?? "", unknown.known, [...path, unknown.field])];
}

const textOf = (entry: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(entry).filter((one): one is [string, string] => typeof one[1] === "string"));

function fileFindings(files: unknown, file: string, path: Path): Finding[] {
  if (!Array.isArray(files)) return [];
  return files.flatMap((named: unknown, index): Finding[] => {
    if (typeof named !== "string") return [];
    const place = [...path, "holidayFiles", index];
    try {
      readHolidays(named, file);
      return [];
    } catch (error) {
      const { message } = error as Error;
      if (error instanceof HolidayFileError) return [{ path: place, code: error.code, message, fix: error.fix }];
      return [{ path: place, code: "unreadable_file", message, fix: "Name a file that this process may read." }];
    }
  });
}

function twice(calendar: Record<string, unknown>, path: Path): Finding[] {
  const seen = new Set<unknown>();
  return list(calendar, "exceptions").flatMap(({ date }, index): Finding[] => {
    if (typeof date !== "string" || !seen.has(date)) {
      seen.add(date);
      return [];
    }
    return [
      {
        path: [...path, "exceptions", index, "date"],
        code: "duplicate_date",
        message: `${date} is an exception already`,
        fix: "Write all its hours in one place.",
      },
    ];
  });
}

const readHolidays = (path: string, file: string): Holidays =>
  fileHolidays(readFileSync(beside(file, path), "utf8"), path);

const beside = (file: string, path: string): string => resolve(dirname(file), path);

/** `file`: the configuration's. */
export const holidayFiles = (calendars: readonly CalendarFile[], file: string): readonly string[] =>
  calendars.flatMap((calendar) => calendar.holidayFiles.map((path) => beside(file, path)));
