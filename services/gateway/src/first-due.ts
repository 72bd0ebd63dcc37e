/**
 * Of all contacts that wait, those that need somebody first: of each channel so many that are past the threshold, the longest first, and so
 * many that are next. Which these are changes with who waits and never with the clock alone: they are in the order in which they are due.
 */
import type { Row, WaitingRow } from "@floorwalker/protocol";

/** Of a channel, on either side of the threshold. */
const MOST_DUE = 50;

interface Due {
  /** In the store. */
  readonly id: string;
  readonly dueAt: number;
}

/** Ids in the store of those of the rows that are the first. */
export function firstDue(rows: Iterable<readonly [id: string, row: Row]>): ReadonlySet<string> {
  const sides = new Map<string, Due[]>();
  for (const [id, row] of rows) {
    const { channel, pastThreshold, dueAt } = row as Row & WaitingRow;
    const key = `${channel} ${pastThreshold}`;
    const side = sides.get(key) ?? [];
    side.push({ id, dueAt: dueAt ?? Number.POSITIVE_INFINITY });
    sides.set(key, side);
  }
  const first = new Set<string>();
  for (const side of sides.values()) {
    if (side.length > MOST_DUE) side.sort(byDue);
    for (const { id } of side.slice(0, MOST_DUE)) first.add(id);
  }
  return first;
}

const byDue = (a: Due, b: Due): number => {
  if (a.dueAt !== b.dueAt) return a.dueAt < b.dueAt ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
};
