/**
 * The elements of one JSON array, or one JSON object, as the bytes they came in. Invariants:
 * B1  Nothing is parsed: where an element begins and ends is told by brackets, quotes and commas, byte by byte, so that
 *     millions of small elements cost no memory, and scanning stops at the first one too many.
 * B2  What is wrong inside an element spoils only that element.
 */
import type { RejectionCode } from "@floorwalker/events";

/** Of one event: its bytes, or why it has none. */
export type Item = Uint8Array | RejectionCode;

/** `not_one_value`: it is lines, or no JSON at all. */
export type Scanned = "more" | "done" | "too_many_events" | "not_one_value";

/** One array, whose elements are the items, or one object, which is the item. */
export class ValueScanner {
  readonly items: Item[] = [];
  readonly #body: Uint8Array;
  readonly #most: number;
  #at = 0;
  #depth = 0;
  #inText = false;
  #isArray = false;
  #ended = false;
  #itemFrom = 0;

  constructor(body: Uint8Array, most: number) {
    this.#body = body;
    this.#most = most;
  }

  /** Goes on up to this place. */
  scan(until: number): Scanned {
    const body = this.#body;
    const end = Math.min(until, body.length);
    for (; this.#at < end; this.#at++) {
      const byte = body[this.#at]!;
      if (this.#inText) {
        if (byte === QUOTE) this.#inText = false;
        else if (byte === BACKSLASH) this.#at++;
        else if (byte === NEWLINE) return "not_one_value";
      } else if (byte <= SPACE) continue;
      else if (this.#ended) return "not_one_value";
      else if (byte === QUOTE) this.#inText = true;
      else if (byte === OPEN_BRACKET || byte === OPEN_BRACE) this.#open(byte);
      else if (byte === CLOSE_BRACKET || byte === CLOSE_BRACE) {
        if (!this.#close(byte)) return "not_one_value";
      } else if (byte === COMMA && this.#depth === 1 && this.#isArray) this.#item();
      if (this.items.length > this.#most) return "too_many_events";
    }
    if (this.#at < body.length) return "more";
    return this.#ended ? "done" : "not_one_value";
  }

  #open(byte: number): void {
    if (this.#depth++ > 0) return;
    this.#isArray = byte === OPEN_BRACKET;
    this.#itemFrom = this.#isArray ? this.#at + 1 : this.#at;
  }

  /** False: the array is closed by what closes no array. */
  #close(byte: number): boolean {
    if (--this.#depth > 0) return true;
    this.#ended = true;
    if (!this.#isArray) this.items.push(this.#body.subarray(this.#itemFrom, this.#at + 1));
    else if (byte !== CLOSE_BRACKET) return false;
    else if (this.items.length > 0 || !isBlank(this.#body, this.#itemFrom, this.#at)) this.#item();
    return true;
  }

  #item(): void {
    const [from, to] = [this.#itemFrom, this.#at];
    this.items.push(isBlank(this.#body, from, to) ? "not_json" : trimmed(this.#body, from, to));
    this.#itemFrom = to + 1;
  }
}

function isBlank(body: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (body[at]! > SPACE) return false;
  return true;
}

/** An event's size is what it holds, not how it was set in its list. */
function trimmed(body: Uint8Array, from: number, to: number): Uint8Array {
  let [first, last] = [from, to];
  while (body[first]! <= SPACE) first++;
  while (body[last - 1]! <= SPACE) last--;
  return body.subarray(first, last);
}

/** The first byte of an array. */
export const ARRAY_BEGINS = 0x5b;
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [ARRAY_BEGINS, 0x5d, 0x7b, 0x7d];
const [QUOTE, BACKSLASH, COMMA, NEWLINE, SPACE] = [0x22, 0x5c, 0x2c, 0x0a, 0x20];
