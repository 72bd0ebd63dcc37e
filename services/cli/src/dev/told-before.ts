/** What an earlier run has told of a simulated site: nothing of it may be told again. */
import type { Store } from "@floorwalker/ports";
import { viewId, viewRow } from "@floorwalker/stream";

export const BACKFILL_MS = 3_600_000;
const UNSHOWN_MS = 5_000;

/** Of a site, as its row shows; null: nothing was ever told of it. */
export async function lastEventAt(store: Store, site: string): Promise<number | null> {
  const { rows } = await store.snapshot(0);
  const id = viewId("site", site);
  const row = rows.get(id);
  const known = row === undefined ? null : viewRow(id, row).lastEventAt;
  return typeof known === "number" ? known : null;
}

/**
 * An hour of past, but never what an earlier run has told already: it would be counted again. A run that was killed told a
 * little more than its rows show; a new one begins after that, or callers it left waiting would not end with its sources.
 */
export const missingPast = (known: number | null, now: number): number =>
  known === null ? BACKFILL_MS : Math.max(0, Math.min(BACKFILL_MS, now - known - UNSHOWN_MS));
