/**
 * What one stay has added to one cell in one span: its share in every number of it. Filled for one stay after the other. Sums of these
 * over all contacts are the cell's own, because they are read from the very entries that were added to it.
 */
import {
  ANSWERED_WAIT,
  BACKLOG_PARTS,
  type BacklogPart,
  C,
  COUNTER_COUNT,
  type Counters,
  FINISHED_WAIT,
  isBacklogPart,
  newCounters,
  type Part,
} from "@floorwalker/domain";
import { type Added, COUNTED, SURVEYED, WAITING } from "../contacts/added.ts";
import type { Asked } from "./asked.ts";

/** In which parts of the backlog one is that waits since then. */
export type PartsOfWaiting = (since: number) => readonly BacklogPart[];

export class StayCounts {
  readonly counters: Counters = newCounters();
  waiting = 0;
  waitingPastThreshold = 0;
  /** How many are in which part of the backlog, where that is asked for. */
  readonly backlog: Partial<Record<BacklogPart, number>> = {};
  readonly #partsOf: PartsOfWaiting | null;
  /** How long it waited, where that counts, ms: to an answer, or to whatever end. */
  answeredWait: number | null = null;
  leftWait: number | null = null;
  /** The first moment of what counts, epoch ms; ∞: nothing does. */
  firstAt = Number.POSITIVE_INFINITY;
  /** When it is offered, whether that counts or not, epoch ms; null: it never is. */
  offeredAt: number | null = null;
  /** Something of it counts in the span, or is true at its end. */
  counts = false;

  /** Null: nobody asks. */
  constructor(partsOf: PartsOfWaiting | null = null) {
    this.#partsOf = partsOf;
  }

  clear(): void {
    if (this.#partsOf !== null) for (const part of BACKLOG_PARTS) this.backlog[part] = 0;
    this.counters.fill(0);
    this.waiting = 0;
    this.waitingPastThreshold = 0;
    this.answeredWait = null;
    this.leftWait = null;
    this.firstAt = Number.POSITIVE_INFINITY;
    this.offeredAt = null;
    this.counts = false;
  }

  /** By which it stands among others. */
  get placedAt(): number {
    return this.offeredAt ?? this.firstAt;
  }

  /** One of its entries that counts in the cell. */
  add(added: Added, entry: number, asked: Asked): void {
    const kind = added.kindOf(entry);
    if (kind === COUNTED || kind === SURVEYED)
      this.count(added.whatOf(entry), added.atOf(entry), added.amountOf(entry), asked);
    else if (kind === WAITING && asked.live) this.#wait(added.atOf(entry), added.whatOf(entry) === 1);
  }

  /** The same by what it says. */
  count(counter: number, at: number, amount: number, { from, to, live }: Asked): void {
    if (at >= to) return;
    if (counter >= COUNTER_COUNT) {
      if (at >= from) this.#left(counter, amount);
      return;
    }
    if (!live) this.#addBefore(counter, amount);
    if (at < from) return;
    this.counters[counter]! += amount;
    this.#note(at);
  }

  #left(counter: number, wait: number): void {
    if (counter === ANSWERED_WAIT) this.answeredWait = wait;
    if (counter === ANSWERED_WAIT || counter === FINISHED_WAIT) this.leftWait = wait;
  }

  #wait(since: number, past: boolean): void {
    this.waiting++;
    if (past) this.waitingPastThreshold++;
    for (const part of this.#partsOf?.(since) ?? []) this.backlog[part] = (this.backlog[part] ?? 0) + 1;
    this.#note(since);
  }

  /** Who waited at the end of a span that is over: whoever came before it and had not left (rule 13). */
  #addBefore(counter: number, amount: number): void {
    if (counter === C.offered || counter === C.waitingNet) this.waiting += amount;
    else if (counter === C.answered || counter === C.abandoned || counter === C.flowedOut) this.waiting -= amount;
    else if (counter === C.crossed) this.waitingPastThreshold += amount;
    else if (counter === C.crossedLeft) this.waitingPastThreshold -= amount;
  }

  #note(at: number): void {
    this.counts = true;
    if (at < this.firstAt) this.firstAt = at;
  }

  /** Also who waits at its end and did nothing in it. */
  get concerns(): boolean {
    return this.counts || this.waiting !== 0 || this.waitingPastThreshold !== 0;
  }

  readonly part = (part: Part): number =>
    part === "waiting" || part === "waitingPastThreshold"
      ? this[part]
      : isBacklogPart(part)
        ? (this.backlog[part] ?? 0)
        : this.counters[C[part]]!;
}
