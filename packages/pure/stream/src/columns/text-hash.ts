/**
 * 64 bits of a text: of its UTF-8 bytes, so that a text and its bytes have the same. Two results at once and nothing made: they
 * lie in `high` and `low` until the next one is asked for. Not for strangers' texts alone: whoever looks up by it compares the
 * text as well. Stored bytes hold such hashes, so they never change.
 */
const encoder = new TextEncoder();

export class TextHash {
  high = 0;
  low = 0;

  /** `seed`: texts of different kinds (channels) have different hashes. */
  ofText(text: string, seed = 0): this {
    let a = SEED_A ^ seed;
    let b = SEED_B ^ seed;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code > 0x7f) {
        const bytes = encoder.encode(text);
        return this.ofBytes(bytes, 0, bytes.length, seed);
      }
      a = Math.imul(a ^ code, PRIME_A);
      b = Math.imul(rotated(b) ^ code, PRIME_B);
    }
    return this.#finish(a, b, text.length);
  }

  /** Of the bytes [from, to). */
  ofBytes(bytes: Uint8Array, from: number, to: number, seed = 0): this {
    let a = SEED_A ^ seed;
    let b = SEED_B ^ seed;
    for (let index = from; index < to; index++) {
      const byte = bytes[index]!;
      a = Math.imul(a ^ byte, PRIME_A);
      b = Math.imul(rotated(b) ^ byte, PRIME_B);
    }
    return this.#finish(a, b, to - from);
  }

  #finish(a: number, b: number, length: number): this {
    this.high = mixed(a ^ length);
    this.low = mixed(b ^ Math.imul(a, PRIME_B));
    return this;
  }
}

const SEED_A = 0x811c_9dc5 | 0;
const SEED_B = 0x9e37_79b9 | 0;
const PRIME_A = 0x0100_0193;
const PRIME_B = 0x85eb_ca6b | 0;

const rotated = (word: number): number => (word << 5) | (word >>> 27);

/** Every bit of the word reaches every bit of the result. */
function mixed(word: number): number {
  const once = Math.imul(word ^ (word >>> 16), 0x85eb_ca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2_ae35);
  return twice ^ (twice >>> 16);
}
