/** Reading, from one moment of the database (law H3): a cursor in a transaction that sees nothing of what is committed meanwhile. */
import { type CellKind, cellKind, type Interval } from "@floorwalker/domain";
import type { HistoryQuery } from "@floorwalker/ports";
import type { ClientBase } from "pg";
import { intervalRead, READ_COLUMNS, type ReadRow } from "./interval-row.ts";

/** Each chunk is a question to the server. */
const CHUNK = 2_000;

export interface Condition {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Cells of one kind lie together in the order in which they are asked for: nothing is sorted then, and no other kind is looked at. */
export function conditionOf({ site, length, from, to, of }: HistoryQuery): Condition {
  const kinds: readonly CellKind[] = "kind" in of ? [of.kind] : [...new Set(of.cells.map(cellKind))];
  const one = kinds.length === 1;
  const parameters: unknown[] = [site, length, from, to, one ? kinds[0] : kinds];
  const sql = `site = $1 AND length = $2 AND begins >= $3 AND begins < $4 AND kind = ${one ? "$5" : "ANY($5)"}`;
  if ("kind" in of) return { sql, parameters };
  return { sql: `${sql} AND cell = ANY($6)`, parameters: [...parameters, of.cells] };
}

export async function* readIntervals(client: ClientBase, query: HistoryQuery): AsyncIterable<readonly Interval[]> {
  const { site, length } = query;
  const { sql, parameters } = conditionOf(query);
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  const select = `SELECT ${READ_COLUMNS} FROM intervals WHERE ${sql} ORDER BY begins, cell`;
  await client.query(`DECLARE chunks NO SCROLL CURSOR FOR ${select}`, [...parameters]);
  for (;;) {
    const { rows } = await client.query<ReadRow>(`FETCH ${CHUNK} FROM chunks`);
    if (rows.length > 0) yield rows.map((row) => intervalRead({ site, length }, row));
    if (rows.length < CHUNK) break;
  }
  await client.query("COMMIT");
}
