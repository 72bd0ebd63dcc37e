/**
 * The intervals that an answer for one site is summed from, ascending. Days that are not closed yet are told by their quarters, or by
 * the rows of the live day where there are such.
 */
import { type CellKey, cellKind, type Interval } from "@floorwalker/domain";
import type { History, HistoryQuery } from "@floorwalker/ports";
import { keptLengthOf } from "./history-interval.ts";
import type { AskedSite, HistoryQuestion } from "./history-question.ts";
import type { LiveDays } from "./live-days.ts";

export interface IntervalSource {
  readonly history: Pick<History, "read" | "count" | "kept">;
  /** Null: nothing is known of the day in progress. */
  readonly liveDays: (site: string) => LiveDays | null;
}

type AskedIntervals = Pick<HistoryQuestion, "interval"> & { readonly scope: Pick<HistoryQuestion["scope"], "of"> };

interface Part {
  readonly query: HistoryQuery;
  /** The queries' rows of these cells are left out: `live` tells of them. */
  readonly live: LiveDays | null;
}

export async function* readIntervals(
  source: IntervalSource,
  asked: AskedSite,
  question: AskedIntervals,
): AsyncIterable<readonly Interval[]> {
  for (const { query, live } of await partsOf(source, asked, question)) {
    const restated = new Map<CellKey, number>();
    for await (const chunk of source.history.read(query)) {
      if (live === null) yield chunk;
      else
        yield chunk.filter(({ cell, from, restated: times }) => {
          if (from < live.from || !live.cells.has(cell)) return true;
          restated.set(cell, (restated.get(cell) ?? 0) + times);
          return false;
        });
    }
    if (live === null) continue;
    const days = [...live.cells].filter(([cell]) => isAsked(cell, question.scope.of));
    if (days.length > 0) yield days.map(([cell, day]) => ({ ...day, restated: restated.get(cell) ?? 0 }));
  }
}

const isAsked = (cell: CellKey, of: HistoryQuery["of"]): boolean =>
  "cells" in of ? of.cells.includes(cell) : cellKind(cell) === of.kind;

/** How many intervals are read for it at most. */
export async function countIntervals(
  source: IntervalSource,
  asked: AskedSite,
  question: AskedIntervals,
): Promise<number> {
  let count = 0;
  for (const { query, live } of await partsOf(source, asked, question))
    count += (await source.history.count(query)) + (live === null ? 0 : live.cells.size);
  return count;
}

async function partsOf(
  { history, liveDays }: IntervalSource,
  { site, from, to }: AskedSite,
  { interval, scope: { of } }: AskedIntervals,
): Promise<readonly Part[]> {
  const query = { site, of, from, to } as const;
  if (keptLengthOf(interval) === "15m") return [{ query: { ...query, length: "15m" }, live: null }];
  const kept = await history.kept(site, "day");
  const closed = Math.min(to, Math.max(from, kept?.to ?? from));
  const days: Part = { query: { ...query, length: "day", to: closed }, live: null };
  const live = liveDays(site);
  const isAsked = live !== null && live.from >= closed && live.from < to;
  return [days, { query: { ...query, length: "15m", from: closed }, live: isAsked ? live : null }];
}
