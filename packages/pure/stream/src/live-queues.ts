/** What is true of each queue of a site now, kept up by the contacts that are in it. */
import { type CanonicalEvent, type Channel, queueCell } from "@floorwalker/domain";
import type { ContactFold } from "./contact-fold.ts";
import { QueueLive } from "./queue-live.ts";
import { jsonRow, rowJson } from "./row-format.ts";
import { type RowSink, rowKey } from "./site-context.ts";

/** When a queue was last heard of: its contacts have left memory long before. */
const HEARD_ROW = "h";
const HEARD_FORMAT = 1;

export class LiveQueues {
  readonly #byCell = new Map<string, QueueLive>();
  /** The same by queue, so that an event finds its own without building a key. */
  readonly #byQueue: Readonly<Record<Channel, Map<string, QueueLive>>> = {
    call: new Map(),
    chat: new Map(),
    email: new Map(),
  };

  /** Cells heard of since the last commit, and those whose row is stored. */
  readonly #heard = new Set<string>();
  readonly #stored = new Set<string>();

  get(cell: string): QueueLive {
    let live = this.#byCell.get(cell);
    if (live === undefined) {
      live = new QueueLive();
      this.#byCell.set(cell, live);
    }
    return live;
  }

  /** Null: nothing has ever been heard of it. */
  ifAny(cell: string): QueueLive | null {
    return this.#byCell.get(cell) ?? null;
  }

  all(): IterableIterator<QueueLive> {
    return this.#byCell.values();
  }

  heard({ queue, channel, time }: CanonicalEvent): void {
    if (queue === null || channel === null) return;
    let live = this.#byQueue[channel].get(queue);
    if (live === undefined) {
      live = this.get(queueCell(queue, channel));
      this.#byQueue[channel].set(queue, live);
    }
    if (time <= (live.lastEventAt ?? 0)) return;
    live.lastEventAt = time;
    this.#heard.add(queueCell(queue, channel));
  }

  /** A contact that is read back; only a state of the first version needs it, which has no rows of this. */
  heardOfContact(cell: string, time: number): void {
    if (this.#stored.has(cell)) return;
    const live = this.get(cell);
    live.lastEventAt = Math.max(live.lastEventAt ?? 0, time);
  }

  drain(site: string, sink: RowSink): void {
    for (const cell of this.#heard) {
      sink.row(rowKey(site, HEARD_ROW, cell), jsonRow(HEARD_FORMAT, this.get(cell).lastEventAt));
      this.#stored.add(cell);
    }
    this.#heard.clear();
  }

  restore(kind: string, [cell]: readonly string[], value: Uint8Array): boolean {
    if (kind !== HEARD_ROW || cell === undefined) return false;
    this.get(cell).lastEventAt = rowJson<number>(HEARD_FORMAT, value);
    this.#stored.add(cell);
    return true;
  }

  /** A contact's fold changed; `changed` collects the cells. */
  replace(
    before: Pick<ContactFold, "waiting" | "handling">,
    after: ContactFold,
    changed: { add(cell: string): void },
  ): void {
    for (const { cell, since, pastThreshold } of before.waiting) {
      const live = this.get(cell);
      live.leave(since);
      if (pastThreshold) live.waitingPastThreshold--;
      changed.add(cell);
    }
    for (const { cell, since, pastThreshold } of after.waiting) {
      const live = this.get(cell);
      live.enter(since);
      if (pastThreshold) live.waitingPastThreshold++;
      changed.add(cell);
    }
    for (const cell of before.handling) {
      this.get(cell).handling--;
      changed.add(cell);
    }
    for (const cell of after.handling) {
      this.get(cell).handling++;
      changed.add(cell);
    }
  }
}
