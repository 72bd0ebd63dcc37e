/**
 * Events that came since their contact was last settled, by slot and in the order they came. They become bytes when it is settled:
 * a batch of the log often holds most of a contact, which is then opened and written once and not with each of its events.
 */
import { grownColumn } from "../columns/grown-column.ts";
import type { ToldEvent } from "./told-events.ts";

/** Events and slots are counted from 1 here; 0: none. */
const NONE = 0;

export class FreshEvents {
  #events: ToldEvent[] = [];
  /** By event: the next one of its slot. */
  #next = new Int32Array(0);
  /** By slot. */
  #first = new Int32Array(0);
  #last = new Int32Array(0);
  #count = new Int32Array(0);
  /** Those that had events since all were taken. */
  readonly #slots: number[] = [];
  /** How many were not taken yet. */
  #held = 0;
  readonly #taken: ToldEvent[] = [];

  countOf(slot: number): number {
    return slot < this.#count.length ? this.#count[slot]! : 0;
  }

  /** One with the identity is among them. */
  has(slot: number, { id, source }: ToldEvent): boolean {
    for (let each = this.#firstOf(slot); each !== NONE; each = this.#next[each]!) {
      const present = this.#events[each - 1]!;
      if (present.id === id && present.source === source) return true;
    }
    return false;
  }

  add(slot: number, event: ToldEvent): void {
    this.#first = grownColumn(this.#first, slot + 1);
    this.#last = grownColumn(this.#last, slot + 1);
    this.#count = grownColumn(this.#count, slot + 1);
    const added = this.#events.push(event);
    this.#held++;
    this.#next = grownColumn(this.#next, added + 1);
    this.#next[added] = NONE;
    if (this.#count[slot]!++ === 0) {
      this.#first[slot] = added;
      this.#slots.push(slot);
    } else this.#next[this.#last[slot]!] = added;
    this.#last[slot] = added;
  }

  /** Those of a slot, which has none from then on; the list is good until the next call. */
  take(slot: number): ToldEvent[] {
    const taken = this.#taken;
    taken.length = 0;
    for (let each = this.#firstOf(slot); each !== NONE; each = this.#next[each]!) taken.push(this.#events[each - 1]!);
    if (taken.length > 0) {
      this.#held -= taken.length;
      this.#first[slot] = NONE;
      this.#count[slot] = 0;
    }
    return taken;
  }

  /** Of which some may be here. */
  eachSlot(visit: (slot: number) => void): void {
    for (const slot of this.#slots) visit(slot);
  }

  /** All were taken. @throws Error when one was not: it would be lost. */
  clear(): void {
    if (this.#held > 0) throw new Error(`${this.#held} events of contacts that were not settled`);
    if (this.#events.length === 0) return;
    this.#events = [];
    this.#slots.length = 0;
    this.#taken.length = 0;
  }

  #firstOf(slot: number): number {
    return slot < this.#first.length ? this.#first[slot]! : NONE;
  }
}
