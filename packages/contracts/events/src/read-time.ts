/**
 * The one place that reads a source's time. RFC 3339 in all the spellings that programs write (`t…z`, `+0000`, `+00`, a
 * space for the `T` or before the offset, a comma before the fraction, no seconds, a leap second), and epoch seconds or
 * milliseconds, as number or text. Without an offset it is what the clock of `zone` shows. Pure, total, to the millisecond
 * (finer digits are cut off).
 */
import { MAX_TIME } from "./limits.ts";
import { type ClockNote, momentOf } from "./zone-clock.ts";

export interface Moment {
  readonly ok: true;
  /** Epoch ms. */
  readonly at: number;
  readonly note: ClockNote | null;
}

export type ReadTime =
  | Moment
  | { readonly ok: false; readonly code: "invalid_time" | "time_without_zone" | "wrong_type" };

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?: ?(?:([Zz]|UTC|GMT)|([+-])(\d\d):?(\d\d)?))?$/;
const EPOCH = /^(\d+)(?:[.,](\d+))?$/;

/** Below it seconds are meant (until the year 5138), from it on milliseconds (since 1973). */
const FIRST_MILLISECONDS = 1e11;
/** Smaller numbers are no times: they would be days of 1970 to 1973. */
const FIRST_SECONDS = 1e8;
const DAY_MS = 86_400_000;

/** `zone`: null where no zone is known to read a local time in. */
export function readTime(value: unknown, zone: string | null): ReadTime {
  if (typeof value === "number") return ranged(fromEpoch(value));
  if (typeof value !== "string") return { ok: false, code: "wrong_type" };
  const text = value.trim();
  const epoch = EPOCH.exec(text);
  if (epoch !== null) return ranged(fromEpoch(Number(epoch[1]), epoch[2]));
  const iso = ISO.exec(text);
  return iso === null ? INVALID : fromIso(iso, zone);
}

const INVALID: ReadTime = { ok: false, code: "invalid_time" };

function fromEpoch(number: number, fraction = ""): number {
  if (number >= FIRST_MILLISECONDS) return Math.floor(number);
  if (!(number >= FIRST_SECONDS)) return Number.NaN;
  // A number has its fraction in it: 1793610000.123 is a little less in binary.
  const ms = fraction === "" ? Math.floor((number % 1) * 1000 + 1e-3) : milliseconds(fraction);
  return Math.floor(number) * 1000 + ms;
}

function fromIso(iso: RegExpExecArray, zone: string | null): ReadTime {
  const [year, month, day, hour, minute, second] = iso.slice(1, 7).map((part) => Number(part ?? 0)) as SixNumbers;
  if (hour > 23 || minute > 59 || second > 60) return INVALID;
  const midnight = Date.UTC(year, month - 1, day);
  // A day that is not in the calendar rolls over into another month; years below 100 are taken for others.
  if (month < 1 || month > 12 || new Date(midnight).getUTCDate() !== day) return INVALID;
  const wall = midnight + ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds(iso[7] ?? "");
  const [, , , , , , , , utc, sign, offsetHours = "0", offsetMinutes = "0"] = iso;
  if (utc !== undefined) return ranged(wall);
  if (sign === undefined) {
    if (zone === null) return { ok: false, code: "time_without_zone" };
    const { at, note } = momentOf(wall, zone);
    return ranged(at, note);
  }
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000;
  if (offset >= DAY_MS || Number(offsetMinutes) > 59) return INVALID;
  return ranged(sign === "+" ? wall - offset : wall + offset);
}

type SixNumbers = [number, number, number, number, number, number];

const milliseconds = (fraction: string): number => Number(fraction.slice(0, 3).padEnd(3, "0"));

const ranged = (at: number, note: ClockNote | null = null): ReadTime =>
  at >= 0 && at <= MAX_TIME ? { ok: true, at, note } : INVALID;
