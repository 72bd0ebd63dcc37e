/**
 * The resting panes or slices of one cell: their bytes one after the other in a single buffer, found by index. Small enough
 * that a pane with three calls takes what its bytes take and fourteen more. Laws:
 * P1  An index gives the bytes that were last put under it, until it is removed.
 * P2  Held are at most 3/2 of what lives, and the smallest buffer.
 */
import type { ByteReader } from "../columns/byte-reader.ts";

const NONE = new Uint8Array(0);
const FEWEST = 4;
const SMALLEST = 64;
/** Of what is needed, so much more at once: an eighth. */
const AHEAD = 8;
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

  put(index: number, bytes: Uint8Array, length = bytes.length): void {
    if (length > LONGEST) throw new RangeError(`a row of ${length} bytes`);
    const place = this.placeOf(index);
    if (place === this.#size || this.#indexes[place] !== index) this.#insert(place, index);
    else this.#leave(place);
    this.#lengths[place] = 0;
    this.#reserve(length);
    this.#bytes.set(bytes.subarray(0, length), this.#used);
    this.#starts[place] = this.#used;
    this.#lengths[place] = length;
    this.#used += length;
  }

  remove(index: number): void {
    const place = this.placeOf(index);
    if (place < this.#size && this.#indexes[place] === index) this.#cut(place, place + 1);
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
      const wanted = Math.max(FEWEST, room + Math.ceil(room / AHEAD));
      this.#indexes = moved(this.#indexes, new Float64Array(wanted));
      this.#starts = moved(this.#starts, new Int32Array(wanted));
      this.#lengths = moved(this.#lengths, new Uint16Array(wanted));
    }
    if (place < this.#size) for (const column of this.#columns()) column.copyWithin(place + 1, place, this.#size);
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
    for (const column of this.#columns()) column.copyWithin(from, to, this.#size);
    this.#size -= to - from;
    if (this.#size === 0) {
      this.#used = 0;
      this.#gaps = 0;
    }
  }

  #columns(): readonly (Float64Array | Int32Array | Uint16Array)[] {
    return [this.#indexes, this.#starts, this.#lengths];
  }

  /** Room for so many bytes more at the end. */
  #reserve(count: number): void {
    if (this.#used + count <= this.#bytes.length) return;
    const living = this.#used - this.#gaps + count;
    if (this.#gaps * 4 < this.#used || living > this.#bytes.length) {
      this.#move(new Uint8Array(Math.max(SMALLEST, living + Math.ceil(living / AHEAD))));
      return;
    }
    this.#move(new Uint8Array(this.#bytes.length));
  }

  /** What lives, without gaps and in order, into another buffer. */
  #move(into: Uint8Array): void {
    let used = 0;
    for (let place = 0; place < this.#size; place++) {
      const start = this.#starts[place]!;
      const length = this.#lengths[place]!;
      into.set(this.#bytes.subarray(start, start + length), used);
      this.#starts[place] = used;
      used += length;
    }
    this.#bytes = into;
    this.#used = used;
    this.#gaps = 0;
  }
}

function moved<C extends Float64Array | Int32Array | Uint16Array>(from: C, to: C): C {
  to.set(from);
  return to;
}
