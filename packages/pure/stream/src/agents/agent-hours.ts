/**
 * The marks of one agent, by the hour in a slab of all of the site's agents, and which quarters of an hour are not stored as they
 * are now: a quarter is a row. (A row a mark would be mostly its key; a row an hour writes an hour again for each mark.)
 * Invariant: the bytes follow from the marks and the states they led to alone, not from the order in which they came.
 */
import type { StateCode } from "@floorwalker/domain";
import type { ByteWriter } from "../columns/byte-writer.ts";
import { ANY_ID } from "../columns/id-bits.ts";
import type { MarkBytes } from "./mark-bytes.ts";
import { isDerived, MARK, type MarkKind, type MarkReader, markTag, placedKind, UNSWEPT, writePlace } from "./marks.ts";

export const HOUR_MS = 3_600_000;
export const QUARTER_MS = HOUR_MS / 4;
const QUARTERS = 4;
/** Bytes that are left for marks to come, where one came between others. */
const MORE_MARKS = 12;

export const hourOf = (time: number): number => Math.floor(time / HOUR_MS);
export const quarterOf = (time: number): number => Math.floor(time / QUARTER_MS);

export interface AgentHour {
  readonly hour: number;
  /** In the slab; −1: it has no marks any more. */
  handle: number;
  /** A bit for the id of each own event, and for others perhaps: one whose bit is not there is not there. */
  ownIds: number;
  /** By quarter, one bit each. */
  dirty: number;
  stored: number;
}

export class AgentHours {
  readonly #bytes: MarkBytes;
  /** In order. */
  hours: AgentHour[] = [];
  #newestTime = Number.NEGATIVE_INFINITY;
  #newestKind: MarkKind = 0;
  /** How far a sweep has come: in which hour, so many bytes behind its beginning, and the time of the mark before. Null: not known. */
  #sweptHour: AgentHour | null = null;
  #sweptBytes = 0;
  #sweptTime = 0;

  constructor(bytes: MarkBytes) {
    this.#bytes = bytes;
  }

