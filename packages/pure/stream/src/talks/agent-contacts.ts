/**
 * Which contacts each agent may have an open talk in: chains through columns, as nearly every call passes through here and an object
 * for each would be most of what a call costs. Invariant: (slot, agent) is in it at most once.
 */
import type { Name } from "@floorwalker/domain";
import { grownColumn } from "../columns/grown-column.ts";

/** Entries count from 1. */
const NO_ENTRY = 0;

export class AgentContacts {
  #slotOf = new Int32Array(0);
  #agentOf = new Int32Array(0);
  /** Along the chain of its agent. */
  #next = new Int32Array(0);
  #before = new Int32Array(0);
  /** Along the chain of its slot. */
  #nextOfSlot = new Int32Array(0);
  #firstOfAgent = new Int32Array(0);
  #firstOfSlot = new Int32Array(0);
  #entries = NO_ENTRY;
  #free = NO_ENTRY;

  add(slot: number, agent: Name): void {
    this.#firstOfSlot = grownColumn(this.#firstOfSlot, slot + 1);
    this.#firstOfAgent = grownColumn(this.#firstOfAgent, agent + 1);
    for (let entry = this.#firstOfSlot[slot]!; entry !== NO_ENTRY; entry = this.#nextOfSlot[entry]!)
      if (this.#agentOf[entry] === agent) return;
    const entry = this.#newEntry();
    const first = this.#firstOfAgent[agent]!;
    this.#slotOf[entry] = slot;
    this.#agentOf[entry] = agent;
    this.#next[entry] = first;
    this.#before[entry] = NO_ENTRY;
    if (first !== NO_ENTRY) this.#before[first] = entry;
    this.#firstOfAgent[agent] = entry;
    this.#nextOfSlot[entry] = this.#firstOfSlot[slot]!;
    this.#firstOfSlot[slot] = entry;
  }

  remove(slot: number): void {
    if (slot >= this.#firstOfSlot.length) return;
    let entry = this.#firstOfSlot[slot]!;
    this.#firstOfSlot[slot] = NO_ENTRY;
    while (entry !== NO_ENTRY) {
      const [before, next] = [this.#before[entry]!, this.#next[entry]!];
      if (before === NO_ENTRY) this.#firstOfAgent[this.#agentOf[entry]!] = next;
      else this.#next[before] = next;
      if (next !== NO_ENTRY) this.#before[next] = before;
      const nextOfSlot = this.#nextOfSlot[entry]!;
      this.#next[entry] = this.#free;
      this.#free = entry;
      entry = nextOfSlot;
    }
  }

  /** The slots of an agent, added to `slots`. */
  collect(agent: Name, slots: Set<number>): void {
    if (agent >= this.#firstOfAgent.length) return;
    for (let entry = this.#firstOfAgent[agent]!; entry !== NO_ENTRY; entry = this.#next[entry]!)
      slots.add(this.#slotOf[entry]!);
  }

  #newEntry(): number {
    if (this.#free !== NO_ENTRY) {
      const entry = this.#free;
      this.#free = this.#next[entry]!;
      return entry;
    }
    const entry = ++this.#entries;
    this.#slotOf = grownColumn(this.#slotOf, entry + 1);
    this.#agentOf = grownColumn(this.#agentOf, entry + 1);
    this.#next = grownColumn(this.#next, entry + 1);
    this.#before = grownColumn(this.#before, entry + 1);
    this.#nextOfSlot = grownColumn(this.#nextOfSlot, entry + 1);
    return entry;
  }
}
