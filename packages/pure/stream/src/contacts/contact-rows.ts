/**
 * Contacts as rows and records of the store: the very bytes they are in memory. An open one is a row, or several when it has many
 * events, so that the next message of a long chat does not write all those before it again, and one for what its oldest events
 * amount to; a closed one is one record.
 */
import { ByteWriter } from "../columns/byte-writer.ts";
import { keyOf } from "../contact-key.ts";
import { bytesRow } from "../row-format.ts";
import { KEY_SEPARATOR, type RowSink, rowKey } from "../site-context.ts";
import { FIRST, headOf, LONG, MORE, PREFIX, prefixOf, WHOLE, writeTold } from "./contact-row-bytes.ts";
import { type ContactSlots, STORED } from "./contact-slots.ts";
import type { FoldedPrefix } from "./folded-prefix.ts";
import type { ToldEvents } from "./told-events.ts";

export const CONTACT_ROW = "c";

/** Events of one row: a few kilobytes. */
const ROW_EVENTS = 64;
/** In the place of a number. */
const PREFIX_PLACE = "prefix";

/** Of a contact that is stored in several rows. */
interface Cut {
  rows: number;
  /** Events from here on are not stored as they are now. */
  from: number;
  /** What the first row holds before its events. */
  before: Uint8Array;
}

/** Of the contacts that these rows are of, the keys that their records would have. */
export function contactKeysOf(rows: Iterable<readonly [key: string, value: Uint8Array]>): string[] {
  const keys = new Set<string>();
  for (const [key] of rows) {
    const [site, kind, contact] = key.split(KEY_SEPARATOR) as [string, string?, string?];
    if (kind === CONTACT_ROW && contact !== undefined) keys.add(rowKey(site, contact));
  }
  return [...keys];
}

export class ContactRows {
  readonly #site: string;
  readonly #slots: ContactSlots;
  readonly #told: ToldEvents;
  readonly #writer = new ByteWriter();
  readonly #cuts = new Map<number, Cut>();
  /** Those that have a row. */
  readonly #prefixes = new Map<number, FoldedPrefix>();

  constructor(site: string, slots: ContactSlots, told: ToldEvents) {
    this.#site = site;
    this.#slots = slots;
    this.#told = told;
  }

  /** Events from here on are other ones than before. */
  changed(slot: number, from: number): void {
    const cut = this.#cuts.get(slot);
    if (cut !== undefined) cut.from = Math.min(cut.from, from);
  }