  /** Of any kind but an agent's own events. */
  insert(
    time: number,
    plain: MarkKind,
    queue: number,
    source: number,
    sequence: number,
    code: StateCode = UNSWEPT,
  ): void {
    const kind = placedKind(plain, sequence);
    const hour = this.at(hourOf(time));
    const { editor, writer, slab } = this.#bytes;
    hour.dirty |= quarterBit(time);
    const appends = time > this.#newestTime || (time === this.#newestTime && kind > this.#newestKind);
    if (appends && (hour.handle < 0 || hourOf(this.#newestTime) === hour.hour)) {
      writer.clear();
      writer.unsigned(time - (hour.handle >= 0 ? this.#newestTime : hour.hour * HOUR_MS));
      writer.byte(markTag(kind, code));
      writePlace(writer, kind, queue, source, sequence);
      if (hour.handle >= 0) slab.extend(hour.handle, writer.bytes, 0, writer.length);
      else hour.handle = slab.put(writer.bytes, 0, writer.length);
      this.#newestTime = time;
      this.#newestKind = kind;
      return;
    }
    if (hour.handle >= 0 && this.#splice(hour, time, kind, queue, source, sequence, code)) return;
    this.open(hour);
    let index = editor.indexOf(time, kind);
    while (index < editor.count && editor.times[index] === time && editor.kind(index) === kind) {
      if (this.#bytes.comparePlace(kind, editor.from(index), queue, source, sequence) >= 0) break;
      index++;
    }
    const from = editor.payload.length;
    writePlace(editor.payload, kind, queue, source, sequence);
    editor.insert(index, time, markTag(kind, code), from);
    this.save(hour);
  }

  /** Between others: only what follows next is told from it. False: there is one of that moment and kind, and their places decide. */
  #splice(
    hour: AgentHour,
    time: number,
    kind: MarkKind,
    queue: number,
    source: number,
    sequence: number,
    code: StateCode,
  ): boolean {
    const { slab, writer } = this.#bytes;
    const isUnswept = hour === this.#sweptHour && time > this.#sweptTime;
    const reader = isUnswept ? this.readUnswept(hour) : this.#bytes.read(hour);
    let [at, before] = [reader.at, reader.time];
    let follows = reader.next();
    for (; follows && (reader.time < time || (reader.time === time && reader.kind < kind)); follows = reader.next()) {
      at = reader.at;
      before = reader.time;
    }
    if (follows && reader.time === time && reader.kind === kind) return false;
    writer.clear();
    writer.copy(reader.bytes, slab.startOf(hour.handle), at);
    writer.unsigned(time - before);
    writer.byte(markTag(kind, code));
    writePlace(writer, kind, queue, source, sequence);
    if (follows) {
      writer.unsigned(reader.time - time);
      writer.copy(reader.bytes, reader.tagAt, slab.endOf(hour.handle));
    }
    slab.replace(hour.handle, writer.bytes, 0, writer.length, MORE_MARKS);
    if (hour === this.#sweptHour && !isUnswept) this.forgetSwept();
    return true;
  }

  /** One like it; false: there is none. */
  remove(time: number, plain: MarkKind, queue: number, source: number, sequence: number): boolean {
    const kind = placedKind(plain, sequence);
    const hour = this.find(hourOf(time));
    if (hour === null || hour.handle < 0) return false;
    this.open(hour);
    const { editor } = this.#bytes;
    for (let index = editor.indexOf(time, kind); index < editor.count; index++) {
      if (editor.times[index] !== time || editor.kind(index) !== kind) return false;
      if (this.#bytes.comparePlace(kind, editor.from(index), queue, source, sequence) !== 0) continue;
      editor.remove(index);
      hour.dirty |= quarterBit(time);
      this.save(hour);
      return true;
    }
    return false;
  }

  /** What others led to goes, from `time` on; what it stood beside is not swept any more. */
  removeDerived(time: number): void {
    const { editor } = this.#bytes;
    for (const hour of this.hours) {
      if (hour.hour < hourOf(time) || hour.handle < 0) continue;
      this.open(hour);
      const before = editor.count;
      for (let index = editor.count - 1; index >= 0 && editor.times[index]! >= time; index--) {
        if (!isDerived(editor.kind(index))) continue;
        hour.dirty |= quarterBit(editor.times[index]!);
        editor.remove(index);
      }
      if (editor.count !== before) this.save(hour);
    }
  }

  /** What begins there is the first mark that is not swept; `time`: of the one before. */
  sweptTo(hour: AgentHour, begin: number, time: number): void {
    this.#sweptHour = hour;
    this.#sweptBytes = begin - this.#bytes.slab.startOf(hour.handle);
    this.#sweptTime = time;
  }

  /** Marks are no longer swept, or lie elsewhere. */
  forgetSwept(): void {
    this.#sweptHour = null;
  }

  /** The hour's marks, without some or all of those that are swept already. */
  readUnswept(hour: AgentHour): MarkReader {
    if (hour !== this.#sweptHour) return this.#bytes.read(hour);
    return this.#bytes.readFrom(hour.handle, this.#sweptBytes, this.#sweptTime);
  }

  find(hour: number): AgentHour | null {
    const { hours } = this;
    for (let index = hours.length - 1; index >= 0 && hours[index]!.hour >= hour; index--)
      if (hours[index]!.hour === hour) return hours[index]!;
    return null;
  }

  at(hour: number): AgentHour {
    const { hours } = this;
    let index = hours.length;
    while (index > 0 && hours[index - 1]!.hour > hour) index--;
    if (index > 0 && hours[index - 1]!.hour === hour) return hours[index - 1]!;
    const held: AgentHour = { hour, handle: -1, ownIds: 0, dirty: 0, stored: 0 };
    hours.splice(index, 0, held);
    return held;
  }

  /** Into the editor. */
  open({ handle, hour }: AgentHour): void {
    const { editor, slab } = this.#bytes;
    if (handle < 0) editor.open(NOTHING, 0, 0, hour * HOUR_MS);
    else editor.open(slab.bytesOf(handle), slab.startOf(handle), slab.endOf(handle), hour * HOUR_MS);
  }

  /** From the editor. */
  save(hour: AgentHour): void {
    const { editor, writer } = this.#bytes;
    writer.clear();
    editor.write(writer, hour.hour * HOUR_MS);
    this.#put(hour, writer);
    if (hour.hour >= hourOf(this.#newestTime)) this.#findNewest();
  }

  /** The bytes of one more hour, later than all others: as they come back from the store. */
  put(hour: AgentHour, writer: ByteWriter): void {
    this.#put(hour, writer);
    hour.ownIds = ANY_ID;
    this.#findNewest();
  }

  /** Those before it leave. */
  drop(hour: number): readonly AgentHour[] {
    const dropped = this.hours.filter((each) => each.hour < hour);
    for (const { handle } of dropped) if (handle >= 0) this.#bytes.slab.free(handle);
    this.hours = this.hours.slice(dropped.length);
    this.forgetSwept();
    this.#findNewest();
    return dropped;
  }

  /** No mark is kept; which rows of them are stored stays known. */
  free(): void {
    this.forgetSwept();
    for (const hour of this.hours) {
      if (hour.handle >= 0) this.#bytes.slab.free(hour.handle);
      hour.handle = -1;
    }
    this.#findNewest();
  }

  /** An hour without marks whose rows are gone from the store leaves. */
  forgetEmpty(): void {
    if (this.hours.some(isOver)) this.hours = this.hours.filter((hour) => !isOver(hour));
  }

  #put(hour: AgentHour, writer: ByteWriter): void {
    const { slab } = this.#bytes;
    this.forgetSwept();
    if (writer.length === 0) {
      if (hour.handle >= 0) slab.free(hour.handle);
      hour.handle = -1;
    } else if (hour.handle < 0) hour.handle = slab.put(writer.bytes, 0, writer.length);
    else slab.replace(hour.handle, writer.bytes, 0, writer.length);
  }

  #findNewest(): void {
    this.#newestTime = Number.NEGATIVE_INFINITY;
    this.#newestKind = MARK.restarted;
    const last = this.hours.findLast(({ handle }) => handle >= 0);
    if (last === undefined) return;
    const reader = this.#bytes.read(last);
    while (reader.next()) {
      this.#newestTime = reader.time;
      this.#newestKind = reader.kind;
    }
  }
}

const NOTHING = new Uint8Array(0);

const isOver = ({ handle, dirty, stored }: AgentHour): boolean => handle < 0 && dirty === 0 && stored === 0;

/** Of a time in its hour. */
export const quarterBit = (time: number): number => 1 << (((quarterOf(time) % QUARTERS) + QUARTERS) % QUARTERS);
