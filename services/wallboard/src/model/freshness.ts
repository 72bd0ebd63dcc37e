/**
 * How old a site's numbers are, from event time, when nothing at all is heard of it: the owner may be gone, so its own word
 * that a source is silent would not come either. The slowest of the site's sources says how long silence means nothing.
 */
import type { SiteRow, SourceRow } from "@floorwalker/protocol";

export type Freshness = "never" | "fresh" | "late" | "stale";

const LATE_MS = 30_000;
const STALE_MS = 120_000;
const SILENT_AFTER_SECONDS = 60;

/** How long the site may say nothing, ms: the longest that one of its sources is not missed. */
export const quietMs = (sources: readonly SourceRow[]): number =>
  1000 * Math.max(SILENT_AFTER_SECONDS, ...sources.map(({ silentAfterSeconds }) => silentAfterSeconds ?? 0));

/** Outside the opening hours there is nothing to hear: what is known then is known up to now. Null before the first event. */
export function knownUntil(
  asOf: number | null,
  { open, opensAt }: Pick<SiteRow, "open" | "opensAt">,
  now: number,
): number | null {
  if (asOf === null || open !== false) return asOf;
  return Math.max(asOf, Math.min(now, opensAt ?? now));
}

/** `asOf` and `now` are epoch ms; null before the first event. */
export function freshness(asOf: number | null, now: number, quiet: number): Freshness {
  if (asOf === null) return "never";
  const age = now - asOf - quiet;
  if (age < LATE_MS) return "fresh";
  return age < STALE_MS ? "late" : "stale";
}
