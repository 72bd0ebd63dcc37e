/**
 * Byte strings of any length in a few large buffers, known by number: no object a string. New strings go to the end of the
 * newest segment; what is replaced or freed leaves a gap, and when gaps are more than a quarter, the emptiest segments are
 * cleared by moving what lives in them. Laws:
 * B1  A handle gives the bytes that were last put under it, until it is freed; then the number may be given again.
 * B2  Held are at most 8/5 of what lives (a string with its place and rounding: 24 bytes), and two of the smallest segments.
 * B3  A range that was asked for holds until the next put, replace or free.
 */
import { grownColumn } from "./grown-column.ts";

interface Segment {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly words: Int32Array<ArrayBuffer>;
  /** Strings and gaps lie up to here. */
  used: number;
  /** What is no string's any more, and the end that no string goes to any more. */
  gaps: number;
}

/** Before each string: its handle (−1: a gap), and how many bytes it has room for. */
const HEAD = 8;
const GAP = -1;
const SMALLEST = 16_384;
const LARGEST = 262_144;
/** Strings of a segment, at least: or its unused end would be much of it. Longer ones have a segment of their own. */
const STRINGS = 8;
/** The newest segment, which is not full, is no larger than this part of all. */
const PART = 16;
/** Room for what may come to the end of what has grown once. */
const SPARE = 12;
/** What is replaced by something so much shorter may stay where it is. */
const SHORTER = 16;

export class Slab {
  readonly #segments: (Segment | null)[] = [];
  /** One that was cleared, for the next one of its size: a new one would have to be filled with zeros. */
  #spare: Segment | null = null;
  #newest = -1;
  #segmentOf = new Int32Array(0);
  /** Where its bytes begin. */
  #startOf = new Int32Array(0);
  /** Of a free handle: the next free one. */
  #lengthOf = new Int32Array(0);
  #handles = 0;
  #free = -1;
  #used = 0;
  #gaps = 0;
  /** Bytes of all segments. */
  heldBytes = 0;

  put(bytes: Uint8Array, from: number, to: number): number {
    const handle = this.#newHandle();
    this.#append(handle, bytes, from, to);
    return handle;
  }

  /** The bytes may not be this slab's own: they could move. `spare`: room for more to come, where they must lie elsewhere. */
  replace(handle: number, bytes: Uint8Array, from: number, to: number, spare = 0): void {
    const { words, bytes: held } = this.#segments[this.#segmentOf[handle]!]!;
    const start = this.#startOf[handle]!;
    const room = words[(start >> 2) - 1]!;
    if (to - from <= room && to - from > room - SHORTER) {
      held.set(bytes.subarray(from, to), start);
      this.#lengthOf[handle] = to - from;
      return;
    }
    this.#leave(handle);
    this.#append(handle, bytes, from, to, spare);
    this.#close();
  }

  /** More bytes come to its end: where it lies while there is room, else elsewhere with some to spare. They may not be this slab's own. */
  extend(handle: number, more: Uint8Array, from: number, to: number): void {
    const { words, bytes } = this.#segments[this.#segmentOf[handle]!]!;
    const start = this.#startOf[handle]!;
    const length = this.#lengthOf[handle]!;
    if (length + to - from > words[(start >> 2) - 1]!) {
      this.#leave(handle);
      // What is left lies there until something is put.
      this.#append(handle, bytes, start, start + length, to - from + SPARE);
      this.extend(handle, more, from, to);
      this.#close();
      return;
    }
    for (let at = from; at < to; at++) bytes[start + length + at - from] = more[at]!;
    this.#lengthOf[handle] = length + to - from;
  }

  free(handle: number): void {
    this.#leave(handle);
    this.#lengthOf[handle] = this.#free;
    this.#segmentOf[handle] = GAP;
    this.#free = handle;
    this.#close();
  }

  /** The buffer in which the string lies at [start, end). */
  bytesOf(handle: number): Uint8Array<ArrayBuffer> {
    return this.#segments[this.#segmentOf[handle]!]!.bytes;
  }

  startOf(handle: number): number {
    return this.#startOf[handle]!;
  }

  endOf(handle: number): number {
    return this.#startOf[handle]! + this.#lengthOf[handle]!;
  }

