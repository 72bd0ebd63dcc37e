/**
 * What the contributions to one queue added to it since this was last asked, and what they took back. Both only grow, so
 * they fit counters that must never go down. A contact whose fold changed counts by the difference: what it had added
 * already and still adds is neither added again nor taken back.
 */
import { ANSWERED_WAIT, FLOW_SIZE, flowOf } from "@floorwalker/domain";

export class FlowTally {
  readonly queue: string;
  readonly channel: string;
  /** Of the contact in hand, by position in the flow. */
  readonly #net = new Float64Array(FLOW_SIZE);
  /** The first `notedCount` are those that are not 0 or were not. */
  readonly #noted: number[] = [];
  #notedCount = 0;
  readonly #added = new Float64Array(FLOW_SIZE);
  readonly #retracted = new Float64Array(FLOW_SIZE);

  constructor(queue: string, channel: string) {
    this.queue = queue;
    this.channel = channel;
  }

  note(counter: number, amount: number, sign: 1 | -1): void {
    const index = flowOf(counter, amount);
    if (index < 0) return;
    this.#noted[this.#notedCount++] = index;
    this.#net[index]! += sign * (counter === ANSWERED_WAIT ? 1 : amount);
  }

  /** The contact is done. */
  settle(): void {
    const net = this.#net;
    for (let place = 0; place < this.#notedCount; place++) {
      const index = this.#noted[place]!;
      const sum = net[index]!;
      net[index] = 0;
      if (sum > 0) this.#added[index]! += sum;
      else this.#retracted[index]! -= sum;
    }
    this.#notedCount = 0;
  }

  /** Index in the flow, added, retracted, index, …; empties it. */
  take(): number[] {
    const changes: number[] = [];
    for (let index = 0; index < FLOW_SIZE; index++) {
      const added = this.#added[index]!;
      const retracted = this.#retracted[index]!;
      if (added !== 0 || retracted !== 0) changes.push(index, added, retracted);
    }
    this.#added.fill(0);
    this.#retracted.fill(0);
    return changes;
  }
}
