/** A text that is mostly the one that was read before it, as the zone of one interval after the other: then none is made anew. */
import type { ByteReader } from "./byte-reader.ts";

export class RepeatedText {
  #bytes = new Uint8Array(0);
  #text = "";

  /** As `reader.text()`. */
  read(reader: ByteReader): string {
    const before = reader.at;
    const length = reader.passText();
    const from = reader.at - length;
    if (this.#isAgain(reader.bytes, from, length)) return this.#text;
    this.#bytes = reader.bytes.slice(from, from + length);
    reader.at = before;
    this.#text = reader.text();
    return this.#text;
  }

  #isAgain(bytes: Uint8Array, from: number, length: number): boolean {
    const known = this.#bytes;
    if (known.length !== length) return false;
    for (let at = 0; at < length; at++) if (bytes[from + at] !== known[at]) return false;
    return true;
  }
}