  #newHandle(): number {
    const free = this.#free;
    if (free >= 0) {
      this.#free = this.#lengthOf[free]!;
      return free;
    }
    const handle = this.#handles++;
    this.#segmentOf = grownColumn(this.#segmentOf, this.#handles);
    this.#startOf = grownColumn(this.#startOf, this.#handles);
    this.#lengthOf = grownColumn(this.#lengthOf, this.#handles);
    return handle;
  }

  #append(handle: number, bytes: Uint8Array, from: number, to: number, spare = 0): void {
    const room = (to - from + spare + 3) & ~3;
    const index = this.#withRoom(HEAD + room);
    const segment = this.#segments[index]!;
    const word = segment.used >> 2;
    segment.words[word] = handle;
    segment.words[word + 1] = room;
    const start = segment.used + HEAD;
    segment.bytes.set(bytes.subarray(from, to), start);
    segment.used = start + room;
    this.#used += HEAD + room;
    this.#segmentOf[handle] = index;
    this.#startOf[handle] = start;
    this.#lengthOf[handle] = to - from;
  }

  /** The segment that takes so many bytes more. */
  #withRoom(size: number): number {
    let wanted = SMALLEST;
    while (wanted < LARGEST && PART * wanted < this.heldBytes) wanted *= 2;
    if (STRINGS * size > wanted) return this.#begin(size);
    const newest = this.#newest < 0 ? null : this.#segments[this.#newest]!;
    if (newest !== null && newest.used + size <= newest.bytes.length) return this.#newest;
    if (newest !== null) {
      const end = newest.bytes.length - newest.used;
      newest.gaps += end;
      this.#gaps += end;
      this.#used += end;
    }
    this.#newest = this.#begin(wanted);
    return this.#newest;
  }

  #begin(size: number): number {
    const spare = this.#spare?.bytes.length === size ? this.#spare : null;
    if (spare !== null) this.#spare = null;
    const vacant = this.#segments.indexOf(null);
    const index = vacant < 0 ? this.#segments.length : vacant;
    this.#segments[index] = spare ?? newSegment(size);
    if (spare === null) this.heldBytes += size;
    return index;
  }

  /** Where it lay is a gap. */
  #leave(handle: number): void {
    const segment = this.#segments[this.#segmentOf[handle]!]!;
    const word = (this.#startOf[handle]! >> 2) - 2;
    segment.words[word] = GAP;
    const size = HEAD + segment.words[word + 1]!;
    segment.gaps += size;
    this.#gaps += size;
  }

  /** Clears segments while too much of all is gaps. */
  #close(): void {
    for (let most = this.#segments.length; most > 0; most--) {
      if (4 * this.#gaps <= this.#used || this.#used <= SMALLEST) return;
      this.#clear(this.#emptiest());
    }
  }

  #emptiest(): number {
    let most = -1;
    let found = -1;
    for (let index = 0; index < this.#segments.length; index++) {
      const segment = this.#segments[index]!;
      if (segment === null || segment.gaps <= most * segment.bytes.length) continue;
      most = segment.gaps / segment.bytes.length;
      found = index;
    }
    return found;
  }

  /** What lives in it moves to the end of the newest. */
  #clear(index: number): void {
    const { bytes, words, used, gaps } = this.#segments[index]!;
    if (index === this.#newest) this.#newest = -1;
    else this.#used -= bytes.length - used;
    for (let at = 0; at < used; at += HEAD + words[(at >> 2) + 1]!) {
      const handle = words[at >> 2]!;
      if (handle !== GAP) this.#append(handle, bytes, at + HEAD, at + HEAD + this.#lengthOf[handle]!);
    }
    this.#segments[index] = null;
    this.#used -= used;
    this.#gaps -= gaps;
    this.#drop(bytes, words);
  }

  /** One that is small beside all is kept. */
  #drop(bytes: Segment["bytes"], words: Segment["words"]): void {
    const before = this.#spare;
    this.#spare = { bytes, words, used: 0, gaps: 0 };
    if (before !== null) this.heldBytes -= before.bytes.length;
    if (PART * bytes.length <= this.heldBytes) return;
    this.#spare = null;
    this.heldBytes -= bytes.length;
  }
}

function newSegment(size: number): Segment {
  const buffer = new ArrayBuffer(size);
  return { bytes: new Uint8Array(buffer), words: new Int32Array(buffer), used: 0, gaps: 0 };
}
