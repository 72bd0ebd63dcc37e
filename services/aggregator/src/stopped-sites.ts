/** What boards see of a site that stopped: its last row, saying since when; its other rows stay as they were. */

export interface StoppedSites {
  /** Changed rows. */
  readonly flags: readonly (readonly [id: string, row: string])[];
  /** Ids of the rows of all other sites. */
  readonly others: readonly string[];
}

export function stoppedSites(
  stopped: ReadonlyMap<string, string>,
  views: ReadonlyMap<string, string>,
  now: number,
): StoppedSites {
  if (stopped.size === 0) return { flags: [], others: [...views.keys()] };
  const flags: [string, string][] = [];
  const others: string[] = [];
  for (const [id, json] of views) {
    const row = JSON.parse(json) as { readonly kind: string; readonly site: string; readonly stoppedSince?: number };
    if (!stopped.has(row.site)) others.push(id);
    else if (row.kind === "site" && row.stoppedSince === undefined)
      flags.push([id, JSON.stringify({ ...row, stoppedSince: now })]);
  }
  return { flags, others };
}
