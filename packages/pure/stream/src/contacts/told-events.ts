/**
 * The events of one contact as bytes: sorted, each identity once, as `insertEvent` of the domain keeps them in a list (that is the
 * specification; a property holds both equal). A view over bytes that lie elsewhere: opened, asked, and what an insertion makes of
 * them is in `written` until the next one. The layout, which is stored:
 *
 *   texts · base · events
 *
 * The base is the time of the first event, and the texts come in the order in which the events say them: the same events have the
 * same bytes, whatever order they arrived in.
 */
import {
  type CanonicalEvent,
  compareEvents,
  type EventType,
  type Insertion,
  insertEvent,
  type StoredEvents,
  typeCode,
} from "@floorwalker/domain";
import { ByteReader } from "../columns/byte-reader.ts";
import { ByteWriter } from "../columns/byte-writer.ts";
import { grownColumn } from "../columns/grown-column.ts";
import type { ClosedWords } from "./closed-words.ts";
import { type ContactOfEvents, readEvent, SHAPE, writeEvent } from "./event-bytes.ts";
import { passId, writeId } from "./id-bytes.ts";
import { LocalTexts, type TextRef } from "./local-texts.ts";

const APPENDED: Insertion = { outcome: "appended" };
const DUPLICATE: Insertion = { outcome: "duplicate" };

const NOTHING = new Uint8Array(0);

/** With these a contact may begin before it is in any queue. */
export const BEGINNINGS: ReadonlySet<EventType> = new Set(["cc.contact.started", "cc.contact.message"]);
const BEGINNING_CODES = [...BEGINNINGS].map(typeCode);

export type ToldEvent = CanonicalEvent & ContactOfEvents;

export class ToldEvents implements StoredEvents {
  readonly words: ClosedWords;
  readonly texts = new LocalTexts();
  count = 0;
  /** Time that the events' times are told from. */
  base = 0;
  /** What the last insertion made of the events, if it changed any. */
  readonly written = new ByteWriter();
  /** Position of the first event that the last insertion changed or moved; −1: it changed nothing. */
  changedFrom = -1;
  /** How many events it wrote, and the time of the last. */
  writtenCount = 0;
  writtenLastAt = 0;
  readonly #reader = new ByteReader();
  /** The buffer that was opened. */
  bytes: Uint8Array = NOTHING;
  /** Where its range begins. */
  from = 0;
  #end = 0;
  /** Where each event begins, its length first; and where the last one ends. */
  #offsets = new Int32Array(16);
  /** Of each event, once they are looked through: what orders them, and where the rest is. */
  #times = new Float64Array(16);
  #sources = new Int32Array(16);
  #types = new Int32Array(16);
  #rests = new Int32Array(16);
  readonly #event = new ByteWriter();
  /** The contact's own id: events that were told under another one say so. */
  #own: string | null = null;

  constructor(words: ClosedWords) {
    this.words = words;
  }

  /** Those of the range [from, to); none in an empty range. */
  open(bytes: Uint8Array, from: number, to: number): this {
    this.bytes = bytes;
    this.from = from;
    this.#end = to;
    this.count = 0;
    this.base = 0;
    this.texts.clear();
    this.#offsets[0] = to;
    if (from === to) return this;
    const reader = this.#reader.open(bytes, from, to);
    this.texts.read(reader);
    this.base = reader.unsigned();
    while (!reader.isAtEnd) {
      this.#offsets = grownColumn(this.#offsets, this.count + 2);
      this.#offsets[this.count++] = reader.at;
      const length = reader.unsigned();
      reader.at += length;
    }
    this.#offsets[this.count] = reader.at;
    return this;
  }

  /** Where an event begins, and where the one before it ends, in the buffer that was opened. */
  offsetOf(index: number): number {
    return this.#offsets[index]!;
  }

  /** Before `timeAt` and its like are asked. */
  look(): this {
    this.#times = grownColumn(this.#times, this.count);
    this.#sources = grownColumn(this.#sources, this.count);
    this.#types = grownColumn(this.#types, this.count);
    this.#rests = grownColumn(this.#rests, this.count);
    for (let index = 0; index < this.count; index++) {
      const reader = this.#at(index);
      passId(reader);
      this.#sources[index] = reader.unsigned();
      this.#types[index] = this.words.types.memberOf(reader.unsigned());
      this.#times[index] = this.base + reader.signed();
      this.#rests[index] = reader.at;
    }
    return this;
  }

  timeAt(index: number): number {
    return this.#times[index]!;
  }

  /** At the same time. */
  areAtOnce(one: number, other: number): boolean {
    return this.#times[one] === this.#times[other];
  }

  sourceAt(index: number): TextRef {
    return this.#sources[index]!;
  }

  typeAt(index: number): number {
    return this.#types[index]!;
  }

  /** A reader that stands before the shape of the event. */
  restAt(index: number): ByteReader {
    return this.#reader.open(this.bytes, this.#rests[index]!, this.#end);
  }

  /** Nobody has said where the contact is, or that it begins. */
  get isUnknown(): boolean {
    this.look();
    for (let index = 0; index < this.count; index++) {
      if (BEGINNING_CODES.includes(this.typeAt(index))) return false;
      if ((this.restAt(index).unsigned() & SHAPE.queue) !== 0) return false;
    }
    return true;
  }

  get lastEventAt(): number {
    return this.count === 0 ? 0 : this.timeOf(this.count - 1);
  }

