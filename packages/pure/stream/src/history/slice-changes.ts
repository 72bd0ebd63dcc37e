/**
 * What a commit changes in slices that have closed. Who comes or goes in one of them is there, or waits, in all that follow too, until
 * a change of a later slice makes up for it: these intervals are other ones although nothing in their slices changed.
 */
import { type CellKey, cellKind } from "@floorwalker/domain";
import type { Span } from "../cells/span.ts";
import { type Balance, isNothing, movementOf, NOTHING, plus } from "./balance.ts";
import { LONGEST_SILENCE } from "./closing.ts";

export class SliceChanges {
  readonly #cells = new Map<CellKey, Map<number, Balance>>();

  get isEmpty(): boolean {
    return this.#cells.size === 0;
  }

  add(cell: CellKey, slice: number, difference: Span): void {
    const slices = this.#cells.get(cell) ?? new Map<number, Balance>();
    this.#cells.set(cell, slices);
    slices.set(slice, plus(slices.get(slice) ?? NOTHING, movementOf(difference.counters, cellKind(cell))));
  }

  /**
   * Each slice that is another one now, once, up to the last that was ever told; then what goes over at the end of `lastOf`, the last that
   * has closed for a cell in this life.
   */
  take(
    lastOf: (cell: CellKey) => number,
    everTold: number,
    visit: { changed(cell: CellKey, slice: number): void; moved(cell: CellKey, balance: Balance): void },
  ): void {
    for (const [cell, slices] of this.#cells) {
      const known = lastOf(cell);
      const last = Math.max(known, everTold);
      const changed = [...slices.keys()].sort((a, b) => a - b);
      let moved = NOTHING;
      let movedKnown = NOTHING;
      changed.forEach((slice, at) => {
        visit.changed(cell, slice);
        moved = plus(moved, slices.get(slice)!);
        if (slice <= known) movedKnown = moved;
        if (isNothing(moved)) return;
        const end = changed[at + 1] ?? last + 1;
        for (let next = Math.max(slice + 1, end - LONGEST_SILENCE); next < end; next++) visit.changed(cell, next);
      });
      visit.moved(cell, movedKnown);
    }
    this.#cells.clear();
  }
}
