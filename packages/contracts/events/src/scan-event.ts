/**
 * Reads an event straight from the bytes that `encodeEvent` writes, alone or among others: fields in its order, plain
 * ASCII without escapes, no extras. Whatever looks otherwise in any byte is left to `JSON.parse`, so the answer is the
 * same and only the time differs. Texts that come again and again (sites, queues, agents, contacts) are taken from a cache: half of what an open
 * contact holds in memory would be copies of them.
 */
import type { TextCache } from "./text-cache.ts";
import { valueEnd } from "./value-end.ts";

/** The attributes as written; `undefined`: absent. */
export interface ScannedEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly recordedtime: string | undefined;
  readonly site: string;
  readonly channel: string | undefined;
  readonly contact: string | undefined;
  readonly segment: string | undefined;
  readonly queue: string | undefined;
  readonly agent: string | undefined;
  readonly sequence: string | undefined;
  /** JSON of the data; null: an empty object. */
  readonly data: string | null;
}

const literal = (text: string): Uint8Array => new TextEncoder().encode(text);
const BEGIN = literal('{"specversion":"1.0","id":"');
const SOURCE = literal('","source":"');
const TYPE = literal('","type":"');
const TIME = literal('","time":"');
const RECORDED_TIME = literal('","recordedtime":"');
const SITE = literal('","site":"');
const CHANNEL = literal('","channel":"');
const CONTACT = literal('","contact":"');
const SEGMENT = literal('","segment":"');
const QUEUE = literal('","queue":"');
const AGENT = literal('","agent":"');
const SEQUENCE = literal('","sequence":"');
const DATA = literal('","datacontenttype":"application/json","data":');
const EMPTY_DATA = literal("{}");

const QUOTE = 0x22;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

/** 1: ends a text. 2: escaped, a control character (which JSON forbids), or not ASCII. */
const ENDS = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === QUOTE) return 1;
  return byte === 0x5c || byte < 0x20 || byte > 0x7e ? 2 : 0;
});

export class EventScanner {
  readonly #texts: TextCache;
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  #failed = false;

  constructor(texts: TextCache) {
    this.#texts = texts;
  }

  /** Where the event that was scanned last ends. */
  get end(): number {
    return this.#at;
  }

  /** The event that begins at `from`; null: written otherwise, or no event at all. */
  scan(bytes: Buffer, from: number): ScannedEvent | null {
    this.#bytes = bytes;
    this.#at = from;
    this.#failed = false;
    if (!this.#skip(BEGIN)) return null;
    const id = this.#text(false);
    const source = this.#attribute(SOURCE);
    const type = this.#attribute(TYPE);
    const time = this.#skip(TIME) ? this.#text(false) : undefined;
    const recordedtime = this.#skip(RECORDED_TIME) ? this.#text(false) : undefined;
    const site = this.#attribute(SITE);
    const channel = this.#attribute(CHANNEL);
    const contact = this.#attribute(CONTACT);
    const segment = this.#attribute(SEGMENT);
    const queue = this.#attribute(QUEUE);
    const agent = this.#attribute(AGENT);
    const sequence = this.#skip(SEQUENCE) ? this.#text(false) : undefined;
    if (this.#failed || source === undefined || type === undefined || time === undefined || site === undefined)
      return null;
    if (!this.#skip(DATA)) return null;
    const data = this.#data();
    if (data === undefined) return null;
    return { id, source, type, time, recordedtime, site, channel, contact, segment, queue, agent, sequence, data };
  }

  #attribute(name: Uint8Array): string | undefined {
    return this.#skip(name) ? this.#text(true) : undefined;
  }

  /** Moves behind `expected` when it is what comes next. */
  #skip(expected: Uint8Array): boolean {
    const bytes = this.#bytes;
    const from = this.#at;
    if (from + expected.length > bytes.length) return false;
    // From the end: what differs between the names of attributes is not their beginning.
    for (let index = expected.length - 1; index >= 0; index--)
      if (bytes[from + index] !== expected[index]) return false;
    this.#at = from + expected.length;
    return true;
  }

  /** Up to the closing quote, which is left for what follows. */
  #text(again: boolean): string {
    const bytes = this.#bytes;
    const from = this.#at;
    const length = bytes.length;
    let hash = 0;
    let at = from;
    while (at < length) {
      const byte = bytes[at]!;
      if (ENDS[byte] !== 0) break;
      hash = (Math.imul(hash, 31) + byte) | 0;
      at++;
    }
    if (at === length || bytes[at] !== QUOTE) {
      this.#failed = true;
      return "";
    }
    this.#at = at;
    return again ? this.#texts.get(bytes, from, at, hash) : bytes.toString("latin1", from, at);
  }

  /** `undefined`: no object, or more attributes follow it. */
  #data(): string | null | undefined {
    const bytes = this.#bytes;
    const from = this.#at;
    const empty = this.#skip(EMPTY_DATA);
    const end = empty ? this.#at : bytes[from] === OPENING_BRACE ? valueEnd(bytes, from) : -1;
    if (end < 0 || bytes[end] !== CLOSING_BRACE) return undefined;
    this.#at = end + 1;
    return empty ? null : bytes.toString("utf8", from, end);
  }
}
