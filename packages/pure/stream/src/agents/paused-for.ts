/** What agents are paused for, as a field of the site's row: a text, so JSON in it. The most frequent first. */
import { compareTexts } from "../compare-texts.ts";

const MOST_REASONS = 5;

export function pausedFor(reasons: ReadonlyMap<string, number>): string | null {
  const counted = [...reasons].sort(([a, many], [b, more]) => more - many || compareTexts(a, b)).slice(0, MOST_REASONS);
  return counted.length === 0 ? null : JSON.stringify(counted);
}
