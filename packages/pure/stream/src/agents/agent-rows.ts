/**
 * Agents' time as rows. A quarter of an hour: the names in it, then its marks, which name them by number. The base: what the marks
 * that are no longer kept amounted to. Each row stands alone, and its bytes follow from what it says.
 */
import { AgentStatus, type Membership, type StateCode, stateOf } from "@floorwalker/domain";
import { ByteReader } from "../columns/byte-reader.ts";
import { ByteWriter } from "../columns/byte-writer.ts";
import { compareTexts } from "../compare-texts.ts";
import { type AgentHour, QUARTER_MS, quarterOf } from "./agent-hours.ts";
import type { MarkBytes } from "./mark-bytes.ts";
import { isOwn, MarkReader, markTag, writePlace } from "./marks.ts";
import { OwnEvent } from "./own-event.ts";

export const QUARTER_FORMAT = 3;
const BASE_FORMAT = 2;
const EXPLICIT = 1;
const PAUSED = 2;
const HAS_REASON = 4;
const WRAPPING_UP = 2;

export class AgentRows {
  readonly #bytes: MarkBytes;
  readonly #own = new OwnEvent();
  readonly #writer = new ByteWriter();
  readonly #marks = new ByteWriter();
  readonly #reader = new MarkReader();
  readonly #names = new ByteReader();
  /** By their places in the row that is read. */
  readonly #numbers = [0];

  constructor(bytes: MarkBytes) {
    this.#bytes = bytes;
  }

  /** Null: there are no marks in it. */
  quarter(hour: AgentHour, quarter: number): Uint8Array | null {
    const { names } = this.#bytes;
    const own = this.#own;
    const used: number[] = [];
    const note = (name: number): void => {
      if (name !== 0 && !used.includes(name)) used.push(name);
    };
    let count = 0;
    for (const reader = this.#bytes.read(hour); reader.next() && quarterOf(reader.time) <= quarter; ) {
      if (quarterOf(reader.time) < quarter) continue;
      count++;
      note(reader.queue);
      note(reader.source);
      if (!isOwn(reader.kind)) continue;
      own.read(reader.bytes, reader.from, reader.time);
      note(own.source);
      note(own.queue);
      note(own.agent);
    }
    if (count === 0) return null;
    used.sort((a, b) => compareTexts(names.textOf(a)!, names.textOf(b)!));
    const numberOf = (name: number): number => (name === 0 ? 0 : 1 + used.indexOf(name));
    const writer = this.#cleared(this.#writer);
    writer.byte(QUARTER_FORMAT);
    writer.unsigned(used.length);
    for (const name of used) writer.text(names.textOf(name)!);
    let before = quarter * QUARTER_MS;
    for (const reader = this.#bytes.read(hour); reader.next() && quarterOf(reader.time) <= quarter; ) {
      if (quarterOf(reader.time) < quarter) continue;
      writer.unsigned(reader.time - before);
      before = reader.time;
      writer.byte(markTag(reader.kind, reader.code));
      if (isOwn(reader.kind)) own.read(reader.bytes, reader.from, reader.time).write(writer, reader.time, numberOf);
      else writePlace(writer, reader.kind, numberOf(reader.queue), numberOf(reader.source), reader.sequence);
    }
    return writer.taken();
  }

  /** Marks of a row to the end of those of its hour. `last`: time of the one before them. Returns that of the last one. */
  restore(row: Uint8Array, quarter: number, last: number, marks: ByteWriter): number {
    const reader = this.#names.open(row);
    assertFormat(reader.byte(), QUARTER_FORMAT);
    const numbers = this.#numbers;
    numbers.length = 1;
    for (let count = reader.unsigned(); count > 0; count--) {
      const length = reader.passText();
      numbers.push(this.#bytes.names.ofBytes(row, reader.at - length, reader.at));
    }
    const numberOf = (name: number): number => numbers[name]!;
    const mark = this.#reader.open(row, reader.at, row.length, quarter * QUARTER_MS);
    let before = last;
    while (mark.next()) {
      marks.unsigned(mark.time - before);
      before = mark.time;
      marks.byte(markTag(mark.kind, mark.code));
      if (isOwn(mark.kind)) this.#own.read(row, mark.from, mark.time).write(marks, mark.time, numberOf);
      else writePlace(marks, mark.kind, numberOf(mark.queue), numberOf(mark.source), mark.sequence);
    }
    return before;
  }

  base(status: AgentStatus, code: StateCode): Uint8Array {
    const { names } = this.#bytes;
    const writer = this.#cleared(this.#marks);
    writer.byte(BASE_FORMAT);
    writer.byte(code);
    writer.byte((status.wrappingUp ? WRAPPING_UP : 0) | (status.explicit ? EXPLICIT : 0));
    const idleSince = stateOf(status.code) === "idle" ? status.idleSince : 0;
    for (const moment of [status.since, status.at, idleSince]) writer.signed(Number.isFinite(moment) ? moment : 0);
    writer.signed(status.onContact);
    writer.signed(status.wrapUp);
    writer.text(names.textOf(status.source) ?? "");
    for (const { queue, explicit, paused, reason } of status.memberships) {
      writer.byte((explicit ? EXPLICIT : 0) | (paused ? PAUSED : 0) | (reason === null ? 0 : HAS_REASON));
      writer.text(names.textOf(queue) ?? "");
      if (reason !== null) writer.text(reason);
    }
    return writer.taken();
  }

  restoreBase(row: Uint8Array): { readonly status: AgentStatus; readonly code: StateCode } {
    const reader = new ByteReader().open(row);
    assertFormat(reader.byte(), BASE_FORMAT);
    const code = reader.byte();
    const flags = reader.byte();
    const [since, at, idleSince] = [reader.signed(), reader.signed(), reader.signed()];
    const [onContact, wrapUp] = [reader.signed(), reader.signed()];
    const source = this.#name(reader.text());
    const memberships: Membership[] = [];
    while (!reader.isAtEnd) memberships.push(this.#membership(reader));
    const wrappingUp = (flags & WRAPPING_UP) !== 0;
    const explicit = (flags & EXPLICIT) !== 0;
    const parts = { memberships, onContact, wrapUp, wrappingUp, explicit, since, at, idleSince, source };
    return { status: AgentStatus.of(parts), code };
  }

  #membership(reader: ByteReader): Membership {
    const flags = reader.byte();
    const queue = this.#name(reader.text());
    const reason = flags & HAS_REASON ? reader.text() : null;
    return { queue, explicit: (flags & EXPLICIT) !== 0, paused: (flags & PAUSED) !== 0, reason };
  }

  #name(text: string): number {
    return this.#bytes.names.of(text === "" ? null : text);
  }

  #cleared(writer: ByteWriter): ByteWriter {
    writer.clear();
    return writer;
  }
}

function assertFormat(found: number, format: number): void {
  if (found !== format) throw new RangeError(`an agent's row of format ${found}, this program reads ${format}`);
}
