/** What is true now of the site, its channels and its queues, kept up by the contacts that are in them. */
import { type CanonicalEvent, type CellKey, type Channel, queueCell } from "@floorwalker/domain";
import { CellLive } from "./cell-live.ts";
import type { CellSet } from "./cells/cell-sets.ts";
import { jsonRow, rowJson } from "./row-format.ts";
import { type RowSink, rowKey } from "./site-context.ts";

/** When a queue was last heard of: its contacts have left memory long before. */
const HEARD_ROW = "h";
const HEARD_FORMAT = 1;

interface HeardQueue {
  readonly cell: CellKey;
  readonly live: CellLive;
  dirty: boolean;
}

export class LiveCells {
  readonly #byCell = new Map<string, CellLive>();
  /** The same by queue, so that an event finds its own without building a key. */
  readonly #byQueue: Readonly<Record<Channel, Map<string, HeardQueue>>> = {
    call: new Map(),
    chat: new Map(),
    email: new Map(),
  };

  /** Those heard of since the last commit. */
  #heard: HeardQueue[] = [];
  /** Cells that were forgotten since then. */
  #forgotten: string[] = [];

  get(cell: string): CellLive {
    let live = this.#byCell.get(cell);
    if (live === undefined) {
      live = new CellLive();
      this.#byCell.set(cell, live);
    }
    return live;
  }

  /** Null: nothing has ever been heard of it. */
  ifAny(cell: string): CellLive | null {
    return this.#byCell.get(cell) ?? null;
  }

  heard({ queue, channel, time }: CanonicalEvent): void {
    if (queue === null || channel === null) return;
    let heard = this.#byQueue[channel].get(queue);
    if (heard === undefined) {
      const cell = queueCell(queue, channel);
      heard = { cell, live: this.get(cell), dirty: false };
      this.#byQueue[channel].set(queue, heard);
    }
    if (time <= (heard.live.lastEventAt ?? 0)) return;
    heard.live.lastEventAt = time;
    if (!heard.dirty) this.#heard.push(heard);
    heard.dirty = true;
  }

  /** Queues that were not heard of since `before`, and of which nothing goes on: names that somebody makes up would never leave else. */
  forget(before: number): void {
    for (const [cell, { waiting, handling, lastEventAt }] of this.#byCell) {
      if (waiting + handling > 0 || lastEventAt === null || lastEventAt >= before) continue;
      this.#byCell.delete(cell);
      this.#forgotten.push(cell);
    }
    for (const queues of Object.values(this.#byQueue))
      for (const [queue, { cell }] of queues) if (!this.#byCell.has(cell)) queues.delete(queue);
  }

  drain(site: string, sink: RowSink): void {
    for (const cell of this.#forgotten) sink.row(rowKey(site, HEARD_ROW, cell), null);
    this.#forgotten = [];
    for (const heard of this.#heard) {
      heard.dirty = false;
      if (this.#byCell.get(heard.cell) !== heard.live) continue;
      sink.row(rowKey(site, HEARD_ROW, heard.cell), jsonRow(HEARD_FORMAT, heard.live.lastEventAt));
    }
    this.#heard = [];
  }

  restore(kind: string, [cell]: readonly string[], value: Uint8Array): boolean {
    if (kind !== HEARD_ROW || cell === undefined) return false;
    this.get(cell).lastEventAt = rowJson<number>(HEARD_FORMAT, value);
    return true;
  }

  /** One more waits in the queue of a set, and so in every cell of it, or one less. */
  waits({ cells }: CellSet, since: number, pastThreshold: boolean, sign: 1 | -1): void {
    for (const { key } of cells) {
      const live = this.get(key);
      if (sign === 1) live.enter(since);
      else live.leave(since);
      if (pastThreshold) live.waitingPastThreshold += sign;
    }
  }

  /** One more is handled, or one less. */
  isHandling({ cells }: CellSet, sign: 1 | -1): void {
    for (const { key } of cells) this.get(key).handling += sign;
  }
}
