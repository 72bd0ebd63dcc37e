/**
 * What goes over, of each cell, at the end of the last slice that has closed for it: found once from what is there at the clock, and
 * moved on from then on. Law: at any time it is what would be found anew.
 */
import { type CellKey, cellKind } from "@floorwalker/domain";
import { SLICE_MS } from "../cells/pane-time.ts";
import { type Balance, isNothing, movementOf, NOTHING, plus } from "./balance.ts";
import type { ToldCells } from "./told-cells.ts";

const FOR_EVER = Number.MAX_SAFE_INTEGER;

export class Balances {
  readonly #cells: ToldCells;
  readonly #known = new Map<CellKey, Balance>();

  constructor(cells: ToldCells) {
    this.#cells = cells;
  }

  /** `last`: the last slice that has closed for it. No bucket may be open. */
  at(cell: CellKey, last: number): Balance {
    const known = this.#known.get(cell);
    if (known !== undefined) return known;
    const since = this.#cells.sum(cell, (last + 1) * SLICE_MS, FOR_EVER);
    return this.#put(cell, plus(this.#cells.balanceNow(cell), movementOf(since.counters, cellKind(cell)), -1));
  }

  /** Null: it was not asked for yet. */
  known(cell: CellKey): Balance | null {
    return this.#known.get(cell) ?? null;
  }

  /** Closed slices moved it, or one more has closed. */
  move(cell: CellKey, moved: Balance): void {
    const known = this.#known.get(cell);
    if (known !== undefined && !isNothing(moved)) this.#put(cell, plus(known, moved));
  }

  /** At any boundary of slices, epoch ms. */
  on(cell: CellKey, last: number, at: number): Balance {
    const balance = this.at(cell, last);
    const end = (last + 1) * SLICE_MS;
    if (at === end) return balance;
    const between = this.#cells.sum(cell, Math.min(at, end), Math.max(at, end));
    return plus(balance, movementOf(between.counters, cellKind(cell)), at < end ? -1 : 1);
  }

  /** Cells that are gone are found anew should they come again. */
  keepOnly(cells: ReadonlySet<CellKey>): void {
    for (const cell of this.#known.keys()) if (!cells.has(cell)) this.#known.delete(cell);
  }

  #put(cell: CellKey, balance: Balance): Balance {
    const shared = isNothing(balance) ? NOTHING : balance;
    this.#known.set(cell, shared);
    return shared;
  }
}
