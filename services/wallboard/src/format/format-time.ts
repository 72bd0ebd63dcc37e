/** Times of day in the site's zone. A zone the browser does not know is shown as UTC rather than not at all. */
import { strings } from "../strings.ts";

const formats = new Map<string, Intl.DateTimeFormat>();

/** `14:03:22`; "–" for null. */
export const formatClock = (time: number | null, zone: string): string =>
  time === null ? strings.noValue : format(zone, true).format(time);

/** `14:03`; "–" for null. */
export const formatTimeOfDay = (time: number | null, zone: string): string =>
  time === null ? strings.noValue : format(zone, false).format(time);

/** `09:00`; with its weekday when that is another day than `now`'s: `Mon 09:00`; with its date when it is a week away. */
export function formatComing(time: number, now: number, zone: string): string {
  const [then, today] = [day(time, zone), day(now, zone)];
  if (then === today) return formatTimeOfDay(time, zone);
  const far = time - now > 6 * 86_400_000;
  const options: Intl.DateTimeFormatOptions = far ? { day: "numeric", month: "short" } : { weekday: "short" };
  return `${formatIn(zone, options).format(time)} ${formatTimeOfDay(time, zone)}`;
}

const day = (time: number, zone: string): string => formatIn(zone, { dateStyle: "short" }).format(time);

function format(zone: string, withSeconds: boolean): Intl.DateTimeFormat {
  const key = `${zone} ${withSeconds}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = make(zone, withSeconds);
  formats.set(key, made);
  return made;
}

function formatIn(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(strings.locale, { ...options, timeZone });
  } catch {
    return new Intl.DateTimeFormat(strings.locale, { ...options, timeZone: "UTC" });
  }
}

function make(timeZone: string, withSeconds: boolean): Intl.DateTimeFormat {
  const options: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  if (withSeconds) options.second = "2-digit";
  try {
    return new Intl.DateTimeFormat(strings.locale, { ...options, timeZone });
  } catch {
    return new Intl.DateTimeFormat(strings.locale, { ...options, timeZone: "UTC", timeZoneName: "short" });
  }
}
