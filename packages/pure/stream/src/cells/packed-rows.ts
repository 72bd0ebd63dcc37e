/**
 * The resting panes or slices of one cell: their bytes one after the other in a single buffer, found by index. Small enough
 * that a pane with three calls takes what its bytes take and fourteen more. Laws:
 * P1  An index gives the bytes that were last put under it, until it is removed.
 * P2  Held are at most 3/2 of what lives, and room for a row or two.
 */
import type { ByteReader } from "../columns/byte-reader.ts";

const NONE = new Uint8Array(0);
const FEWEST = 4;
const FEW = 32;
const SMALLEST = 64;
/** Of what is needed, so much more at once: an eighth (of few bytes half), and room for a row or two. */
const AHEAD = 8;
const FEW_BYTES = 512;
const LONGEST = 0xffff;

export class PackedRows {
  /** Ascending. Panes of a time after 2650 have no 32-bit number, and a log may hold it. */
  #indexes = new Float64Array(0);
  #starts = new Int32Array(0);
  #lengths = new Uint16Array(0);
  #size = 0;
  #bytes: Uint8Array = NONE;
  #used = 0;
  /** Of the used, what belongs to no row any more. */
  #gaps = 0;

  get size(): number {
    return this.#size;
  }

  /** What all of it takes. */
  get heldBytes(): number {
    return this.#bytes.length + 14 * this.#indexes.length;
  }

  /** By place, in ascending order. */
  indexAt(place: number): number {
    return this.#indexes[place]!;
  }

  has(index: number): boolean {
    const place = this.placeOf(index);
    return place < this.#size && this.#indexes[place] === index;
  }

  /** Place of the first row of `index` or later; `size` when there is none. */
  placeOf(index: number): number {
    const indexes = this.#indexes;
    // Nearly always the newest, or one beyond.
    let low = 0;
    let high = this.#size;
    if (high > 0 && indexes[high - 1]! < index) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (indexes[middle]! < index) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** `reader` stands at the first byte of the row; good until the next put or removal. */
  open(place: number, reader: ByteReader): ByteReader {
    const start = this.#starts[place]!;
    return reader.open(this.#bytes, start, start + this.#lengths[place]!);
  }

  /** The bytes [from, to) of another buffer. False: they are there already. */
  put(index: number, bytes: Uint8Array, from = 0, to = bytes.length): boolean {
    const length = to - from;
    if (length > LONGEST) throw new RangeError(`a row of ${length} bytes`);
    const place = this.placeOf(index);
    if (place === this.#size || this.#indexes[place] !== index) this.#insert(place, index);
    else if (this.#isAt(place, bytes, from, length)) return false;
    else this.#leave(place);
    this.#lengths[place] = 0;
    this.#reserve(length);
    copy(bytes, from, to, this.#bytes, this.#used);
    this.#starts[place] = this.#used;
    this.#lengths[place] = length;
    this.#used += length;
    return true;
  }

  /** False: there was none. */
  remove(index: number): boolean {
    const place = this.placeOf(index);
    if (place === this.#size || this.#indexes[place] !== index) return false;
    this.#cut(place, place + 1);
    return true;
  }

  /** Removes what lies before `index`; how many there were. */
  removeBefore(index: number): number {
    const count = this.placeOf(index);
    if (count > 0) this.#cut(0, count);
    return count;
  }

  #insert(place: number, index: number): void {
    const room = this.#indexes.length;
    if (this.#size === room) {
      const wanted = room + Math.max(FEWEST, Math.ceil(room / AHEAD));
      this.#indexes = moved(this.#indexes, new Float64Array(wanted));
      this.#starts = moved(this.#starts, new Int32Array(wanted));
      this.#lengths = moved(this.#lengths, new Uint16Array(wanted));
    }
    if (this.#size - place > FEW) this.#shift(place + 1, place);
    else this.#makeRoom(place);
    this.#indexes[place] = index;
    this.#size++;
  }

  /** Its bytes are no row's any more; those at the very end are written over. */
  #leave(place: number): void {
    const length = this.#lengths[place]!;
    if (this.#starts[place]! + length === this.#used) this.#used -= length;
    else this.#gaps += length;
  }

  #cut(from: number, to: number): void {
    for (let place = from; place < to; place++) this.#leave(place);
    this.#shift(from, to);
    this.#size -= to - from;
    if (this.#size === 0) {
      this.#used = 0;
      this.#gaps = 0;
    }
  }

  /** What the columns hold from place `from` on comes to lie from `to` on. */
  #shift(to: number, from: number): void {
    this.#indexes.copyWithin(to, from, this.#size);
    this.#starts.copyWithin(to, from, this.#size);
    this.#lengths.copyWithin(to, from, this.#size);
  }

  /** The same by one place, of a few: calls cost more than they do. */
  #makeRoom(place: number): void {
    for (let at = this.#size; at > place; at--) {
      this.#indexes[at] = this.#indexes[at - 1]!;
      this.#starts[at] = this.#starts[at - 1]!;
      this.#lengths[at] = this.#lengths[at - 1]!;
    }
  }

  #isAt(place: number, bytes: Uint8Array, from: number, length: number): boolean {
    if (this.#lengths[place] !== length) return false;
    const start = this.#starts[place]!;
    const held = this.#bytes;
    for (let index = 0; index < length; index++) if (held[start + index] !== bytes[from + index]) return false;
    return true;
  }

  /** Room for so many bytes more at the end. */
  #reserve(count: number): void {
    if (this.#used + count <= this.#bytes.length) return;
    const living = this.#used - this.#gaps + count;
    if (this.#gaps * 4 < this.#used || living > this.#bytes.length) {
      const ahead = Math.ceil(living / (living < FEW_BYTES ? 2 : AHEAD));
      this.#move(new Uint8Array(living + Math.max(SMALLEST, ahead)));
      return;
    }
    this.#move(new Uint8Array(this.#bytes.length));
  }

  /** What lives, without gaps, into another buffer: as it lies, or else in order. */
  #move(into: Uint8Array): void {
    const bytes = this.#bytes;
    this.#bytes = into;
    if (this.#gaps === 0) {
      copy(bytes, 0, this.#used, into, 0);
      return;
    }
    const starts = this.#starts;
    let used = 0;
    for (let place = 0; place < this.#size; ) {
      // Rows that lie one after the other move together.
      const begin = starts[place]!;
      let end = begin;
      const to = used;
      for (; place < this.#size && starts[place] === end; place++) {
        starts[place] = used;
        end += this.#lengths[place]!;
        used = to + end - begin;
      }
      copy(bytes, begin, end, into, to);
    }
    this.#used = used;
    this.#gaps = 0;
  }
}

/** Few bytes: a view of them costs more than they do. */
function copy(source: Uint8Array, from: number, to: number, into: Uint8Array, at: number): void {
  if (to - from < 64) for (let index = from; index < to; index++) into[at + index - from] = source[index]!;
  else into.set(source.subarray(from, to), at);
}

function moved<C extends Float64Array | Int32Array | Uint16Array>(from: C, to: C): C {
  to.set(from);
  return to;
}
