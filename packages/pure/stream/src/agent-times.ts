/** Time agents spent in each state over spans of the past, from the transitions in a cell's slices. */
import { type CellSeries, SLICE_MS, sliceOf } from "./cell-series.ts";
import { StateTime } from "./span.ts";

export interface StateTimes {
  readonly time: readonly number[];
  /** Agents by state at the end of the span. */
  readonly atEnd: readonly number[];
}

/** Over spans that follow each other, back from those `present` at the clock, in one pass. */
export function agentTimes(
  cell: CellSeries,
  present: readonly number[],
  spans: readonly { readonly from: number; readonly to: number }[],
  clock: number,
): StateTimes[] {
  const times: StateTimes[] = [];
  const state = new StateTime(present);
  let end = Math.max(clock, spans.at(-1)!.to);
  let slice = sliceOf(end);
  /** Over every slice that begins at `from` or later. A transition at the very end belongs to a slice not entered yet. */
  const back = (from: number): void => {
    for (; slice * SLICE_MS >= from; slice--) {
      state.back(slice * SLICE_MS, end, cell.slices.get(slice) ?? null);
      end = slice * SLICE_MS;
    }
  };
  for (let index = spans.length - 1; index >= 0; index--) {
    const { from, to } = spans[index]!;
    back(to);
    const before = [...state.time];
    const atEnd = [...state.present];
    back(from);
    times[index] = { time: state.time.map((ms, at) => ms - before[at]!), atEnd };
  }
  return times;
}
