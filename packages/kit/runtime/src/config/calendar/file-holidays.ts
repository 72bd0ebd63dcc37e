/** The holidays of an iCalendar file: its events of whole days, repeated ones too. */
import { createRequire } from "node:module";
import type Ical from "ical.js";
import type { Holidays } from "./holidays.ts";

type Event = Ical.Event;
type Time = Ical.Time;

const load = createRequire(import.meta.url);
const DAY_MS = 86_400_000;
/** Of one repeated event: it may repeat for ever, but not be looked through for ever. */
const REPEATED = 10_000;

export class HolidayFileError extends Error {
  readonly code: "not_icalendar" | "timed_holiday";
  readonly fix: string;
  constructor(code: "not_icalendar" | "timed_holiday", message: string, fix: string) {
    super(message);
    this.code = code;
    this.fix = fix;
  }
}

const library = (): typeof Ical => load("ical.js") as typeof Ical;

/** @throws HolidayFileError */
export function fileHolidays(text: string, file: string): Holidays {
  const events = eventsOf(text, file);
  const years = new Map<number, ReadonlyMap<number, string>>();
  return (date) => {
    const year = new Date(date * DAY_MS).getUTCFullYear();
    let dates = years.get(year);
    if (dates === undefined) {
      dates = inYear(events, year);
      years.set(year, dates);
    }
    return dates.get(date) ?? null;
  };
}

function eventsOf(text: string, file: string): readonly Event[] {
  const { Component, Event: IcalEvent, parse } = library();
  let events: Event[];
  try {
    const parsed = parse(text) as [string, unknown[], unknown[]];
    if (parsed[0] !== "vcalendar") throw new Error("it holds no calendar");
    events = new Component(parsed).getAllSubcomponents("vevent").map((component) => new IcalEvent(component));
    for (const { startDate } of events) if (startDate === null) throw new Error("an event has no beginning");
  } catch (error) {
    throw new HolidayFileError(
      "not_icalendar",
      `${file} is not an iCalendar file: ${(error as Error).message}`,
      "Export the holidays as .ics (iCalendar) and name that file.",
    );
  }
  const timed = events.find(({ startDate }) => !startDate.isDate);
  if (timed !== undefined)
    throw new HolidayFileError(
      "timed_holiday",
      `${file}: "${timed.summary}" has a time of day`,
      "Make it an event of whole days, or write an exception with its hours instead.",
    );
  return events;
}

function inYear(events: readonly Event[], year: number): ReadonlyMap<number, string> {
  const [from, to] = [Date.UTC(year, 0) / DAY_MS, Date.UTC(year + 1, 0) / DAY_MS];
  const dates = new Map<number, string>();
  for (const event of events) {
    const length = Math.max(1, dayOf(event.endDate) - dayOf(event.startDate));
    for (const first of beginnings(event, to))
      for (let date = Math.max(first, from); date < Math.min(first + length, to); date++)
        if (!dates.has(date)) dates.set(date, event.summary);
  }
  return dates;
}

function* beginnings(event: Event, to: number): Generator<number> {
  if (!event.isRecurring()) return yield dayOf(event.startDate);
  const occurrences = event.iterator();
  for (let count = 0; count < REPEATED; count++) {
    const next = occurrences.next() as Time | undefined;
    if (next === undefined || dayOf(next) >= to) return;
    yield dayOf(next);
  }
}

const dayOf = ({ year, month, day }: Time): number => Date.UTC(year, month - 1, day) / DAY_MS;
