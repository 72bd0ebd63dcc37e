/** Times of day in a zone, by 24 or 12 hours as the display has it. A zone the browser does not know is shown as UTC rather than not at all. */
import { words } from "../words/words.ts";

export type HourCycle = "h23" | "h12";
let hourCycle: HourCycle = "h23";

/** For all times from now on: a choice of the display, not of a page. */
export function showHoursBy(cycle: HourCycle): void {
  hourCycle = cycle;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** `14:03:22`; "–" for null. */
export const formatClock = (time: number | null, zone: string): string =>
  time === null ? words.noValue : formatIn(zone, CLOCK).format(time);

/** `14:03`; "–" for null. */
export const formatTimeOfDay = (time: number | null, zone: string): string =>
  time === null ? words.noValue : formatIn(zone, TIME_OF_DAY).format(time);

/** `09:00`; with its weekday when that is another day than `now`'s: `Mon 09:00`; with its date when it is a week away, on either side. */
export function formatMoment(time: number, now: number, zone: string): string {
  const [then, today] = [formatIn(zone, DATE).format(time), formatIn(zone, DATE).format(now)];
  if (then === today) return formatTimeOfDay(time, zone);
  const far = Math.abs(time - now) > 6 * 86_400_000;
  return `${formatIn(zone, far ? FAR_DAY : WEEKDAY).format(time)} ${formatTimeOfDay(time, zone)}`;
}

/** `09:30` whatever the language and the display: as an address names a moment of a day. */
export const formatClockKey = (time: number, zone: string): string =>
  new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone }).format(
    time,
  );

/** `Wed 25 Nov`. */
export const formatDay = (time: number, zone: string): string => formatIn(zone, DAY).format(time);

/** `Nov 2026`. */
export const formatMonth = (time: number, zone: string): string => formatIn(zone, MONTH).format(time);

const TIME_OF_DAY = { hour: "2-digit", minute: "2-digit" } as const;
const CLOCK = { ...TIME_OF_DAY, second: "2-digit" } as const;
const FAR_DAY = { day: "numeric", month: "short" } as const;
const WEEKDAY = { weekday: "short" } as const;
const DAY = { weekday: "short", day: "numeric", month: "short" } as const;
const MONTH = { month: "short", year: "numeric" } as const;
const DATE = { dateStyle: "short" } as const;

function formatIn(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${words.locale} ${zone} ${hourCycle} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = make(zone, options.hour === undefined ? options : { ...options, hourCycle });
  formats.set(key, made);
  return made;
}

function make(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(words.locale, { ...options, timeZone });
  } catch {
    const named = options.hour === undefined ? {} : ({ timeZoneName: "short" } as const);
    return new Intl.DateTimeFormat(words.locale, { ...options, timeZone: "UTC", ...named });
  }
}
