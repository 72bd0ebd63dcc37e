/**
 * Reads what `ByteWriter` wrote, in place: over a range of any buffer, without a copy and without making anything but the texts
 * that are asked for. A range that ends in the middle of a value is a damaged one and throws.
 */
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const float = new DataView(new ArrayBuffer(8));

const NOTHING = new Uint8Array(0);

export class ByteReader {
  bytes: Uint8Array = NOTHING;
  /** What is read next. */
  at = 0;
  end = 0;

  /** The range [from, to) from now on. */
  open(bytes: Uint8Array, from = 0, to = bytes.length): this {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
    return this;
  }

  get isAtEnd(): boolean {
    return this.at >= this.end;
  }

  byte(): number {
    this.pass(1);
    return this.bytes[this.at - 1]!;
  }

  unsigned(): number {
    const first = this.byte();
    return first < 0x80 ? first : (first & 0x7f) + 128 * this.#sevens();
  }

  signed(): number {
    const first = this.byte();
    const size = first < 0x80 ? first >> 1 : ((first & 0x7f) >> 1) + 64 * this.#sevens();
    return (first & 1) === 0 ? size : -size;
  }

  int32(): number {
    this.pass(4);
    const { bytes, at } = this;
    return bytes[at - 4]! | (bytes[at - 3]! << 8) | (bytes[at - 2]! << 16) | (bytes[at - 1]! << 24);
  }

  float64(): number {
    this.pass(8);
    for (let index = 0; index < 8; index++) float.setUint8(index, this.bytes[this.at - 8 + index]!);
    return float.getFloat64(0, true);
  }

  text(): string {
    const length = this.passText();
    return length === 0 ? "" : decoder.decode(this.bytes.subarray(this.at - length, this.at));
  }

  /** Passes a text; its bytes, as many as this returns, lie before `at`. */
  passText(): number {
    const length = this.unsigned();
    this.pass(length);
    return length;
  }

  #sevens(): number {
    const { bytes } = this;
    let value = 0;
    let scale = 1;
    for (;;) {
      this.pass(1);
      const byte = bytes[this.at - 1]!;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
  }

  /** Passes so many bytes, which lie before `at` then. */
  pass(count: number): void {
    this.at += count;
    if (this.at > this.end) throw new RangeError("the bytes end in the middle of a value");
  }
}
