/** A moment as our own topic writes it: exactly `YYYY-MM-DDTHH:MM:SS.mmmZ`. Date.parse costs several times as much. */

/** What is no moment. */
export const NO_TIME = -1;
/** Bytes of one. */
export const TIME_LENGTH = 24;

const DAYS_TO_EPOCH = 719_468;
const [HYPHEN, LETTER_T, COLON, POINT, LETTER_Z] = [0x2d, 0x54, 0x3a, 0x2e, 0x5a];

/** The moment that is written in the bytes from `from` on, epoch ms; NO_TIME: something else is. */
export function timeAt(bytes: Uint8Array, from: number): number {
  if (bytes[from + 10] !== LETTER_T || bytes[from + 19] !== POINT || bytes[from + 23] !== LETTER_Z) return NO_TIME;
  if (bytes[from + 4] !== HYPHEN || bytes[from + 7] !== HYPHEN) return NO_TIME;
  if (bytes[from + 13] !== COLON || bytes[from + 16] !== COLON) return NO_TIME;
  const month = digits(bytes, from + 5, 2);
  // Days since 0000-03-01: February comes last, so that leap days need no table.
  const year = digits(bytes, from, 4) - (month <= 2 ? 1 : 0);
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5);
  const days = 365 * year + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + dayOfYear;
  const seconds = digits(bytes, from + 11, 2) * 3600 + digits(bytes, from + 14, 2) * 60 + digits(bytes, from + 17, 2);
  const day = days + digits(bytes, from + 8, 2) - 1 - DAYS_TO_EPOCH;
  const time = day * 86_400_000 + seconds * 1000 + digits(bytes, from + 20, 3);
  return time >= 0 ? time : NO_TIME;
}

/** The same of a value of JSON. */
export function timeOf(value: unknown): number {
  if (typeof value !== "string" || value.length !== TIME_LENGTH) return NO_TIME;
  const bytes = Buffer.from(value, "utf8");
  return bytes.length === TIME_LENGTH ? timeAt(bytes, 0) : NO_TIME;
}

/** NaN where there is something else than digits, and NaN runs through every sum. */
function digits(bytes: Uint8Array, from: number, count: number): number {
  let number = 0;
  for (let index = from; index < from + count; index++) {
    const digit = bytes[index]! - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}
