/**
 * The events of a request's body, as the bytes they came in. A body that is one JSON value is an array of events or one
 * event; any other is lines. Invariants:
 * B1  Nothing is parsed: where an event begins and ends is told by brackets, quotes and commas, byte by byte, so that
 *     millions of small items cost no memory, and scanning stops at the first event too many.
 * B2  What is wrong inside an item spoils only that item.
 * B3  It is done in slices of bytes.
 */
import type { RejectionCode } from "@floorwalker/events";
import type { Turns } from "./turns.ts";

/** Of one event: its bytes, or why it has none. */
export type Item = Uint8Array | RejectionCode;

export type SplitBody =
  | { readonly result: "events"; readonly items: readonly Item[] }
  | { readonly result: "too_many_events" };

/** Scanned between two turns of the event loop. */
export const SCANNED_BYTES = 128 * 1024;

export async function splitBody(body: Buffer, mostEvents: number, turns: Turns): Promise<SplitBody> {
  const first = firstByte(body);
  if (first === OPEN_BRACKET || first === OPEN_BRACE) {
    const value = new ValueScanner(body, mostEvents);
    const scanned = await run(value, turns);
    if (scanned === "done") return { result: "events", items: value.items };
    if (scanned === "too_many_events") return { result: scanned };
  }
  const lines = new LineScanner(body, mostEvents);
  return (await run(lines, turns)) === "done"
    ? { result: "events", items: lines.items }
    : { result: "too_many_events" };
}

/** `not_one_value`: it is lines, or no JSON at all, and each line is told so. */
type Scanned = "more" | "done" | "too_many_events" | "not_one_value";

interface Scanner {
  /** Goes on up to this place. */
  scan(until: number): Scanned;
}

async function run(scanner: Scanner, turns: Turns): Promise<Exclude<Scanned, "more">> {
  for (let until = SCANNED_BYTES; ; until += SCANNED_BYTES) {
    const scanned = scanner.scan(until);
    if (scanned !== "more") return scanned;
    await turns.next();
  }
}

/** One array, whose elements are the items, or one object, which is the item. */
class ValueScanner implements Scanner {
  readonly items: Item[] = [];
  readonly #body: Buffer;
  readonly #most: number;
  #at = 0;
  #depth = 0;
  #inText = false;
  #isArray = false;
  #ended = false;
  #itemFrom = 0;

  constructor(body: Buffer, most: number) {
    this.#body = body;
    this.#most = most;
  }

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

/** Every line that is not blank. */
class LineScanner implements Scanner {
  readonly items: Item[] = [];
  readonly #body: Buffer;
  readonly #most: number;
  #at = 0;
  #lineFrom = 0;
  #blank = true;

  constructor(body: Buffer, most: number) {
    this.#body = body;
    this.#most = most;
  }

  scan(until: number): Scanned {
    const body = this.#body;
    const end = Math.min(until, body.length);
    for (; this.#at < end; this.#at++) {
      const byte = body[this.#at]!;
      if (byte > SPACE) this.#blank = false;
      else if (byte === NEWLINE) this.#line();
      if (this.items.length > this.#most) return "too_many_events";
    }
    if (this.#at < body.length) return "more";
    this.#line();
    return this.items.length > this.#most ? "too_many_events" : "done";
  }

  #line(): void {
    if (!this.#blank) this.items.push(this.#body.subarray(this.#lineFrom, this.#at));
    this.#lineFrom = this.#at + 1;
    this.#blank = true;
  }
}

/** Of a slice: what begins with more blanks than that is lines. */
function firstByte(body: Buffer): number | undefined {
  const end = Math.min(SCANNED_BYTES, body.length);
  for (let at = 0; at < end; at++) if (body[at]! > SPACE) return body[at];
  return undefined;
}

function isBlank(body: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (body[at]! > SPACE) return false;
  return true;
}

/** An event's size is what it holds, not how it was set in its list. */
function trimmed(body: Buffer, from: number, to: number): Uint8Array {
  let [first, last] = [from, to];
  while (body[first]! <= SPACE) first++;
  while (body[last - 1]! <= SPACE) last--;
  return body.subarray(first, last);
}

const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];
const [QUOTE, BACKSLASH, COMMA, NEWLINE, SPACE] = [0x22, 0x5c, 0x2c, 0x0a, 0x20];
