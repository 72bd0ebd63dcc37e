/** Time agents spent in each state over spans of the past, from the transitions in a cell's slices. */
import type { Cell } from "../cells/cell.ts";
import { SLICE_MS, sliceOf } from "../cells/pane-time.ts";
import type { Span } from "../cells/span.ts";
import { presentBefore, stateTimes } from "../cells/state-times.ts";

export interface StateTimes {
  /** By AGENT_TIME, ms. */
  readonly time: readonly number[];
  /** Agents by AGENT_TIME at the end of the span. */
  readonly atEnd: readonly number[];
}

/**
 * Over spans in order, between which nothing happened, back from those `present` at the clock. `sums`: the cell's over each. A
 * transition at the very end of a span belongs to a slice not entered yet.
 */
export function agentTimes(
  cell: Cell,
  present: readonly number[],
  spans: readonly { readonly from: number; readonly to: number }[],
  sums: readonly Span[],
  clock: number,
): StateTimes[] {
  const times: StateTimes[] = [];
  const last = spans.at(-1)!.to;
  let atEnd = presentBefore(cell.between(last, (sliceOf(Math.max(clock, last)) + 1) * SLICE_MS), present);
  for (let index = spans.length - 1; index >= 0; index--) {
    const { from, to } = spans[index]!;
    const sum = sums[index]!;
    times[index] = { time: stateTimes(sum, atEnd, from, to), atEnd };
    atEnd = presentBefore(sum, atEnd);
  }
  return times;
}
