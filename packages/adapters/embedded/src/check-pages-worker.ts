/** The thread of `check-pages.ts`. */
import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import type { PageReport } from "./check-pages.ts";
import { FACTS_KEY, HISTORY_KEY, isSound, type SummedRow } from "./row-sum.ts";

/** What its rows' keys are. */
const SUMMED = [
  ["store_rows", "key"],
  ["store_records", "key"],
  ["history_intervals", HISTORY_KEY],
  ["history_contacts", FACTS_KEY],
] as const;

function check(path: string): PageReport {
  try {
    const sqlite = new DatabaseSync(path, { readOnly: true, timeout: 1_000 });
    try {
      // The first fault is enough to know.
      const found = String(Object.values(sqlite.prepare("PRAGMA quick_check(1)").get() ?? {})[0]);
      if (found !== "ok") return { ok: false, found: found.replaceAll("\n", " ") };
      for (const [table, key] of SUMMED)
        if (!isSummed(sqlite, table, key)) return { ok: false, found: "a value is not the one that was written" };
      return { ok: true };
    } finally {
      sqlite.close();
    }
  } catch (error) {
    return { ok: false, found: error instanceof Error ? error.message : String(error) };
  }
}

/** Of a file from before there were checksums (format 5) there is nothing to say, nor of one without the table (formats 6 and 7). */
function isSummed(sqlite: DatabaseSync, table: string, key: string): boolean {
  const columns = sqlite.prepare(`PRAGMA table_info(${table})`).all();
  if (!columns.some(({ name }) => name === "sum")) return true;
  for (const row of sqlite.prepare(`SELECT ${key} AS key, value, sum FROM ${table}`).iterate())
    if (!isSound(row as unknown as SummedRow)) return false;
  return true;
}

parentPort?.postMessage(check(String(workerData)));
