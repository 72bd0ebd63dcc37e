/**
 * What the contributions to one queue added to it since this was last asked, and what they took back. Both only grow, so
 * they fit counters that must never go down. A contact whose fold changed counts by the difference: what it had added
 * already and still adds is neither added again nor taken back.
 */
import { ANSWERED_WAIT, FLOW_SIZE, flowOf } from "@floorwalker/domain";

export class FlowTally {
  readonly queue: string;
  readonly channel: string;
  /** Of the contact in hand, by position in the flow; those that are not 0 or were not. */
  readonly #net = new Float64Array(FLOW_SIZE);
  readonly #touched: number[] = [];
  readonly #added = new Map<number, number>();
  readonly #retracted = new Map<number, number>();

  constructor(queue: string, channel: string) {
    this.queue = queue;
    this.channel = channel;
  }

  note(counter: number, amount: number, sign: 1 | -1): void {
    const index = flowOf(counter, amount);
    if (index < 0) return;
    this.#touched.push(index);
    this.#net[index]! += sign * (counter === ANSWERED_WAIT ? 1 : amount);
  }

  /** The contact is done. */
  settle(): void {
    for (const index of this.#touched) {
      const net = this.#net[index]!;
      if (net === 0) continue;
      this.#net[index] = 0;
      const sums = net > 0 ? this.#added : this.#retracted;
      sums.set(index, (sums.get(index) ?? 0) + Math.abs(net));
    }
    this.#touched.length = 0;
  }

  /** Index in the flow, added, retracted, index, …; empties it. */
  take(): number[] {
    const changes: number[] = [];
    for (const index of new Set([...this.#added.keys(), ...this.#retracted.keys()]))
      changes.push(index, this.#added.get(index) ?? 0, this.#retracted.get(index) ?? 0);
    this.#added.clear();
    this.#retracted.clear();
    return changes;
  }
}
