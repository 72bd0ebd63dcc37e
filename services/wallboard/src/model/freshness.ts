/**
 * How old a site's numbers are, from event time. A source that is heard at least every 60 s may leave the watermark that
 * far behind, so only an age beyond it says something.
 */
export type Freshness = "never" | "fresh" | "late" | "stale";

export const LATE_AFTER_MS = 90_000;
export const STALE_AFTER_MS = 180_000;

/** `asOf` and `now` are epoch ms; null before the first event. */
export function freshness(asOf: number | null, now: number): Freshness {
  if (asOf === null) return "never";
  const age = now - asOf;
  if (age < LATE_AFTER_MS) return "fresh";
  return age < STALE_AFTER_MS ? "late" : "stale";
}
