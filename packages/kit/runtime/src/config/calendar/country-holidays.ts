/**
 * The holidays of a country, by the library that knows them (date-holidays; its data is under CC BY 3.0). It is large, so it is
 * only loaded where a calendar names a country, and it reckons a year when one of its days is asked for.
 */
import { createRequire } from "node:module";
import { clockMoment, localDate } from "@floorwalker/domain";
import type DateHolidays from "date-holidays";
import type { HolidaysTypes } from "date-holidays";
import type { CountryFile } from "./calendar-schema.ts";
import type { Holidays } from "./holidays.ts";

const load = createRequire(import.meta.url);
const NOON = 12 * 60;

const library = (): typeof DateHolidays => load("date-holidays") as typeof DateHolidays;

/** Null: it knows them; else which of the three it does not know, and what it does. */
export function unknownPlace({ country, state, region }: CountryFile): UnknownPlace | null {
  const all = new (library())();
  const inCountry = all.getCountries() as Names;
  if (!Object.hasOwn(inCountry, country)) return { field: "country", known: Object.keys(inCountry) };
  if (state === undefined) return region === undefined ? null : { field: "region", known: [] };
  const inState = (all.getStates(country) ?? {}) as Names;
  if (!Object.hasOwn(inState, state)) return { field: "state", known: Object.keys(inState) };
  const inRegion = (all.getRegions(country, state) ?? {}) as Names;
  if (region === undefined || Object.hasOwn(inRegion, region)) return null;
  return { field: "region", known: Object.keys(inRegion) };
}

export interface UnknownPlace {
  readonly field: "country" | "state" | "region";
  readonly known: readonly string[];
}

type Names = Readonly<Record<string, string>>;

/** A holiday that begins in an evening (as some calendars reckon) takes the days whose noon it covers. */
export function countryHolidays({ country, state, region, types }: CountryFile, zone: string): Holidays {
  const options = { types: [...types], timezone: zone };
  let holidays: DateHolidays | null = null;
  const years = new Map<number, ReadonlyMap<number, string>>();

  const placed = (how: HolidaysTypes.Options): DateHolidays => {
    const Library = library();
    if (state === undefined) return new Library(country, how);
    return region === undefined ? new Library(country, state, how) : new Library(country, state, region, how);
  };
  const inYear = (year: number): ReadonlyMap<number, string> => {
    holidays ??= placed(options);
    const dates = new Map<number, string>();
    for (const { start, end, name } of holidays.getHolidays(year))
      for (let date = localDate(start.getTime(), zone); ; date++) {
        const noon = clockMoment(date, NOON, zone);
        if (noon >= end.getTime()) break;
        if (noon >= start.getTime() && !dates.has(date)) dates.set(date, name);
      }
    return dates;
  };

  return (date) => {
    const year = new Date(date * 86_400_000).getUTCFullYear();
    for (const asked of [year, year - 1]) {
      let dates = years.get(asked);
      if (dates === undefined) {
        dates = inYear(asked);
        years.set(asked, dates);
      }
      const name = dates.get(date);
      if (name !== undefined) return name;
    }
    return null;
  };
}
