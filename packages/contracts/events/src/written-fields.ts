/**
 * Where the members of an object lie in its bytes, by their place in a list of known names. Invariant: what is found is
 * each name once at most and no other; whether it stands in the list's order is told.
 */
import type { ByteReader } from "./byte-reader.ts";

const [COMMA, COLON, OPENING_BRACE, CLOSING_BRACE] = [0x2c, 0x3a, 0x7b, 0x7d];
const ABSENT = -1;
const FEW = 3;

/** Reads the value of a member; false: it is not sure of it. What it read lies at [from, to) of the reader. */
type ReadValue = (name: number, reader: ByteReader) => boolean;

export class WrittenFields {
  readonly names: readonly string[];
  readonly #spelled: readonly Uint8Array[];
  /** With quotes and colon. */
  readonly #literal: readonly Uint8Array[];
  /** By length and first byte of a name, those that have both. */
  readonly #candidates: number[][] = [];
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  inOrder = true;

  constructor(names: readonly string[]) {
    this.names = names;
    this.#spelled = names.map((name) => Buffer.from(name));
    this.#literal = names.map((name) => Buffer.from(`"${name}":`));
    for (const [index, name] of names.entries()) {
      const key = keyOf(name.length, name.charCodeAt(0));
      this.#candidates[key] = [...(this.#candidates[key] ?? []), index];
    }
    this.#from = new Int32Array(names.length);
    this.#to = new Int32Array(names.length);
  }

  /** False: not sure that it is an object of these names. */
  read(reader: ByteReader, value: ReadValue): boolean {
    this.clear();
    if (!reader.take(OPENING_BRACE)) return false;
    if (reader.take(CLOSING_BRACE)) return true;
    let last = -1;
    do {
      const name = this.#nameAt(reader, last + 1);
      if (name < 0 || this.#from[name] !== ABSENT || !value(name, reader)) return false;
      this.#from[name] = reader.from;
      this.#to[name] = reader.to;
      if (name < last) this.inOrder = false;
      last = name;
    } while (reader.take(COMMA));
    return reader.take(CLOSING_BRACE);
  }

  clear(): void {
    this.#from.fill(ABSENT);
    this.inOrder = true;
  }

  has(name: number): boolean {
    return this.#from[name] !== ABSENT;
  }

  from(name: number): number {
    return this.#from[name]!;
  }

  to(name: number): number {
    return this.#to[name]!;
  }

  /** As if it had not been there. */
  drop(name: number): void {
    this.#from[name] = ABSENT;
  }

  /** Behind its colon; -1: none of the list. Most likely it is one of the next few. */
  #nameAt(reader: ByteReader, next: number): number {
    const end = Math.min(this.names.length, next + FEW);
    for (let name = next; name < end; name++) if (reader.skip(this.#literal[name]!)) return name;
    const name = reader.text() ? this.#nameOf(reader) : -1;
    return reader.take(COLON) ? name : -1;
  }

  #nameOf(reader: ByteReader): number {
    const candidates = this.#candidates[keyOf(reader.to - reader.from, reader.bytes[reader.from] ?? 0)];
    if (candidates === undefined) return -1;
    for (const name of candidates) if (reader.reads(this.#spelled[name]!)) return name;
    return -1;
  }
}

/** Lengths are few, and far apart no names are. */
const keyOf = (length: number, first: number): number => ((length & 15) << 5) | (first & 31);
