/**
 * Writes values one after the other into a buffer that is used again and again: `clear`, write, take what is needed. Nothing is
 * made for a value. What is written is part of the stored format (`ByteReader` is its other half):
 * W1  unsigned, signed: any safe integer, seven bits a byte, the lowest first; a sign is the lowest bit of the first byte.
 * W2  text: its length in UTF-8 bytes (unsigned), then the bytes. Lone surrogates become U+FFFD, as everywhere on a wire.
 * W3  Equal values have equal bytes, so that comparing bytes is comparing what was written.
 */
const encoder = new TextEncoder();
const float = new DataView(new ArrayBuffer(8));
const floatBytes = new Uint8Array(float.buffer);

/** Of an unsigned number below 2^53. */
const LONGEST_NUMBER = 8;

export class ByteWriter {
  /** Written are [0, length). Replaced when it grows: not to be kept. */
  bytes: Uint8Array<ArrayBuffer>;
  length = 0;

  constructor(room = 256) {
    this.bytes = new Uint8Array(room);
  }

  clear(): void {
    this.length = 0;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.bytes[this.length++] = value;
  }

  unsigned(value: number): void {
    this.#reserve(LONGEST_NUMBER);
    this.#sevens(value);
  }

  signed(value: number): void {
    this.#reserve(LONGEST_NUMBER + 1);
    const sign = value < 0 ? 1 : 0;
    const size = value < 0 ? -value : value;
    // The sign takes a bit of the first byte; twice a number may be no safe integer any more.
    const rest = size < 0x4000_0000 ? size >>> 6 : Math.floor(size / 64);
    this.bytes[this.length++] = ((size % 64) << 1) | sign | (rest > 0 ? 0x80 : 0);
    if (rest > 0) this.#sevens(rest);
  }

  /** Four bytes, whatever the value. */
  int32(value: number): void {
    this.#reserve(4);
    const { bytes } = this;
    bytes[this.length++] = value;
    bytes[this.length++] = value >> 8;
    bytes[this.length++] = value >> 16;
    bytes[this.length++] = value >> 24;
  }

  float64(value: number): void {
    float.setFloat64(0, value, true);
    this.copy(floatBytes, 0, 8);
  }

  text(text: string): void {
    const { length } = text;
    this.#reserve(LONGEST_NUMBER + 3 * length);
    const begin = this.length;
    this.#sevens(length);
    const { bytes } = this;
    let at = this.length;
    for (let index = 0; index < length; index++) {
      const code = text.charCodeAt(index);
      if (code > 0x7f) {
        this.length = begin;
        this.#encoded(text);
        return;
      }
      bytes[at++] = code;
    }
    this.length = at;
  }

  /** The bytes [from, to) of another buffer, without their length. */
  copy(source: Uint8Array, from: number, to: number): void {
    const count = to - from;
    this.#reserve(count);
    const { bytes, length } = this;
    if (count < 32) for (let index = 0; index < count; index++) bytes[length + index] = source[from + index]!;
    else bytes.set(source.subarray(from, to), length);
    this.length = length + count;
  }

  /** What was written, in an array of its own. */
  taken(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.length);
  }

  #encoded(text: string): void {
    const encoded = encoder.encode(text);
    this.unsigned(encoded.length);
    this.copy(encoded, 0, encoded.length);
  }

  #sevens(value: number): void {
    const { bytes } = this;
    let at = this.length;
    let rest = value;
    while (rest >= 0x4000_0000) {
      bytes[at++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    while (rest >= 128) {
      bytes[at++] = (rest & 127) | 0x80;
      rest >>>= 7;
    }
    bytes[at++] = rest;
    this.length = at;
  }

  #reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(2 * this.bytes.length, this.length + count));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }
}
