/** `from` and `to` of a question: words, ISO dates and moments; without an offset by the site's clock. */
import { clockMoment } from "@floorwalker/domain";
import { badParameter } from "./history-error.ts";
import { SPAN_WORDS, type Stretch } from "./history-interval.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const WRITTEN = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}(?:\.\d{1,3})?))?(Z|[+-]\d{2}:\d{2})?)?$/;
const FIX = `Use one of ${Object.keys(SPAN_WORDS).join(", ")}, a date such as 2026-11-21, or a time such as 2026-11-21T09:00 (by the site's clock) or 2026-11-21T08:00:00Z.`;

const EMPTY = "It must lie after from, and is not part of what is asked for: of one day it is the next.";

/** `to` absent: the end of the word that `from` is, else now. @throws HistoryError. */
export function askedSpan(from: string | undefined, to: string | undefined, now: number, zone: string): Stretch {
  const first = from ?? "today";
  const begins = SPAN_WORDS[first]?.(now, zone) ?? { from: momentOf("from", first, zone), to: now };
  const ends = to === undefined ? begins.to : (SPAN_WORDS[to]?.(now, zone).to ?? momentOf("to", to, zone));
  if (to === undefined && begins.from > begins.to) throw badParameter("from", first, "It must not lie after now.");
  // An empty answer would pass for a quiet day; of an hour that the clock leaves out it is true.
  if (to !== undefined && ends <= begins.from && !(ends === begins.from && isLeftOut(first, to)))
    throw badParameter("to", to, EMPTY);
  return { from: begins.from, to: ends };
}

/** By the site's clock from one time to a later one, and yet the same moment. */
function isLeftOut(from: string, to: string): boolean {
  const begins = clockTime(from);
  const ends = clockTime(to);
  return begins !== null && ends !== null && begins < ends;
}

/** As the digits of a clock, 2026-03-29T02:30 as 20260329023000; null: another way of saying it. */
function clockTime(text: string): number | null {
  const [, year, month, day, hour = "00", minute = "00", second = "00", offset] = WRITTEN.exec(text) ?? [];
  return year === undefined || offset !== undefined ? null : Number(`${year}${month}${day}${hour}${minute}${second}`);
}

/** One moment: as written, or the beginning of a word. @throws HistoryError. */
export const askedMoment = (parameter: string, text: string, now: number, zone: string): number =>
  SPAN_WORDS[text]?.(now, zone).from ?? momentOf(parameter, text, zone);

function momentOf(parameter: string, text: string, zone: string): number {
  // A plus in a query that is not encoded arrives as a space.
  const parts = WRITTEN.exec(text.replace(/ (?=\d{2}:\d{2}$)/, "+"));
  if (parts === null) throw badParameter(parameter, text, FIX);
  const [whole, year, month, day, hour = "00", minute = "00", second = "00", offset] = parts;
  const midnight = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
  const [hours, minutes, ms] = [Number(hour), Number(minute), Math.round(Number(second) * 1000)];
  // A date that does not exist is read as another one.
  const exists = Number.isFinite(midnight) && new Date(midnight).getUTCDate() === Number(day);
  if (!exists || hours > 23 || minutes > 59 || ms >= MINUTE_MS) throw badParameter(parameter, text, FIX);
  if (offset === undefined) return clockMoment(midnight / DAY_MS, hours * 60 + minutes, zone) + ms;
  const at = Date.parse(whole);
  if (!Number.isFinite(at)) throw badParameter(parameter, text, FIX);
  return at;
}
