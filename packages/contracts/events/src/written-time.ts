/** A time as it is written here, `YYYY-MM-DDTHH:MM:SS.mmmZ`, or the same in whole seconds: read from its bytes. */

/** Of a time in whole seconds. */
export const SECONDS_LENGTH = 20;
const MILLISECONDS_LENGTH = 24;
const [HYPHEN, COLON, POINT, T, Z] = [0x2d, 0x3a, 0x2e, 0x54, 0x5a];

/** Epoch ms of [from, to); NaN: written otherwise, before 1970, or no such time. */
export function writtenTime(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  if (length !== MILLISECONDS_LENGTH && length !== SECONDS_LENGTH) return Number.NaN;
  const punctuated =
    bytes[from + 4] === HYPHEN &&
    bytes[from + 7] === HYPHEN &&
    bytes[from + 10] === T &&
    bytes[from + 13] === COLON &&
    bytes[from + 16] === COLON &&
    bytes[to - 1] === Z &&
    (length === SECONDS_LENGTH || bytes[from + 19] === POINT);
  if (!punctuated) return Number.NaN;
  const year = digits(bytes, from, 4);
  const month = digits(bytes, from + 5, 2);
  const day = digits(bytes, from + 8, 2);
  const hour = digits(bytes, from + 11, 2);
  const minute = digits(bytes, from + 14, 2);
  const second = digits(bytes, from + 17, 2);
  const ms = length === SECONDS_LENGTH ? 0 : digits(bytes, from + 20, 3);
  // Comparisons with NaN are false.
  const exists =
    year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 23 && minute <= 59 && second <= 59;
  if (!exists || (day > 28 && day > daysOf(year, month))) return Number.NaN;
  return Date.UTC(year, month - 1, day, hour, minute, second, ms);
}

const daysOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

function digits(bytes: Uint8Array, from: number, count: number): number {
  let number = 0;
  for (let at = from; at < from + count; at++) {
    const digit = bytes[at]! - 0x30;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}
