/**
 * Names (queues, agents, sources, words of the program …) as numbers, each given once: events, columns and bytes in memory say the
 * number. 0: not named. What anybody may make up for every event (a contact's id, a segment's label) is no name: a name is kept.
 *
 * Numbers of names that a site has heard of live as long as the process (some 110 bytes each; how many there can be in a time the
 * limits of names say): they depend on the order in which the names were first heard, and stored bytes may not. Rows say such names
 * as texts. A table whose words are closed and given in a fixed order may store
 * their numbers instead, with the dictionary beside them: rows of a few names each, all of them loaded before anything that says
 * them; a name's row goes into the commit that first says its number, and no number is ever given to another name, so that a record
 * which is looked up alone, weeks later, is read with the dictionary at hand.
 */
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { grownColumn } from "./grown-column.ts";
import { SlotIndex } from "./slot-index.ts";
import { TextHash } from "./text-hash.ts";

export type Name = number;

export const NONE: Name = 0;

/** The format of a row, its first byte. */
const FORMAT = 1;
/** Names of one row. */
const ROW_NAMES = 64;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

export class Names {
  readonly #texts: (string | null)[] = [null];
  readonly #numbers = new Map<string, Name>();
  /** UTF-8 of each: in one buffer, an array of its own would take ten times as much. */
  readonly #encoded = new ByteWriter();
  #starts = new Int32Array(0);
  #ends = new Int32Array(0);
  readonly #hash = new TextHash();
  #sought: Uint8Array = new Uint8Array(0);
  #from = 0;
  #to = 0;
  readonly #byBytes = new SlotIndex((name) => this.#isSought(name));
  readonly #changedRows = new Set<number>();

  /** The number of a text, given now if it has none; of null: none. */
  of(text: string | null): Name {
    if (text === null) return NONE;
    return this.#numbers.get(text) ?? this.#add(text);
  }

  /** The same by UTF-8 bytes [from, to); no text is made when it is known. */
  ofBytes(bytes: Uint8Array, from: number, to: number): Name {
    const known = this.findBytes(bytes, from, to);
    // Bytes that are no UTF-8 are the text they are read as.
    return known !== NONE ? known : this.of(decoder.decode(bytes.subarray(from, to)));
  }

  /** NONE: nobody has said it. */
  findBytes(bytes: Uint8Array, from: number, to: number): Name {
    const { high, low } = this.#hash.ofBytes(bytes, from, to);
    this.#sought = bytes;
    this.#from = from;
    this.#to = to;
    const known = this.#byBytes.find(high, low);
    return known < 0 ? NONE : known;
  }

  /** NONE: nobody has said it. */
  find(text: string): Name {
    return this.#numbers.get(text) ?? NONE;
  }

  /** Null: none. */
  textOf(name: Name): string | null {
    const text = this.#texts[name];
    if (text === undefined) throw new Error(`no name has the number ${name}`);
    return text;
  }

  get size(): number {
    return this.#texts.length - 1;
  }

  /** Rows that changed since this was last asked, by number. */
  *takeRows(): Generator<readonly [row: number, value: Uint8Array]> {
    const writer = new ByteWriter();
    for (const row of this.#changedRows) {
      const texts = this.#texts.slice(row * ROW_NAMES + 1, (row + 1) * ROW_NAMES + 1);
      writer.clear();
      writer.byte(FORMAT);
      for (const text of texts) writer.text(text!);
      yield [row, writer.taken()];
    }
    this.#changedRows.clear();
  }

  /** A row as it was stored; in any order, but all of them before a name is asked for. */
  restore(row: number, value: Uint8Array): void {
    const reader = new ByteReader().open(value);
    const format = reader.byte();
    if (format !== FORMAT) throw new Error(`names are stored in a format that is not known: ${format}`);
    for (let name = row * ROW_NAMES + 1; !reader.isAtEnd; name++) {
      this.#keep(name, reader.text());
    }
  }

  #add(text: string): Name {
    // As it will be read back.
    const sound = text.isWellFormed() ? text : text.toWellFormed();
    if (sound !== text) return this.of(sound);
    const name = this.#texts.length;
    this.#keep(name, text);
    this.#changedRows.add(Math.floor((name - 1) / ROW_NAMES));
    return name;
  }

  #keep(name: Name, text: string): void {
    const bytes = encoder.encode(text);
    const { high, low } = this.#hash.ofBytes(bytes, 0, bytes.length);
    this.#texts[name] = text;
    this.#numbers.set(text, name);
    this.#starts = grownColumn(this.#starts, name + 1);
    this.#ends = grownColumn(this.#ends, name + 1);
    this.#starts[name] = this.#encoded.length;
    this.#encoded.copy(bytes, 0, bytes.length);
    this.#ends[name] = this.#encoded.length;
    this.#byBytes.add(high, low, name);
  }

  #isSought(name: Name): boolean {
    const { bytes } = this.#encoded;
    const from = this.#starts[name]!;
    const length = this.#ends[name]! - from;
    if (length !== this.#to - this.#from) return false;
    for (let index = 0; index < length; index++)
      if (bytes[from + index] !== this.#sought[this.#from + index]) return false;
    return true;
  }
}
