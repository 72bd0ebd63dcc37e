/** One `put`, within a transaction of the caller: an upsert by key where the version is later, and what it restated. */
import { type Interval, latestOf, restatementsOf } from "@floorwalker/domain";
import type { PutIntervals } from "@floorwalker/ports";
import type { ClientBase } from "pg";
import { COLUMNS, type IntervalRow, intervalOfRow, rowOf } from "./interval-row.ts";

const NAMES = "queue, channel, team, agent, tag, value";
const RECORD = `site text, length text, kind text, begins bigint, cell text, ends bigint, zone text, epoch bigint, sequence bigint,
  restated integer, restated_by integer, queue text, channel text, team text, agent text, tag text, value text, formula text, policies jsonb,
  counters jsonb, waits jsonb, longest_wait bigint, waiting bigint, waiting_past_threshold bigint, agents jsonb, packed bytea`;
const ALL = `kind, ${NAMES}, ${COLUMNS}, packed`;
const REPLACED = ALL.split(/,\s*/).filter((column) => !["site", "length", "kind", "begins", "cell"].includes(column));

const FIND = `SELECT ${COLUMNS} FROM intervals WHERE (site, length, kind, begins, cell) IN
  (SELECT site, length, kind, begins, cell FROM jsonb_to_recordset($1::jsonb) AS told(${RECORD})) FOR UPDATE`;
const UPSERT = `INSERT INTO intervals (${ALL}) SELECT ${ALL} FROM jsonb_to_recordset($1::jsonb) AS told(${RECORD})
  ON CONFLICT (site, length, kind, begins, cell) DO UPDATE SET ${REPLACED.map((column) => `${column} = excluded.${column}`).join(", ")}
  WHERE (excluded.epoch, excluded.sequence) > (intervals.epoch, intervals.sequence)
  RETURNING site, length, begins, cell`;
const RESTATE = `INSERT INTO restatements (site, told, length, begins, cell, kpi, ends, before, after, events, ${NAMES})
  SELECT site, told, length, begins, cell, kpi, ends, before, after, events, ${NAMES} FROM jsonb_to_recordset($1::jsonb) AS told(site text,
    told bigint, length text, begins bigint, cell text, kpi text, ends bigint, before double precision, after double precision, events integer,
    queue text, channel text, team text, agent text, tag text, value text)
  ON CONFLICT (site, told, length, begins, cell, kpi) DO UPDATE SET after = excluded.after, events = restatements.events + excluded.events`;
const TAKE_BACK = "DELETE FROM restatements WHERE site = ANY($1) AND told = $2 AND before IS NOT DISTINCT FROM after";

const MINUTE_MS = 60_000;

const keyOf = ({ site, length, begins, cell }: Pick<IntervalRow, "site" | "length" | "begins" | "cell">): string =>
  JSON.stringify([site, length, begins, cell]);

export async function putIntervals(
  client: ClientBase,
  intervals: readonly Interval[],
  at: number,
): Promise<PutIntervals> {
  const told = latestOf(intervals).map((interval) => ({ interval, row: rowOf(interval) }));
  const restated = told.filter(({ interval }) => interval.restated > 0);
  const before = new Map<string, Interval>();
  if (restated.length > 0) {
    const found = await client.query<IntervalRow>(FIND, [JSON.stringify(restated.map(({ row }) => row))]);
    for (const row of found.rows) before.set(keyOf(row), intervalOfRow(row));
  }
  const { rows } = await client.query<IntervalRow>(UPSERT, [JSON.stringify(told.map(({ row }) => row))]);
  const taken = new Set(rows.map(keyOf));
  const minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  const entries = restated.flatMap(({ interval, row }) => {
    const key = keyOf(row);
    if (!taken.has(key)) return [];
    return restatementsOf(before.get(key) ?? null, interval).map((entry) => ({ ...row, ...entry, told: minute }));
  });
  if (entries.length > 0) {
    await client.query(RESTATE, [JSON.stringify(entries.map(withoutNumbers))]);
    await client.query(TAKE_BACK, [[...new Set(entries.map(({ site }) => site))], minute]);
  }
  return { later: taken.size, restatements: entries.length };
}

const withoutNumbers = <T extends IntervalRow>({
  counters: _counters,
  waits: _waits,
  policies: _policies,
  agents: _agents,
  ...rest
}: T) => rest;
