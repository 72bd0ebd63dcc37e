/**
 * Finds slots by 64-bit keys: open addressing in one array of integers, without an object an entry. Laws:
 * X1  `find` gives the slot that was added under the key and for which the owner says that it is the one sought (two texts may
 *     have the same 64 bits); −1 when there is none.
 * X2  A removed slot leaves no trace: the entries behind it move up, so looking up costs the same after a million removals.
 */
import { grownColumn } from "./grown-column.ts";

const FEWEST = 16;

export class SlotIndex {
  /** Slot + 1; 0: empty. A power of two, at most two thirds of them taken. */
  #places = new Int32Array(FEWEST);
  #high = new Int32Array(0);
  #low = new Int32Array(0);
  readonly #isSought: (slot: number) => boolean;
  size = 0;

  /** `isSought`: asked of a slot whose 64 bits are those looked for. */
  constructor(isSought: (slot: number) => boolean) {
    this.#isSought = isSought;
  }

  find(high: number, low: number): number {
    const places = this.#places;
    const mask = places.length - 1;
    for (let place = low & mask; ; place = (place + 1) & mask) {
      const slot = places[place]! - 1;
      if (slot < 0) return -1;
      if (this.#low[slot] === low && this.#high[slot] === high && this.#isSought(slot)) return slot;
    }
  }

  /** A slot that is not in it, under a key of which it is the only one that is sought. */
  add(high: number, low: number, slot: number): void {
    if (3 * (this.size + 1) > 2 * this.#places.length) this.#double();
    this.#high = grownColumn(this.#high, slot + 1);
    this.#low = grownColumn(this.#low, slot + 1);
    this.#high[slot] = high;
    this.#low[slot] = low;
    this.#place(slot);
    this.size++;
  }

  remove(slot: number): void {
    const places = this.#places;
    const mask = places.length - 1;
    let empty = this.#low[slot]! & mask;
    while (places[empty] !== slot + 1) {
      if (places[empty] === 0) throw new Error(`slot ${slot} is not in the index`);
      empty = (empty + 1) & mask;
    }
    places[empty] = 0;
    for (let place = (empty + 1) & mask; places[place] !== 0; place = (place + 1) & mask) {
      const home = this.#low[places[place]! - 1]! & mask;
      // It may move up only as far as where it would have been looked for first.
      if (((place - home) & mask) < ((place - empty) & mask)) continue;
      places[empty] = places[place]!;
      places[place] = 0;
      empty = place;
    }
    this.size--;
  }

  #place(slot: number): void {
    const places = this.#places;
    const mask = places.length - 1;
    let place = this.#low[slot]! & mask;
    while (places[place] !== 0) place = (place + 1) & mask;
    places[place] = slot + 1;
  }

  #double(): void {
    const before = this.#places;
    this.#places = new Int32Array(2 * before.length);
    for (const entry of before) if (entry !== 0) this.#place(entry - 1);
  }
}
