/**
 * Where a JSON value ends, told by brackets, quotes and commas alone: nothing is parsed and nothing is judged, so of bytes
 * that are no JSON the end is some place, and whoever parses what lies before it finds out.
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const SPACE = 0x20;
const [OPENING_BRACKET, CLOSING_BRACKET, OPENING_BRACE, CLOSING_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Behind the value that begins at `from`; -1: it does not end. */
export function valueEnd(bytes: Uint8Array, from: number): number {
  const length = bytes.length;
  let depth = 0;
  for (let at = from; at < length; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) {
      at = textEnd(bytes, at + 1);
      if (at < 0) return -1;
      if (depth === 0) return at + 1;
    } else if (byte === OPENING_BRACE || byte === OPENING_BRACKET) depth++;
    else if (byte === CLOSING_BRACE || byte === CLOSING_BRACKET) {
      if (depth === 0) return at;
      if (--depth === 0) return at + 1;
    } else if (depth === 0 && (byte === COMMA || byte <= SPACE)) return at;
  }
  return -1;
}

/** Of the closing quote; -1: there is none. */
function textEnd(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH) at++;
  }
  return -1;
}

/** Behind what JSON takes for space. */
export function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === SPACE || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at++;
  return at;
}
