/** Time agents spent in each state over spans of the past, from the transitions in a cell's slices. */
import { type CellSeries, SLICE_MS, sliceOf } from "../cell-series.ts";
import { StateTime } from "../span.ts";

export interface StateTimes {
  /** By AGENT_TIME, ms. */
  readonly time: readonly number[];
  /** Agents by AGENT_TIME at the end of the span. */
  readonly atEnd: readonly number[];
}

/** Over spans in order, back from those `present` at the clock, in one pass over the slices there are. */
export function agentTimes(
  cell: CellSeries,
  present: readonly number[],
  spans: readonly { readonly from: number; readonly to: number }[],
  clock: number,
): StateTimes[] {
  const times: StateTimes[] = [];
  const state = new StateTime(present);
  let end = Math.max(clock, spans.at(-1)!.to);
  const newest = sliceOf(end);
  const slices = [...cell.slices.keys()].filter((slice) => slice <= newest).sort((a, b) => a - b);
  const quiet = (from: number): void => {
    if (from >= end) return;
    state.back(from, end, null);
    end = from;
  };
  /** Over every slice that begins at `from` or later. A transition at the very end belongs to a slice not entered yet. */
  const back = (from: number): void => {
    for (let slice = slices.at(-1); slice !== undefined && slice * SLICE_MS >= from; slice = slices.at(-1)) {
      slices.pop();
      quiet((slice + 1) * SLICE_MS);
      state.back(slice * SLICE_MS, end, cell.slices.get(slice)!);
      end = slice * SLICE_MS;
    }
    quiet(Math.ceil(from / SLICE_MS) * SLICE_MS);
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
