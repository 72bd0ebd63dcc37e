/**
 * What a fold adds to the numbers: amounts by cell and event time. A changed fold retracts its old contributions and
 * adds the new ones; both directions are plain integer sums, so any order of events ends in the same bytes.
 */
import type { CellKey } from "./cell/cell-key.ts";

/** `entries` is flat: time (ms), counter index (or FINISHED_WAIT / ANSWERED_WAIT), amount, time, counter, amount, … */
export interface Contribution {
  /** What it is counted for: the first of `cellsOf`. */
  readonly cell: CellKey;
  readonly entries: readonly number[];
}
