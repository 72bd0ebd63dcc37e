/**
 * Records by which calls are found whose end was of a talk that they never had (ADR 19): by the name of the talk (`end-names.ts`), the
 * ids of all calls that ended so. Invariant: while one of them is in memory, it is known which others there are, as the record was
 * looked up and they came back with it; so nobody's id is lost when another's is written or taken away.
 */
import { bucketOfEnd } from "../talks/end-names.ts";

interface Ended {
  readonly ids: Set<string>;
  /** Slots of those in memory. */
  readonly slots: Set<number>;
}

/** Of a name, the ids that its record leads to; none: it has no record any more. */
export type WriteEnd = (name: string, bucket: number, ids: readonly string[]) => void;

export class EndRecords {
  readonly #byName = new Map<string, Ended>();
  readonly #namesOf = new Map<number, Set<string>>();
  /** Of those that were read back from a record, what leads to them. */
  readonly #storedOf = new Map<number, readonly string[]>();
  #wanted = new Set<string>();

  /** The call in a slot ended so. `stored`: its records say it. */
  ended(slot: number, id: string, names: readonly string[], stored: boolean): void {
    if (names.length === 0) return;
    if (stored) this.#storedOf.set(slot, names);
    for (const name of names) this.#known(name, slot).add(id);
  }

  #known(name: string, slot: number): Set<string> {
    let ended = this.#byName.get(name);
    if (ended === undefined) {
      ended = { ids: new Set(), slots: new Set() };
      this.#byName.set(name, ended);
      this.#wanted.add(name);
    }
    ended.slots.add(slot);
    const names = this.#namesOf.get(slot);
    if (names === undefined) this.#namesOf.set(slot, new Set([name]));
    else names.add(name);
    return ended.ids;
  }

  /** Names whose records are to be looked up, since this was last asked. */
  takeWanted(): Set<string> {
    const wanted = this.#wanted;
    this.#wanted = new Set();
    return wanted;
  }

  /** The records by which the call was found lead to it no more. */
  drop(slot: number, id: string, write: WriteEnd): void {
    for (const name of this.#storedOf.get(slot) ?? []) this.#without(name, id, write);
    this.#storedOf.delete(slot);
  }

  #without(name: string, id: string, write: WriteEnd): void {
    const ids = this.#byName.get(name)?.ids ?? new Set();
    ids.delete(id);
    write(name, bucketOfEnd(name), [...ids].sort());
  }

  /** The call leaves memory. `names`: of its ends by now, null: its records say them already. */
  leave(slot: number, id: string, names: readonly string[] | null, write: WriteEnd): void {
    for (const name of names ?? []) {
      const ids = this.#known(name, slot).add(id);
      write(name, bucketOfEnd(name), [...ids].sort());
    }
    for (const name of this.#namesOf.get(slot) ?? []) {
      const { ids, slots } = this.#byName.get(name)!;
      slots.delete(slot);
      if (names?.includes(name) === false) ids.delete(id);
      if (slots.size === 0) this.#byName.delete(name);
    }
    this.#namesOf.delete(slot);
    this.#storedOf.delete(slot);
  }
}
