/**
 * Reads an event straight from the bytes that `encodeEvent` writes, alone or among others: attributes and data in its order, plain
 * ASCII without escapes, whole amounts, no extras. Whatever looks otherwise in any byte is left to `JSON.parse`, so the answer is the
 * same and only the time differs. Texts that come again and again (sites, queues, agents, contacts) are taken from a cache: half of what an open
 * contact holds in memory would be copies of them.
 */
import { type CanonicalEvent, type Channel, EVENT_TYPES, type EventData, type EventType } from "@floorwalker/domain";
import { NO_TIME, TIME_LENGTH, timeAt } from "./event-time.ts";
import { DATA_FIELDS } from "./extra.ts";
import { rarely } from "./rare-attributes.ts";
import { readSequence } from "./read-sequence.ts";
import { TextCache } from "./text-cache.ts";

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
const CONTACT_REASON = literal('","contactreason":"');
const CUSTOMER = literal('","customer":"');
const SEQUENCE = literal('","sequence":"');
const DATA = literal('","datacontenttype":"application/json","data":{');
const END = literal("}}");
const AMOUNTS: ReadonlySet<string> = new Set(["waitMs", "talkMs", "holdMs", "wrapUpMs", "ringMs", "score"]);
const FIELDS = DATA_FIELDS.map((name) => ({ name, key: literal(`"${name}":`), isAmount: AMOUNTS.has(name) }));

const QUOTE = 0x22;
const COMMA = 0x2c;
const ZERO = 0x30;
/** A whole number of so many digits is exact. */
const MOST_DIGITS = 15;

/** 1: ends a text. 2: escaped, a control character (which JSON forbids), or not ASCII. */
const ENDS = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === QUOTE) return 1;
  return byte === 0x5c || byte < 0x20 || byte > 0x7e ? 2 : 0;
});

const TYPES: ReadonlyMap<string, EventType> = new Map(EVENT_TYPES.map((type) => [type, type]));
const CHANNELS: ReadonlyMap<string, Channel> = new Map([
  ["call", "call"],
  ["chat", "chat"],
  ["email", "email"],
]);
const NO_DATA: EventData = Object.freeze({});

export class EventScanner {
  readonly #texts = new TextCache();
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  /** Something was written otherwise. */
  #failed = false;

  /** Where the event that was scanned last ends. */
  get end(): number {
    return this.#at;
  }

  /** The event that begins at `from`; null: written otherwise, or no event at all. */
  scan(bytes: Buffer, from: number): CanonicalEvent | null {
    this.#bytes = bytes;
    this.#at = from;
    this.#failed = false;
    if (!this.#skip(BEGIN)) return null;
    const id = this.#text(false);
    const source = this.#attribute(SOURCE);
    const type = this.#skip(TYPE) ? TYPES.get(this.#text(true)) : undefined;
    const time = this.#skip(TIME) ? this.#time() : NO_TIME;
    const recordedTime = this.#skip(RECORDED_TIME) ? this.#time() : null;
    const site = this.#attribute(SITE);
    const channel = this.#skip(CHANNEL) ? CHANNELS.get(this.#text(true)) : null;
    const contact = this.#attribute(CONTACT);
    const segment = this.#attribute(SEGMENT);
    const queue = this.#attribute(QUEUE);
    const agent = this.#attribute(AGENT);
    const contactReason = this.#attribute(CONTACT_REASON);
    const customer = this.#attribute(CUSTOMER);
    const sequence = this.#skip(SEQUENCE) ? readSequence(this.#text(false)) : null;
    if (this.#failed || source === null || type === undefined || time === NO_TIME || site === null) return null;
    if (channel === undefined || recordedTime === NO_TIME || !this.#skip(DATA)) return null;
    const data = this.#data();
    if (data === null) return null;
    const event = { id, source, type, time, recordedTime, site, channel, contact, segment, queue, agent, data };
    return rarely(event, contactReason, customer, sequence);
  }

  #attribute(name: Uint8Array): string | null {
    return this.#skip(name) ? this.#text(true) : null;
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

  #time(): number {
    const from = this.#at;
    this.#at = from + TIME_LENGTH;
    return this.#at < this.#bytes.length && this.#bytes[this.#at] === QUOTE ? timeAt(this.#bytes, from) : NO_TIME;
  }

  /** Null: there are fields that are not known, or written otherwise; or more attributes follow it. */
  #data(): EventData | null {
    if (this.#skip(END)) return NO_DATA;
    const data: Record<string, unknown> = {};
    for (const { name, key, isAmount } of FIELDS) {
      if (!this.#skip(key)) continue;
      const value = isAmount ? this.#wholeNumber() : this.#quoted();
      if (value === null) return null;
      data[name] = value;
      if (this.#bytes[this.#at] !== COMMA) return this.#skip(END) ? data : null;
      this.#at++;
    }
    return null;
  }

  #quoted(): string | null {
    if (this.#bytes[this.#at++] !== QUOTE) return null;
    const text = this.#text(true);
    this.#at++;
    return this.#failed ? null : text;
  }

  #wholeNumber(): number | null {
    const bytes = this.#bytes;
    const from = this.#at;
    let at = from;
    let number = 0;
    for (; at < bytes.length; at++) {
      const digit = bytes[at]! - ZERO;
      if (digit < 0 || digit > 9) break;
      number = 10 * number + digit;
    }
    this.#at = at;
    const digits = at - from;
    // JSON knows no zeros in front.
    if (digits === 0 || digits > MOST_DIGITS || (digits > 1 && bytes[from] === ZERO)) return null;
    return number;
  }
}
