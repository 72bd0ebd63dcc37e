/**
 * The order in which the intervals of a site close: quarter by quarter as its clock passes their ends, after the last of a business
 * day that day. Of each every cell has its turn once; it may take many turns of the owner, and cells go on changing meanwhile.
 * Law: what has not had its turn yet need not be told anew when it changes, everything else must be.
 */
import { type CellKey, dayStart, type KeptLength, nextDayStart } from "@floorwalker/domain";
import { SLICE_MS, sliceOf } from "../cells/pane-time.ts";

export interface Closing {
  readonly length: KeptLength;
  /** Epoch ms, [from, to). */
  readonly from: number;
  readonly to: number;
}

/** One event dated in 1970 is no reason for a million intervals: more than a month without anything is left out. */
export const LONGEST_SILENCE = (31 * 86_400_000) / SLICE_MS;

export class ClosingOrder {
  readonly #zone: string;
  /** Slices before this one have closed, and all cells have had their turn. */
  next: number;
  #closing: Closing | null = null;
  #cells: readonly CellKey[] = [];
  #at = 0;
  readonly #passed = new Set<CellKey>();
  #day = { from: 0, to: Number.NEGATIVE_INFINITY };

  constructor(zone: string, next: number) {
    this.#zone = zone;
    this.next = next;
  }

  /** From where another owner begins anew: a day is told with its last quarter. */
  get cursor(): number {
    return this.#closing?.length === "day" ? this.next - 1 : this.next;
  }

  get isUnderWay(): boolean {
    return this.#closing !== null;
  }

  /** `closed`: slices before it have. */
  hasMore(closed: number): boolean {
    return this.isUnderWay || this.next < closed;
  }

  /** The last slice that has closed for the cell. */
  lastOf(cell: CellKey): number {
    return this.#closing?.length === "15m" && this.#passed.has(cell) ? this.next : this.next - 1;
  }

  /** Had the day its turn? `told`: slices before it had, of an owner before. */
  hasDay(cell: CellKey, { from, to }: { readonly from: number; readonly to: number }, told: number): boolean {
    if (to <= told * SLICE_MS) return true;
    if (to > this.next * SLICE_MS) return false;
    return this.#closing?.length !== "day" || this.#closing.from !== from || this.#passed.has(cell);
  }

  /** The business day of a moment. */
  dayOf(time: number): { readonly from: number; readonly to: number } {
    if (time < this.#day.from || time >= this.#day.to)
      this.#day = { from: dayStart(time, this.#zone), to: nextDayStart(time, this.#zone) };
    return this.#day;
  }

  /** The interval whose turn it is; null: no other has closed. `closed`: slices before it have. */
  closing(closed: number, nextBusy: (slice: number) => number): Closing | null {
    if (this.#closing !== null) return this.#closing;
    if (this.next >= closed) return null;
    this.#skipSilence(closed, nextBusy);
    if (this.next >= closed) return null;
    const from = this.next * SLICE_MS;
    return this.#begin({ length: "15m", from, to: from + SLICE_MS });
  }

  #begin(closing: Closing): Closing {
    this.#cells = [];
    this.#at = 0;
    this.#passed.clear();
    this.#closing = closing;
    return closing;
  }

  /** Only between two days: none is left half told. */
  #skipSilence(closed: number, nextBusy: (slice: number) => number): void {
    if (closed - this.next <= LONGEST_SILENCE || this.dayOf(this.next * SLICE_MS).from !== this.next * SLICE_MS) return;
    const busy = Math.min(closed, nextBusy(this.next));
    if (busy - this.next > LONGEST_SILENCE) this.next = sliceOf(this.dayOf(busy * SLICE_MS).from);
  }

  /**
   * The next cell of the interval whose turn it is; null: all had theirs, and the next interval may follow. `cells`: all that there are,
   * asked for as often as some have come meanwhile.
   */
  takeCell(cells: () => ReadonlySet<CellKey>): CellKey | null {
    if (this.#at === this.#cells.length) {
      this.#cells = [...cells()].filter((cell) => !this.#passed.has(cell));
      this.#at = 0;
    }
    const cell = this.#cells[this.#at++];
    if (cell !== undefined) {
      this.#passed.add(cell);
      return cell;
    }
    const { length, from, to } = this.#closing!;
    this.#closing = null;
    if (length === "day") return null;
    this.next++;
    const day = this.dayOf(from);
    if (to >= day.to) this.#begin({ length: "day", ...day });
    return null;
  }
}
