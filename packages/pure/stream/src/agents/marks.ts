/**
 * The boundaries of an agent's time as bytes: one after the other, each
 *   time since the one before (or since the beginning of the stretch), unsigned
 *   kind in the upper half of a byte, in the lower the state it led to
 *   of a sign (a contact that begins or rings): queue, source, and its place where it has one; of a restart: source; of an event of
 *   his own: its length and itself.
 * The state is what the numbers were told once the moment was over: it is taken back as it stands, whatever a later release or another
 * configuration would make of the same boundaries. Marks of equal time, kind, queue, source and place are interchangeable: a contact
 * takes back one like its own.
 */
import { type StateCode, UNKNOWN } from "@floorwalker/domain";
import { ByteReader } from "../columns/byte-reader.ts";
import type { ByteWriter } from "../columns/byte-writer.ts";

export type MarkKind = number;

/** Those of one moment lie in this order; in which it happened `Moment` says. */
export const MARK = {
  /** Idle for too long without having signed in. */
  gone: 0,
  restarted: 1,
  wrapUpEnds: 2,
  contactEnds: 3,
  own: 4,
  /** It began to ring. */
  alerted: 5,
  /** It rang in vain. */
  rang: 6,
  contactBegins: 7,
  wrapUpBegins: 8,
  // 9 to 11: the three signs with a place among what their source wrote of that instant.
  /** The same as `gone`, by what came in this moment: he left a queue he had joined, and had not worked for long. */
  goneLast: 12,
} as const;

/** From a sign to the same with a place. */
const PLACED = 4;

/** The clock has not come there yet. */
export const UNSWEPT: StateCode = 15;

/** A consequence of others: found anew whenever they are swept. */
export const isDerived = (kind: MarkKind): boolean =>
  kind === MARK.restarted || kind === MARK.gone || kind === MARK.goneLast;
export const isOwn = (kind: MarkKind): boolean => kind === MARK.own;
const isPlaced = (kind: MarkKind): boolean => kind > MARK.wrapUpBegins && kind < MARK.goneLast;
/** It says whereof he is a member. */
export const isSign = (kind: MarkKind): boolean =>
  (kind >= MARK.alerted && kind <= MARK.contactBegins) || isPlaced(kind);

/** As it lies there. */
export const placedKind = (kind: MarkKind, sequence: number): MarkKind =>
  isSign(kind) && sequence !== UNKNOWN ? kind + PLACED : kind;
/** Whether it has a place or not. */
export const plainKind = (kind: MarkKind): MarkKind => (isPlaced(kind) ? kind - PLACED : kind);

export const markTag = (kind: MarkKind, code: StateCode): number => (kind << 4) | code;
export const kindOf = (tag: number): MarkKind => tag >> 4;
export const codeOf = (tag: number): StateCode => tag & 15;

/** Goes over marks; its fields are those of the one it stands on. */
export class MarkReader {
  readonly #reader = new ByteReader();
  time = 0;
  /** Where its kind and state lie. */
  tagAt = 0;
  kind: MarkKind = 0;
  code: StateCode = UNSWEPT;
  queue = 0;
  source = 0;
  /** UNKNOWN: it has no place. */
  sequence = UNKNOWN;
  /** What follows the tag: [from, to). */
  from = 0;
  to = 0;

  /** `begin`: time the first one counts from. */
  open(bytes: Uint8Array, from: number, to: number, begin: number): this {
    this.#reader.open(bytes, from, to);
    this.time = begin;
    return this;
  }

  next(): boolean {
    const reader = this.#reader;
    if (reader.isAtEnd) return false;
    this.time += reader.unsigned();
    this.tagAt = reader.at;
    const tag = reader.byte();
    this.kind = tag >> 4;
    this.code = tag & 15;
    this.from = reader.at;
    const sign = isSign(this.kind);
    this.queue = sign ? reader.unsigned() : 0;
    this.source = sign || this.kind === MARK.restarted ? reader.unsigned() : 0;
    this.sequence = isPlaced(this.kind) ? reader.unsigned() : UNKNOWN;
    if (isOwn(this.kind)) reader.passText();
    this.to = reader.at;
    return true;
  }

  /** Where the next one begins. */
  get at(): number {
    return this.#reader.at;
  }

  get bytes(): Uint8Array {
    return this.#reader.bytes;
  }
}

/** What follows the tag, of all but an agent's own events. */
export function writePlace(writer: ByteWriter, kind: MarkKind, queue: number, source: number, sequence: number): void {
  if (isSign(kind)) writer.unsigned(queue);
  if (isSign(kind) || kind === MARK.restarted) writer.unsigned(source);
  if (isPlaced(kind)) writer.unsigned(sequence);
}
