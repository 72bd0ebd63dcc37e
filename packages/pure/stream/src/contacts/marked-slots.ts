/** Slots of which something is to be done, each once and in the order in which they were marked. Whoever does it takes the mark off. */
import type { ContactSlots } from "./contact-slots.ts";

export class MarkedSlots {
  readonly #slots: ContactSlots;
  readonly #bit: number;
  #marked: number[] = [];

  /** `bit`: of a slot, that it is marked. */
  constructor(slots: ContactSlots, bit: number) {
    this.#slots = slots;
    this.#bit = bit;
  }

  get isEmpty(): boolean {
    return this.#marked.length === 0;
  }

  add(slot: number): void {
    if (this.#slots.is(slot, this.#bit)) return;
    this.#slots.mark(slot, this.#bit, true);
    this.#marked.push(slot);
  }

  has(slot: number): boolean {
    return this.#slots.is(slot, this.#bit);
  }

  remove(slot: number): void {
    this.#slots.mark(slot, this.#bit, false);
  }

  /** Does it with each that is still marked when its turn comes. */
  each(act: (slot: number) => void): void {
    const marked = this.#marked;
    this.#marked = [];
    for (const slot of marked) if (this.has(slot)) act(slot);
  }
}
