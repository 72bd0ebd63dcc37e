/**
 * Reading the history, from a snapshot of the file: what is put meanwhile waits for nobody and is in none of it (law H3). A chunk is what
 * begins at one moment; of each only the cells that are asked for are looked up, however many others there are.
 */
import type { CellKind, Interval } from "@floorwalker/domain";
import type { HistoryQuery } from "@floorwalker/ports";
import { intervalOf } from "@floorwalker/stream";
import type { EmbeddedDatabase, Snapshot, Statement } from "./embedded-database.ts";
import { historyKey } from "./row-sum.ts";

interface Row {
  readonly cell: string;
  readonly epoch: number;
  readonly sequence: number;
  readonly value: Uint8Array;
  readonly sum: number;
}

/** A cell of a kind begins with its letter (`cell-key.ts`). */
const LETTER: Readonly<Record<CellKind, string>> = {
  queue: "q",
  channel: "c",
  site: "s",
  agent: "a",
  agentQueue: "b",
  team: "t",
  tag: "x",
};

export async function* readHistory(
  database: EmbeddedDatabase,
  query: HistoryQuery,
): AsyncIterable<readonly Interval[]> {
  const { site, length } = query;
  const snapshot = database.snapshot();
  try {
    const next = nextStart(snapshot);
    const rowsAt = rowsOf(snapshot, "cell, epoch, sequence, value, sum", query, "ORDER BY cell");
    for (let start = next(query, query.from); start !== null; start = next(query, start + 1)) {
      const from = start;
      const rows = rowsAt.all(...parametersOf(query, start)) as unknown as Row[];
      const intervals = rows.map(({ cell, epoch, sequence, value, sum }) => {
        const key = { site, length, from, cell };
        const version = { epoch, sequence };
        const [, bytes] = database.sound({ key: historyKey(key, version), value, sum });
        return intervalOf(key, version, bytes);
      });
      if (intervals.length > 0) yield intervals;
    }
  } finally {
    snapshot.close();
  }
}

export function countHistory(database: EmbeddedDatabase, query: HistoryQuery): number {
  const snapshot = database.snapshot();
  try {
    const next = nextStart(snapshot);
    const countAt = rowsOf(snapshot, "count(*) AS count", query, "");
    let count = 0;
    for (let start = next(query, query.from); start !== null; start = next(query, start + 1))
      count += Number(countAt.get(...parametersOf(query, start))?.count);
    return count;
  } finally {
    snapshot.close();
  }
}

function nextStart(snapshot: Snapshot): (query: HistoryQuery, from: number) => number | null {
  const next = snapshot.prepare(
    "SELECT start FROM history_intervals WHERE site = ? AND length = ? AND start >= ? AND start < ? ORDER BY start LIMIT 1",
  );
  return ({ site, length, to }, from) => (next.get(site, length, from, to)?.start as number | undefined) ?? null;
}

function rowsOf(snapshot: Snapshot, columns: string, { of }: HistoryQuery, order: string): Statement {
  const cells =
    "cells" in of ? "cell IN (SELECT value FROM json_each(?))" : "cell >= ? AND cell < char(unicode(?) + 1)";
  return snapshot.prepare(
    `SELECT ${columns} FROM history_intervals WHERE site = ? AND length = ? AND start = ? AND ${cells} ${order}`,
  );
}

function parametersOf({ site, length, of }: HistoryQuery, start: number): (string | number)[] {
  if ("cells" in of) return [site, length, start, JSON.stringify(of.cells)];
  return [site, length, start, LETTER[of.kind], LETTER[of.kind]];
}
