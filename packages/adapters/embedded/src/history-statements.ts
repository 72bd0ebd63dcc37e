/** The history's SQL. Tables: `schema.ts`. Reading has statements of its own, on a snapshot (`read-history.ts`). */
import type { EmbeddedDatabase, Statement } from "./embedded-database.ts";

/** Of a `forget` that are taken away in one step. */
export const FORGET_STEP = 500;

export type HistoryStatements = Readonly<
  Record<
    | "find"
    | "put"
    | "restate"
    | "takeBack"
    | "oldest"
    | "newest"
    | "restatements"
    | "nextSite"
    | "forget"
    | "forgetRestatements"
    | "forgetAgents"
    | "forgetAgentRestatements",
    Statement
  >
>;

/** Cells of single agents begin so (`cell-key.ts`): their own, and of an agent in a queue. */
const OF_AGENT = "substr(cell, 1, 1) IN ('a', 'b')";

export function historyStatements(database: EmbeddedDatabase): HistoryStatements {
  const key = "site = ? AND length = ? AND start = ? AND cell = ?";
  const ofLength = "FROM history_intervals WHERE site = ? AND length = ?";
  return {
    find: database.prepare(`SELECT epoch, sequence, value, sum FROM history_intervals WHERE ${key}`),
    put: database.prepare(
      `INSERT OR REPLACE INTO history_intervals (site, length, start, cell, stop, epoch, sequence, value, sum)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    restate: database.prepare(
      `INSERT INTO history_restatements (site, at, length, start, cell, kpi, stop, before, after, events)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET after = excluded.after, events = events + excluded.events`,
    ),
    takeBack: database.prepare(
      `DELETE FROM history_restatements WHERE site = ? AND at = ? AND length = ? AND start = ? AND cell = ? AND before IS after`,
    ),
    oldest: database.prepare(`SELECT start ${ofLength} ORDER BY start LIMIT 1`),
    newest: database.prepare(`SELECT max(stop) AS stop ${ofLength} AND start = (SELECT max(start) ${ofLength})`),
    restatements: database.prepare(
      `SELECT at, length, start, cell, kpi, before, after, events FROM history_restatements
        WHERE site = ? AND at >= ? AND at < ? ORDER BY at DESC, length, start, cell, kpi LIMIT ?`,
    ),
    nextSite: database.prepare("SELECT site FROM history_intervals WHERE site > ? ORDER BY site LIMIT 1"),
    forget: database.prepare(
      `DELETE FROM history_intervals WHERE (site, length, start, cell) IN (
        SELECT site, length, start, cell ${ofLength} AND start < ? AND stop <= ? LIMIT ${FORGET_STEP})`,
    ),
    forgetAgents: database.prepare(
      `DELETE FROM history_intervals WHERE (site, length, start, cell) IN (
        SELECT site, length, start, cell ${ofLength} AND start < ? AND stop <= ? AND ${OF_AGENT} LIMIT ${FORGET_STEP})`,
    ),
    forgetAgentRestatements: database.prepare(
      `DELETE FROM history_restatements WHERE (site, at, length, start, cell, kpi) IN (
        SELECT site, at, length, start, cell, kpi FROM history_restatements WHERE length = ? AND stop <= ? AND ${OF_AGENT} LIMIT ${FORGET_STEP})`,
    ),
    forgetRestatements: database.prepare(
      `DELETE FROM history_restatements WHERE (site, at, length, start, cell, kpi) IN (
        SELECT site, at, length, start, cell, kpi FROM history_restatements WHERE length = ? AND stop <= ? LIMIT ${FORGET_STEP})`,
    ),
  };
}
