/**
 * When something of a slot is due without an event: a heap of slots in arrays. A slot has at most one due time; setting it again
 * moves it, so nothing old is ever held. They come in time order, at the same time the lower slot first.
 */
import { grownColumn } from "./grown-column.ts";

export class SlotTimers {
  #heap = new Int32Array(0);
  size = 0;
  #dueAt = new Float64Array(0);
  /** Place in the heap + 1 by slot; 0: not queued. */
  #places = new Int32Array(0);

  /** Null: not queued. */
  dueAt(slot: number): number | null {
    return slot < this.#places.length && this.#places[slot] !== 0 ? this.#dueAt[slot]! : null;
  }

  /** Null: not any more. */
  set(slot: number, at: number | null): void {
    if (at === null) {
      this.#remove(slot);
      return;
    }
    this.#places = grownColumn(this.#places, slot + 1);
    this.#dueAt = grownColumn(this.#dueAt, slot + 1);
    this.#dueAt[slot] = at;
    let place = this.#places[slot]! - 1;
    if (place < 0) {
      place = this.size++;
      this.#heap = grownColumn(this.#heap, this.size);
    }
    this.#down(this.#up(place, slot), slot);
  }

  /** The earliest due time; null when nothing is queued. */
  next(): number | null {
    return this.size === 0 ? null : this.#dueAt[this.#heap[0]!]!;
  }

  /** The slot with the earliest due time at or before `now`, no longer queued; −1 when there is none. */
  take(now: number): number {
    if (this.size === 0) return -1;
    const slot = this.#heap[0]!;
    if (this.#dueAt[slot]! > now) return -1;
    this.#remove(slot);
    return slot;
  }

  #remove(slot: number): void {
    const place = (slot < this.#places.length ? this.#places[slot]! : 0) - 1;
    if (place < 0) return;
    this.#places[slot] = 0;
    const last = this.#heap[--this.size]!;
    if (last !== slot) this.#down(this.#up(place, last), last);
  }

  /** From where `slot` may be too late towards the front; the place it has then. */
  #up(from: number, slot: number): number {
    const heap = this.#heap;
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.#before(slot, heap[parent]!)) break;
      this.#put(place, heap[parent]!);
      place = parent;
    }
    this.#put(place, slot);
    return place;
  }

  #down(from: number, slot: number): void {
    const heap = this.#heap;
    let place = from;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && this.#before(heap[child + 1]!, heap[child]!)) child++;
      if (!this.#before(heap[child]!, slot)) break;
      this.#put(place, heap[child]!);
      place = child;
    }
    this.#put(place, slot);
  }

  #put(place: number, slot: number): void {
    this.#heap[place] = slot;
    this.#places[slot] = place + 1;
  }

  #before(a: number, b: number): boolean {
    const first = this.#dueAt[a]!;
    const second = this.#dueAt[b]!;
    return first < second || (first === second && a < b);
  }
}
