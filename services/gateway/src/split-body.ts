/**
 * The events of a request's body, as the bytes they came in. A body that is one JSON value is an array of events or one
 * event (`ValueScanner`); any other is lines. Nothing is parsed: what is wrong inside an item spoils only that item, and scanning
 * stops at the first event too many. It is done in slices of bytes.
 */
import { ARRAY_BEGINS, type Item, type Scanned, ValueScanner } from "@floorwalker/sources";
import type { Turns } from "./turns.ts";

export type SplitBody =
  | { readonly result: "events"; readonly items: readonly Item[] }
  | { readonly result: "too_many_events" };

/** Scanned between two turns of the event loop. */
export const SCANNED_BYTES = 128 * 1024;

export async function splitBody(body: Buffer, mostEvents: number, turns: Turns): Promise<SplitBody> {
  const first = firstByte(body);
  if (first === ARRAY_BEGINS || first === OBJECT_BEGINS) {
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

const [OBJECT_BEGINS, NEWLINE, SPACE] = [0x7b, 0x0a, 0x20];