  /** Without having looked. */
  timeOf(index: number): number {
    const reader = this.#at(index);
    passId(reader);
    reader.unsigned();
    reader.unsigned();
    return this.base + reader.signed();
  }

  /** A reader that stands before the event, behind its length. */
  #at(index: number): ByteReader {
    const reader = this.#reader.open(this.bytes, this.#offsets[index]!, this.#end);
    reader.unsigned();
    return reader;
  }

  event(index: number, contact: ContactOfEvents): CanonicalEvent {
    const reader = this.#reader.open(this.bytes, this.#offsets[index]!, this.#end);
    return readEvent(reader, this.base, this.texts, this.words, contact);
  }

  all(contact: ContactOfEvents): CanonicalEvent[] {
    return Array.from({ length: this.count }, (_, index) => this.event(index, contact));
  }

  has(event: CanonicalEvent): boolean {
    return this.#find(event) >= 0;
  }

  /** An event of the contact. `own`: the contact's own id. */
  insert(event: ToldEvent, own: string | null = event.contact): Insertion {
    this.#own = own;
    const known = this.#find(event);
    this.changedFrom = -1;
    if (known >= 0 && this.#isWritten(event, known)) return DUPLICATE;
    if (known < 0 && this.#isLast(event)) {
      this.#append([event]);
      return APPENDED;
    }
    const events = this.all({ site: event.site, channel: event.channel, contact: own });
    const before = [...events];
    const insertion = insertEvent(events, event);
    this.changedFrom = events.findIndex((each, index) => each !== before[index]);
    if (this.changedFrom >= 0) this.#writeAll(events);
    return insertion;
  }

  /** These are the events from now on: at least one, in order, each identity once. */
  rewrite(events: readonly ToldEvent[], own: string | null): void {
    this.#own = own;
    this.changedFrom = 0;
    this.#writeAll(events);
  }

  /** Position of the event with the identity; −1: not told yet. */
  #find(event: CanonicalEvent): number {
    if (this.count === 0) return -1;
    const source = this.texts.find(event.source);
    if (source < 0) return -1;
    const id = this.#event;
    id.clear();
    writeId(id, event.id);
    for (let index = this.count - 1; index >= 0; index--) {
      const reader = this.#at(index);
      const from = reader.at;
      if (isAt(this.bytes, from, id) && sourceAfter(reader) === source) return index;
    }
    return -1;
  }

  /** The event says exactly what is told there. */
  #isWritten(event: CanonicalEvent, index: number): boolean {
    const texts = this.texts.count;
    this.#event.clear();
    writeEvent(this.#event, event, this.base, this.texts, this.words, this.#own);
    const from = this.#offsets[index]!;
    const same =
      this.texts.count === texts &&
      this.#event.length === this.#offsets[index + 1]! - from &&
      isAt(this.bytes, from, this.#event);
    this.texts.forget(texts);
    return same;
  }

  #isLast(event: ToldEvent): boolean {
    if (this.count === 0) return true;
    const last = this.lastEventAt;
    if (last !== event.time) return last < event.time;
    return compareEvents(this.event(this.count - 1, event), event) < 0;
  }

  /** Events under the contact's own id, of which none is told yet: as if they were inserted one by one. */
  take(events: ToldEvent[]): void {
    this.#own = events[0]!.contact;
    if (!inOrder(events)) events.sort(compareEvents);
    if (this.#isLast(events[0]!)) this.#append(events);
    else {
      const all = this.all(events[0]!);
      for (const event of events) insertEvent(all, event);
      this.changedFrom = all.indexOf(events[0]!);
      this.#writeAll(all);
    }
  }

  #append(events: readonly CanonicalEvent[]): void {
    const { written } = this;
    this.changedFrom = this.count;
    this.writtenCount = this.count + events.length;
    this.writtenLastAt = events.at(-1)!.time;
    if (this.count === 0) this.base = events[0]!.time;
    this.#event.clear();
    for (const event of events) writeEvent(this.#event, event, this.base, this.texts, this.words, this.#own);
    written.clear();
    this.texts.write(written);
    written.unsigned(this.base);
    if (this.count > 0) written.copy(this.bytes, this.#offsets[0]!, this.#offsets[this.count]!);
    written.copy(this.#event.bytes, 0, this.#event.length);
  }

  #writeAll(events: readonly CanonicalEvent[]): void {
    const { written, texts } = this;
    this.base = events[0]!.time;
    this.writtenCount = events.length;
    this.writtenLastAt = events.at(-1)!.time;
    texts.clear();
    this.#event.clear();
    for (const event of events) writeEvent(this.#event, event, this.base, texts, this.words, this.#own);
    written.clear();
    texts.write(written);
    written.unsigned(this.base);
    written.copy(this.#event.bytes, 0, this.#event.length);
  }
}

function inOrder(events: readonly CanonicalEvent[]): boolean {
  for (let index = 1; index < events.length; index++)
    if (compareEvents(events[index - 1]!, events[index]!) > 0) return false;
  return true;
}

/** Of the source behind the id that the reader stands before, its place among the texts. */
function sourceAfter(reader: ByteReader): TextRef {
  passId(reader);
  return reader.unsigned();
}

/** At `from` lie the bytes that were written; ids differ at their end more often than at their beginning. */
function isAt(bytes: Uint8Array, from: number, { bytes: sought, length }: ByteWriter): boolean {
  for (let index = length - 1; index >= 0; index--) if (bytes[from + index] !== sought[index]) return false;
  return true;
}
