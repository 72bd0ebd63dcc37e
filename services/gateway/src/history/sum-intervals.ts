/** Intervals of one or several sites into the rows of an answer: by interval, then by what a row is of. */
import type { CellKey, Interval } from "@floorwalker/domain";
import { intervalAt, placeOf, type Stretch } from "./history-interval.ts";
import type { AskedSite, HistoryQuestion } from "./history-question.ts";
import type { RowScope } from "./row-scope.ts";

/** What a row is the sum of. */
export interface Summands {
  readonly scope: RowScope;
  readonly intervals: [Interval, ...Interval[]];
}

export interface RowsOfInterval extends Stretch {
  readonly place: number;
  readonly rows: ReadonlyMap<string, Summands>;
  /** What had rows that are not told of; absent: nothing. */
  readonly withheld?: readonly RowScope[];
}

/** Ascending; intervals without any row are left out. */
export async function* sumIntervals(
  chunks: AsyncIterable<readonly Interval[]>,
  { zone }: Pick<AskedSite, "zone">,
  { interval, scope }: Pick<HistoryQuestion, "interval" | "scope">,
): AsyncIterable<RowsOfInterval> {
  const scopeOf = oncePerCell(scope);
  let open: (RowsOfInterval & { readonly rows: Map<string, Summands> }) | null = null;
  for await (const chunk of chunks)
    for (const each of chunk) {
      const row = scopeOf(each.cell);
      if (row === null) continue;
      if (open === null || each.from >= open.to) {
        if (open !== null) yield open;
        const stretch = intervalAt(each.from, interval, zone);
        open = { ...stretch, place: placeOf(stretch.from, interval, zone), rows: new Map() };
      }
      const summands = open.rows.get(row.key);
      if (summands === undefined) open.rows.set(row.key, { scope: row.scope, intervals: [each] });
      else summands.intervals.push(each);
    }
  if (open !== null) yield open;
}

/** In which row a cell counts; it comes again with every interval. */
function oncePerCell(scope: Pick<HistoryQuestion["scope"], "scopeOf">) {
  const rows = new Map<CellKey, { readonly scope: RowScope; readonly key: string } | null>();
  return (cell: CellKey) => {
    let row = rows.get(cell);
    if (row === undefined) {
      const of = scope.scopeOf(cell);
      row = of === null ? null : { scope: of, key: JSON.stringify(of) };
      rows.set(cell, row);
    }
    return row;
  };
}

/** Of several sites, each ascending: what has the same place becomes one. */
export async function* acrossSites(sites: readonly AsyncIterable<RowsOfInterval>[]): AsyncIterable<RowsOfInterval> {
  const readers = sites.map((site) => site[Symbol.asyncIterator]());
  try {
    const heads = await Promise.all(readers.map((reader) => reader.next()));
    for (;;) {
      const places = heads.flatMap((head) => (head.done ? [] : [head.value.place]));
      if (places.length === 0) return;
      const place = Math.min(...places);
      const together: RowsOfInterval[] = [];
      for (const [index, head] of heads.entries()) {
        if (head.done || head.value.place !== place) continue;
        together.push(head.value);
        heads[index] = await readers[index]!.next();
      }
      yield together.length === 1 ? together[0]! : merged(together);
    }
  } finally {
    for (const reader of readers) await reader.return?.();
  }
}

function merged(together: readonly RowsOfInterval[]): RowsOfInterval {
  const rows = new Map<string, Summands>();
  for (const each of together)
    for (const [key, { scope, intervals }] of each.rows) {
      const summands = rows.get(key);
      if (summands === undefined) rows.set(key, { scope, intervals: [...intervals] });
      else summands.intervals.push(...intervals);
    }
  return {
    place: together[0]!.place,
    from: Math.min(...together.map(({ from }) => from)),
    to: Math.max(...together.map(({ to }) => to)),
    rows,
  };
}
