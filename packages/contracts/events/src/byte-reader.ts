/**
 * Goes over the bytes of one JSON object without making values of them. It is sure of plain texts only: whatever is escaped,
 * a control character, or not UTF-8 makes it give up. `tight` tells whether nothing stood between what was read.
 */
import { isUtf8 } from "node:buffer";

const QUOTE = 0x22;
const SPACE = 0x20;

/** 1: ends a text. 2: plain no more. 3: the first byte of a control character beyond ASCII, or of another. 4: not ASCII. */
const KINDS = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === QUOTE) return 1;
  if (byte === 0x5c || byte < SPACE || byte === 0x7f) return 2;
  if (byte === 0xc2) return 3;
  return byte > 0x7f ? 4 : 0;
});

export class ByteReader {
  bytes: Buffer = Buffer.alloc(0);
  at = 0;
  /** Of the text read last, without its quotes. */
  from = 0;
  to = 0;
  hash = 0;
  tight = true;
  #ascii = true;

  start(bytes: Buffer): void {
    this.bytes = bytes;
    this.at = 0;
    this.tight = true;
    this.#ascii = true;
  }

  /** True when all of it was read, and all of it is text. */
  get done(): boolean {
    this.space();
    return this.at === this.bytes.length && (this.#ascii || isUtf8(this.bytes));
  }

  get ascii(): boolean {
    return this.#ascii;
  }

  space(): void {
    const { bytes } = this;
    let { at } = this;
    while (bytes[at] === SPACE || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at++;
    if (at === this.at) return;
    this.at = at;
    this.tight = false;
  }

  /** Behind `byte` when that comes next, with or without space before it. */
  take(byte: number): boolean {
    if (this.bytes[this.at] !== byte) this.space();
    if (this.bytes[this.at] !== byte) return false;
    this.at++;
    return true;
  }

  /** A text in quotes; false: none, or not a plain one. */
  text(): boolean {
    if (!this.take(QUOTE)) return false;
    const { bytes } = this;
    const from = this.at;
    let hash = 0;
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at]!;
      const kind = KINDS[byte]!;
      if (kind !== 0) {
        if (kind === 1) {
          this.from = from;
          this.to = at;
          this.hash = hash;
          this.at = at + 1;
          return true;
        }
        if (kind === 2 || (kind === 3 && bytes[at + 1]! < 0xa0)) return false;
        this.#ascii = false;
      }
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    return false;
  }

  /** Behind these bytes, when exactly they come next. */
  skip(expected: Uint8Array): boolean {
    const { bytes, at } = this;
    // From the end: what differs between names is not their beginning.
    for (let index = expected.length - 1; index >= 0; index--) if (bytes[at + index] !== expected[index]) return false;
    this.at = at + expected.length;
    return true;
  }

  /** What comes next, space aside. */
  next(): number | undefined {
    this.space();
    return this.bytes[this.at];
  }

  /** What was read last is meant with its quotes. */
  quoted(): void {
    this.from--;
    this.to++;
  }

  /** What was read last is nothing. */
  absent(): void {
    this.from = -1;
    this.to = -1;
  }

  /** Whether the text read last is this one. */
  reads(text: Uint8Array): boolean {
    const { bytes, from } = this;
    if (this.to - from !== text.length) return false;
    for (let index = text.length - 1; index >= 0; index--) if (bytes[from + index] !== text[index]) return false;
    return true;
  }

  /** `null`, when it comes next. */
  null(): boolean {
    const { bytes } = this;
    this.space();
    const { at } = this;
    const found = bytes[at] === 0x6e && bytes[at + 1] === 0x75 && bytes[at + 2] === 0x6c && bytes[at + 3] === 0x6c;
    if (found) this.at += 4;
    return found;
  }

  /** A number from 0, written as JavaScript writes it: `from` to `to`; NaN: none, or one that would be written otherwise. */
  number(): number {
    this.space();
    const { bytes, at: from } = this;
    let at = from;
    let number = 0;
    while (isDigit(bytes[at])) number = number * 10 + bytes[at++]! - 0x30;
    const digits = at - from;
    if (digits === 0 || digits > 12 || (digits > 1 && bytes[from] === 0x30)) return Number.NaN;
    if (bytes[at] === 0x2e) {
      const point = at++;
      while (isDigit(bytes[at])) at++;
      if (at === point + 1 || at - point > 4 || digits > 6 || bytes[at - 1] === 0x30) return Number.NaN;
      number = Number(bytes.toString("latin1", from, at));
    }
    if (bytes[at] === 0x65 || bytes[at] === 0x45) return Number.NaN;
    this.from = from;
    this.to = at;
    this.at = at;
    return number;
  }
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;
