/** The flows of a site's queues: noted amount by amount, settled with each contact, told with each commit. */
import type { FlowTally } from "./flow-tally.ts";

/** What was added to a queue and what was taken back: position in the flow, added, retracted, position, … */
export interface FlowChange {
  readonly site: string;
  readonly queue: string;
  readonly channel: string;
  readonly changes: readonly number[];
}

export class QueueFlows {
  readonly #site: string;
  /** Those of the contact in hand, the first `notedCount`; one may be there twice. */
  readonly #noted: FlowTally[] = [];
  #notedCount = 0;
  /** With something to tell. */
  readonly #flowing = new Set<FlowTally>();

  constructor(site: string) {
    this.#site = site;
  }

  note(flow: FlowTally, counter: number, amount: number, sign: 1 | -1): void {
    flow.note(counter, amount, sign);
    if (this.#notedCount === 0 || this.#noted[this.#notedCount - 1] !== flow) this.#noted[this.#notedCount++] = flow;
  }

  /** A contact's contribution is complete. */
  settle(): void {
    for (let place = 0; place < this.#notedCount; place++) {
      const flow = this.#noted[place]!;
      flow.settle();
      this.#flowing.add(flow);
    }
    this.#notedCount = 0;
  }

  /** What flowed since this was last asked. */
  take(): FlowChange[] {
    const changes: FlowChange[] = [];
    for (const flow of this.#flowing) {
      const { queue, channel } = flow;
      const changed = flow.take();
      if (changed.length > 0) changes.push({ site: this.#site, queue, channel, changes: changed });
    }
    this.#flowing.clear();
    return changes;
  }
}
