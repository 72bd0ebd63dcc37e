/** What boards see of a site that stopped: its last row, saying since when; its other rows stay as they were. */
import type { CommitDraft } from "@floorwalker/stream";
import { jsonViewRow, viewName, viewRow } from "@floorwalker/stream";

export interface StoppedSites {
  /** Changed rows. */
  readonly flags: CommitDraft["views"];
  /** Ids of the rows of all other sites. */
  readonly others: readonly string[];
}

export function stoppedSites(
  stopped: ReadonlyMap<string, string>,
  views: ReadonlyMap<string, Uint8Array>,
  now: number,
): StoppedSites {
  if (stopped.size === 0) return { flags: [], others: [...views.keys()] };
  const flags: [string, Uint8Array][] = [];
  const others: string[] = [];
  for (const [id, bytes] of views) {
    const { kind, site } = viewName(id);
    if (!stopped.has(site)) others.push(id);
    else if (kind === "site") {
      const row = viewRow(id, bytes);
      if (row.stoppedSince === undefined) flags.push([id, jsonViewRow({ ...row, stoppedSince: now })]);
    }
  }
  return { flags, others };
}
