/**
 * Cells in which something changed, or of which time alone changed what is shown: each waits for its row to be built and for the
 * rules that read it. Rows may wait for a later commit (rule 20), rules may not: a rule is evaluated once for a change (rule 18).
 */
import type { CellKey } from "@floorwalker/domain";

export class ChangedCells {
  /** Whose row must be built again; whoever builds it takes the cell out. */
  readonly rows = new Set<CellKey>();
  #rules = new Set<CellKey>();

  get size(): number {
    return this.rows.size;
  }

  add(cell: CellKey): void {
    this.rows.add(cell);
    this.#rules.add(cell);
  }

  /** Some rules are to be evaluated. */
  get concernsRules(): boolean {
    return this.#rules.size > 0;
  }

  /** Whose rules are to be evaluated since this was last asked. */
  takeForRules(): ReadonlySet<CellKey> {
    const taken = this.#rules;
    this.#rules = new Set();
    return taken;
  }
}
