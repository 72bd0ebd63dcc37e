/**
 * The time of a `queue_log` line: epoch seconds with or without a fraction, as Asterisk writes its file; or what its database
 * variant holds, which is local time without an offset (MySQL's `YYYY-MM-DD HH:MM:SS`) unless it was told otherwise.
 */
import { type ReadTime, readTime } from "@floorwalker/events";

const SECONDS = /^(\d{1,10})(?:[.,](\d{1,9}))?$/;
const FRACTION = /[.,](\d{1,9})/;

/** `zone`: of the site's clocks. */
export function readStamp(text: string, zone: string | null): ReadTime {
  const seconds = SECONDS.exec(text);
  // Also the small numbers that nobody else would call a time: the field is nothing but one.
  if (seconds !== null) return { ok: true, at: Number(seconds[1]) * 1000 + milliseconds(seconds[2]), note: null };
  return readTime(text, zone);
}

/** The digits below the millisecond, three of them: they lead the id, so that they decide the order within it. */
export const finerDigits = (text: string): string => (FRACTION.exec(text)?.[1] ?? "").slice(3, 6).padEnd(3, "0");

const milliseconds = (fraction = ""): number => Number(fraction.slice(0, 3).padEnd(3, "0"));