  /** As it is kept while in memory. */
  store(slot: number, sink: RowSink): void {
    const { count } = this.#slots.openTold(slot, this.#told);
    const cut = this.#cuts.get(slot);
    if (count > ROW_EVENTS) this.#storeCut(slot, count, cut, sink);
    else {
      sink.row(this.#key(slot, 0), this.whole(slot));
      for (let row = 1; row < (cut?.rows ?? 0); row++) sink.row(this.#key(slot, row), null);
      this.#cuts.delete(slot);
    }
    this.#storePrefix(slot, sink);
    this.#slots.mark(slot, STORED, true);
  }

  #storePrefix(slot: number, sink: RowSink): void {
    const prefix = this.#slots.prefixOf(slot);
    if (prefix === (this.#prefixes.get(slot) ?? null)) return;
    if (prefix === null) this.#dropPrefix(slot, sink);
    else {
      this.#writer.clear();
      this.#writer.byte(PREFIX);
      prefix.write(this.#writer);
      sink.row(this.#key(slot, PREFIX_PLACE), bytesRow(this.#writer.bytes, 0, this.#writer.length));
      this.#prefixes.set(slot, prefix);
    }
  }

  #dropPrefix(slot: number, sink: RowSink): void {
    if (this.#prefixes.delete(slot)) sink.row(this.#key(slot, PREFIX_PLACE), null);
  }

  #storeCut(slot: number, count: number, cut: Cut | undefined, sink: RowSink): void {
    const rows = Math.ceil(count / ROW_EVENTS);
    this.#beforeEvents(slot, FIRST);
    const before = this.#writer.taken();
    const from = cut?.from ?? 0;
    if (from < ROW_EVENTS || !isEqual(before, cut!.before)) {
      this.#events(0, ROW_EVENTS);
      sink.row(this.#key(slot, 0), bytesRow(this.#writer.bytes, 0, this.#writer.length));
    }
    for (let row = Math.max(1, Math.floor(Math.min(from, count - 1) / ROW_EVENTS)); row < rows; row++) {
      this.#writer.clear();
      this.#writer.byte(MORE);
      this.#events(row * ROW_EVENTS, Math.min(count, (row + 1) * ROW_EVENTS));
      sink.row(this.#key(slot, row), bytesRow(this.#writer.bytes, 0, this.#writer.length));
    }
    for (let row = rows; row < (cut?.rows ?? 0); row++) sink.row(this.#key(slot, row), null);
    this.#cuts.set(slot, { rows, from: count, before });
  }

  /** It leaves memory, or begins anew: no row of it stays. */
  unstore(slot: number, sink: RowSink): void {
    if (!this.#slots.is(slot, STORED)) return;
    const rows = this.#cuts.get(slot)?.rows ?? 1;
    for (let row = 0; row < rows; row++) sink.row(this.#key(slot, row), null);
    this.#cuts.delete(slot);
    this.#dropPrefix(slot, sink);
    this.#slots.mark(slot, STORED, false);
  }

  /** In one piece. */
  whole(slot: number): Uint8Array {
    const prefix = this.#slots.prefixOf(slot);
    this.#beforeEvents(slot, WHOLE);
    this.#events(0, this.#told.count);
    if (prefix === null) return bytesRow(this.#writer.bytes, 0, this.#writer.length);
    const whole = this.#writer.taken();
    const folded = new ByteWriter();
    prefix.write(folded);
    this.#writer.clear();
    this.#writer.byte(LONG);
    this.#writer.unsigned(folded.length);
    this.#writer.copy(folded.bytes, 0, folded.length);
    this.#writer.copy(whole, 0, whole.length);
    return this.#writer.taken();
  }

  /** The row of its prefix. */
  restorePrefix(slot: number, row: Uint8Array): void {
    const prefix = prefixOf(row)!;
    this.#slots.keepPrefix(slot, prefix);
    this.#prefixes.set(slot, prefix);
  }

  /** What its rows hold becomes the contact of the slot; `rows` in order. */
  restore(slot: number, rows: readonly Uint8Array[], asRecord: boolean): void {
    const head = headOf(rows[0]!);
    this.#slots.keepHead(slot, head.bytes, head.at, head.end);
    const writer = this.#writer;
    writer.clear();
    writeTold(writer, rows);
    const told = this.#told.open(writer.bytes, 0, writer.length);
    const { count } = told;
    this.#slots.keepTold(slot, writer.bytes, 0, writer.length, told);
    this.#slots.hasId(slot, null);
    const prefix = prefixOf(rows[0]!);
    if (prefix !== null) this.#slots.keepPrefix(slot, prefix);
    if (asRecord) return;
    this.#slots.mark(slot, STORED, true);
    if (rows.length === 1) return;
    this.#beforeEvents(slot, FIRST);
    this.#cuts.set(slot, { rows: rows.length, from: count, before: writer.taken() });
  }

  #beforeEvents(slot: number, format: number): void {
    const writer = this.#writer;
    const head = this.#slots.headReader(slot)!;
    writer.clear();
    writer.byte(format);
    writer.unsigned(head.end - head.at);
    writer.copy(head.bytes, head.at, head.end);
    const told = this.#slots.openTold(slot, this.#told);
    writer.copy(told.bytes, told.from, told.offsetOf(0));
  }

  #events(from: number, to: number): void {
    const told = this.#told;
    this.#writer.copy(told.bytes, told.offsetOf(from), told.offsetOf(to));
  }

  #key(slot: number, row: number | typeof PREFIX_PLACE): string {
    const id = keyOf(this.#slots.channelOf(slot), this.#slots.nameOf(slot));
    return row === 0 ? rowKey(this.#site, CONTACT_ROW, id) : rowKey(this.#site, CONTACT_ROW, id, row);
  }
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}
