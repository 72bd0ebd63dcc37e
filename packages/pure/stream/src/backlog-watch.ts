/** When time alone changes what the row of a queue says of its backlog: told by whoever builds the row, in the timers of the site. */
import type { CellKey } from "@floorwalker/domain";
import type { Timed, TimerQueue } from "./timer-queue.ts";

export class BacklogWatch implements Timed {
  readonly queue: CellKey;
  dueAt: number | null = null;

  constructor(queue: CellKey) {
    this.queue = queue;
  }
}

export class BacklogWatches {
  readonly #timers: TimerQueue<Timed>;
  /** Of queues in which somebody waits. */
  readonly #byQueue = new Map<CellKey, BacklogWatch>();

  constructor(timers: TimerQueue<Timed>) {
    this.#timers = timers;
  }

  /** `at` null: time changes nothing of it. */
  watch(queue: CellKey, at: number | null): void {
    let known = this.#byQueue.get(queue);
    if (known === undefined && at === null) return;
    if (known === undefined) {
      known = new BacklogWatch(queue);
      this.#byQueue.set(queue, known);
    }
    this.#timers.set(known, at);
    if (at === null) this.#byQueue.delete(queue);
  }

  queues(): IterableIterator<CellKey> {
    return this.#byQueue.keys();
  }
}
