/**
 * The texts that one piece of a contact's bytes says (names of queues, agents, sources, segment ids …), once each, in the order of
 * their first use; the bytes behind them say a text by its place, from 1 on. So a row stands alone: whoever has it can read it,
 * weeks later, and the order in which events arrived decides none of its bytes. Counted in tens of bytes a contact.
 */
import type { ByteReader } from "../columns/byte-reader.ts";
import type { ByteWriter } from "../columns/byte-writer.ts";

/** 0: no text. */
export type TextRef = number;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

export class LocalTexts {
  #bytes = new Uint8Array(0);
  /** Of those that were read: where each lies. */
  #starts: number[] = [];
  #ends: number[] = [];
  #from = 0;
  #to = 0;
  #read = 0;
  readonly #added: string[] = [];

  get count(): number {
    return this.#read + this.#added.length;
  }

  clear(): void {
    this.#read = 0;
    this.#from = 0;
    this.#to = 0;
    this.#added.length = 0;
  }

  /** Those that the reader stands before; they are looked at where they lie. */
  read(reader: ByteReader): void {
    this.#added.length = 0;
    this.#bytes = reader.bytes as Uint8Array<ArrayBuffer>;
    this.#read = reader.unsigned();
    this.#from = reader.at;
    for (let index = 0; index < this.#read; index++) {
      const length = reader.passText();
      this.#starts[index] = reader.at - length;
      this.#ends[index] = reader.at;
    }
    this.#to = reader.at;
  }

  static pass(reader: ByteReader): void {
    for (let left = reader.unsigned(); left > 0; left--) reader.passText();
  }

  write(writer: ByteWriter): void {
    writer.unsigned(this.count);
    writer.copy(this.#bytes, this.#from, this.#to);
    for (const text of this.#added) writer.text(text);
  }

  /** The place of a text, which it is given now if it has none. */
  refOf(text: string | null): TextRef {
    const known = this.find(text);
    return known >= 0 ? known : this.add(text!);
  }

  /** One that is known to have no place yet. */
  add(text: string): TextRef {
    this.#added.push(text.isWellFormed() ? text : text.toWellFormed());
    return this.count;
  }

  /** −1: it has none. */
  find(text: string | null): TextRef {
    if (text === null) return 0;
    for (let index = 0; index < this.#read; index++) if (this.#isAt(index, text)) return index + 1;
    if (this.#added.length === 0) return -1;
    // As it is, most of the time.
    let added = this.#added.indexOf(text);
    if (added < 0 && !text.isWellFormed()) added = this.#added.indexOf(text.toWellFormed());
    return added < 0 ? -1 : this.#read + added + 1;
  }

  /** Those that were given a place after the first `count`. */
  forget(count: number): void {
    this.#added.length = count - this.#read;
  }

  textOf(ref: TextRef): string | null {
    if (ref === 0) return null;
    if (ref > this.count) throw new RangeError(`no text has the place ${ref}`);
    if (ref > this.#read) return this.#added[ref - this.#read - 1]!;
    return decoder.decode(this.#bytes.subarray(this.#starts[ref - 1]!, this.#ends[ref - 1]!));
  }

  /** Of one that was read: its bytes, in the buffer that was read. */
  startOf(ref: TextRef): number {
    return this.#starts[ref - 1]!;
  }

  endOf(ref: TextRef): number {
    return this.#ends[ref - 1]!;
  }

  #isAt(index: number, text: string): boolean {
    const from = this.#starts[index]!;
    const length = this.#ends[index]! - from;
    if (length < text.length) return false;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code > 0x7f) return this.textOf(index + 1) === text.toWellFormed();
      if (this.#bytes[from + at] !== code) return false;
    }
    return length === text.length;
  }
}
