/**
 * What a commit changes in slices that have closed. Who comes or goes in one of them is there, or waits, in all that follow too, until
 * a change of a later slice makes up for it: these intervals are other ones although nothing in their slices changed.
 */
import { type CellKey, COUNTER_COUNT, cellKind } from "@floorwalker/domain";
import type { BucketDifference } from "../cells/buckets.ts";
import { SLICE_MS } from "../cells/pane-time.ts";
import { Span } from "../cells/span.ts";
import { type Balance, isNothing, movementOf, NOTHING, plus } from "./balance.ts";
import { LONGEST_SILENCE } from "./closing.ts";
import { Fingerprint } from "./fingerprint.ts";

/** Of the cells of one name together. */
export interface SliceChange {
  readonly span: Span;
  readonly longest: Fingerprint;
}

/** A slice that is another one now. */
export interface ChangedSlice {
  readonly cell: CellKey;
  readonly slice: number;
  /** Null: nothing in it, but who goes over into it. */
  readonly change: SliceChange | null;
  /** How far what goes over at its end is another. */
  readonly moved: Balance;
}

export class SliceChanges {
  readonly #cells = new Map<CellKey, Map<number, SliceChange>>();

  get isEmpty(): boolean {
    return this.#cells.size === 0;
  }

  add(cell: CellKey, slice: number, { span, longest }: BucketDifference): void {
    const slices = this.#cells.get(cell) ?? new Map<number, SliceChange>();
    this.#cells.set(cell, slices);
    const change = slices.get(slice) ?? { span: new Span(slice * SLICE_MS), longest: new Fingerprint() };
    slices.set(slice, change);
    for (let counter = 0; counter < COUNTER_COUNT; counter++) change.span.counters[counter]! += span.counters[counter]!;
    change.span.waits.merge(span.waits);
    change.longest.addLongest(longest.before, longest.after);
  }

  /**
   * Each slice that is another one now, once, up to the last that was ever told; then what goes over at the end of `lastOf`, the last that
   * has closed for a cell in this life.
   */
  take(
    lastOf: (cell: CellKey) => number,
    everTold: number,
    visit: { changed(slice: ChangedSlice): void; moved(cell: CellKey, balance: Balance): void },
  ): void {
    for (const [cell, slices] of this.#cells) {
      const known = lastOf(cell);
      const last = Math.max(known, everTold);
      const changed = [...slices.keys()].sort((a, b) => a - b);
      let moved = NOTHING;
      let movedKnown = NOTHING;
      changed.forEach((slice, at) => {
        const change = slices.get(slice)!;
        moved = plus(moved, movementOf(change.span.counters, cellKind(cell)));
        if (slice <= known) movedKnown = moved;
        visit.changed({ cell, slice, change, moved });
        if (isNothing(moved)) return;
        const end = changed[at + 1] ?? last + 1;
        for (let next = Math.max(slice + 1, end - LONGEST_SILENCE); next < end; next++)
          visit.changed({ cell, slice: next, change: null, moved });
      });
      visit.moved(cell, movedKnown);
    }
    this.#cells.clear();
  }
}
