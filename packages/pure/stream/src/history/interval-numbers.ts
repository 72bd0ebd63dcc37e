/** The numbers of one interval, from the slices of the cells that are one name, and from what goes over at its end. */
import { AGENT_TIME, C, type CellKind, COUNTER_COUNT, type IntervalNumbers } from "@floorwalker/domain";
import type { Cell } from "../cells/cell.ts";
import { longer, Span } from "../cells/span.ts";
import { stateTimes } from "../cells/state-times.ts";
import { type Balance, hasAgents, presentOfBalance, waitingOf } from "./balance.ts";

/** [from, to) of several cells together. */
export function sumOf(cells: readonly Cell[], from: number, to: number): Span {
  if (cells.length === 1) return cells[0]!.between(from, to);
  const sum = new Span(from);
  for (const cell of cells) {
    const span = cell.between(from, to);
    for (let counter = 0; counter < COUNTER_COUNT; counter++) sum.counters[counter]! += span.counters[counter]!;
    sum.waits.merge(span.waits);
    sum.longest = longer(sum.longest, span.longest);
  }
  return sum;
}

/** `span`: of [from, to); transitions become the time they amount to, and what tells only of moments stays out. */
export function intervalNumbers(
  { counters, waits, longest }: Span,
  kind: CellKind,
  { from, to, atEnd }: { readonly from: number; readonly to: number; readonly atEnd: Balance },
): IntervalNumbers {
  const present = presentOfBalance(atEnd);
  if (hasAgents(kind))
    stateTimes({ counters, anchor: from }, present, from, to).forEach((ms, at) => {
      counters[AGENT_TIME[at]!.time] = ms;
    });
  for (const { net, moment } of AGENT_TIME) counters[net] = counters[moment] = 0;
  counters[C.waitingNet] = 0;
  const [idle, onContact, wrapUp, paused] = present as [number, number, number, number];
  const agents = hasAgents(kind) ? { idle, onContact, wrapUp, paused } : null;
  return { counters, waits, longestWait: longest, atEnd: { ...waitingOf(atEnd), agents } };
}

/** Nothing happened in it, and nobody was there for any time. */
export const isEmpty = ({ counters, waits, longestWait }: IntervalNumbers): boolean =>
  longestWait === null && waits.isEmpty() && counters.every((amount) => amount === 0);
