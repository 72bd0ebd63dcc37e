/**
 * A number of a past moment is counted from what is known now. Whether boards showed another one then, the restatements of its intervals
 * say, as far as the history has any.
 */
import type { History } from "@floorwalker/ports";
import type { Asked } from "@floorwalker/stream";

const QUARTER_MS = 900_000;
/** Restatements read, newest first: beyond them nobody looks. */
const MOST = 10_000;

/** Whether `kpi` (null: any KPI) of what is asked for was restated since; null: no history would know, or more was restated than is read. */
export async function restatedSince(
  history: Pick<History, "restatements"> | null,
  site: string,
  { cell, others = [], from, to }: Asked,
  kpi: string | null,
): Promise<boolean | null> {
  if (history === null) return null;
  const cells = new Set([cell, ...others]);
  const told = await history.restatements({ site, from: to, to: Number.MAX_SAFE_INTEGER, limit: MOST });
  const isRestated = told.some(
    (each) =>
      each.length === "15m" &&
      cells.has(each.cell) &&
      (kpi === null || each.kpi === kpi) &&
      each.from < to &&
      each.from + QUARTER_MS > from,
  );
  return isRestated || told.length < MOST ? isRestated : null;
}
