/** The thread of `check-pages.ts`. */
import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import type { PageReport } from "./check-pages.ts";

function check(path: string): PageReport {
  try {
    const sqlite = new DatabaseSync(path, { readOnly: true, timeout: 1_000 });
    try {
      // The first fault is enough to know.
      const found = String(Object.values(sqlite.prepare("PRAGMA quick_check(1)").get() ?? {})[0]);
      return found === "ok" ? { ok: true } : { ok: false, found: found.replaceAll("\n", " ") };
    } finally {
      sqlite.close();
    }
  } catch (error) {
    return { ok: false, found: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.postMessage(check(String(workerData)));
