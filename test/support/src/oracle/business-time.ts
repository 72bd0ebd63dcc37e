/**
 * Business time, minute by minute: a minute is open when the clock on the wall shows it within a range of its date, or of the date before.
 * A clock that is set back shows an hour twice: what opened or closed when it showed a time first does not again (ADR 25), so it counts as
 * showing what it has shown already until it comes to more.
 */
import type { OpeningHours } from "@floorwalker/domain";

const MINUTE = 60_000;
const DAY_MINUTES = 1_440;
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

export function businessTime(hours: OpeningHours | null, from: number, to: number): number {
  if (hours === null) return to - from;
  if (to < from) return -businessTime(hours, to, from);
  let open = 0;
  for (let minute = Math.floor(from / MINUTE) * MINUTE; minute < to; minute += MINUTE)
    if (isOpen(hours, minute)) open += Math.min(to, minute + MINUTE) - Math.max(from, minute);
  return open;
}

const known = new WeakMap<OpeningHours, Map<number, boolean>>();

function isOpen(hours: OpeningHours, minute: number): boolean {
  let seen = known.get(hours);
  if (seen === undefined) {
    seen = new Map();
    known.set(hours, seen);
  }
  let open = seen.get(minute);
  if (open === undefined) {
    const wall = furthestShown(minute, hours.zone);
    open =
      lies(wall.minute, ranges(hours, wall.date, wall.weekday)) ||
      lies(wall.minute + DAY_MINUTES, ranges(hours, wall.date - 1, (wall.weekday + 6) % 7));
    seen.set(minute, open);
  }
  return open;
}

const ranges = ({ special, weekly }: OpeningHours, date: number, weekday: number) =>
  special(date)?.ranges ?? weekly[weekday]!;

const lies = (minute: number, list: readonly { readonly from: number; readonly to: number }[]): boolean =>
  list.some(({ from, to }) => from <= minute && minute < to);

/** No zone sets its clock back by more. */
const SET_BACK_MINUTES = 120;

type Wall = ReturnType<typeof shown>;
const furthest = new Map<string, Wall>();

function furthestShown(at: number, zone: string): Wall {
  const key = `${zone} ${at}`;
  const known = furthest.get(key);
  if (known !== undefined) return known;
  let best = shown(at, zone);
  for (let before = 1; before <= SET_BACK_MINUTES; before++) {
    const wall = shown(at - before * MINUTE, zone);
    if (wall.date > best.date || (wall.date === best.date && wall.minute > best.minute)) best = wall;
  }
  furthest.set(key, best);
  return best;
}

const walls = new Map<string, { date: number; weekday: number; minute: number }>();

const formats = new Map<string, Intl.DateTimeFormat>();

function shown(at: number, zone: string): { date: number; weekday: number; minute: number } {
  const key = `${zone} ${at}`;
  const known = walls.get(key);
  if (known !== undefined) return known;
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      weekday: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      hourCycle: "h23",
    });
    formats.set(zone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const wall = {
    date: Date.UTC(Number(parts.year), Number(parts.month) - 1, Number(parts.day)) / 86_400_000,
    weekday: WEEKDAYS.indexOf(parts.weekday!),
    minute: Number(parts.hour) * 60 + Number(parts.minute),
  };
  walls.set(key, wall);
  return wall;
}
