/** Whoever is told what is added to, or taken back from, what lies before a moment: amount by amount, whoever it is due to. */
import type { Cell } from "./cell.ts";

export interface LateWatch {
  /** Epoch ms; −∞: nothing has closed. */
  readonly before: number;
  /** Added (1) or taken back (−1). */
  add(cells: readonly Cell[], at: number, counter: number, amount: number, sign: 1 | -1): void;
}
