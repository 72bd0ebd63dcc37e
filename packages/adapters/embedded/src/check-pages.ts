/**
 * `PRAGMA quick_check` and the checksums of values in a thread of its own: every page of the file is read, which takes seconds for a large one, and
 * the program must hear its signals meanwhile.
 */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { EmbeddedError } from "./embedded-error.ts";
import { RESTORE_FIX } from "./sqlite-faults.ts";

export type PageReport = { readonly ok: true } | { readonly ok: false; readonly found: string };

/** While nobody writes to it. @throws EmbeddedError `state_corrupt` with what was found first. */
export async function checkPages(path: string): Promise<void> {
  const worker = new Worker(new URL("./check-pages-worker.ts", import.meta.url), { workerData: path });
  try {
    const [report] = (await once(worker, "message")) as [PageReport];
    if (report.ok) return;
    throw new EmbeddedError({
      code: "state_corrupt",
      place: path,
      message: `the state is damaged (${report.found})`,
      fix: RESTORE_FIX,
    });
  } finally {
    await worker.terminate();
  }
}
