/**
 * A queue's backlog as of a moment, from the times since when its segments wait, which are in order: who is older than a bound comes before
 * who is not, so each bound is found by halving, whatever the calendar. Nothing is kept while it changes: it is read when its row is built,
 * and says when time alone makes it another.
 */
import {
  AGE_PARTS,
  BACKLOG_PARTS,
  type BacklogBounds,
  type BacklogCounts,
  type BacklogPart,
  DUE_PARTS,
  elapsed,
  moment,
  type QueuePolicy,
} from "@floorwalker/domain";
import type { CellLive } from "./cell-live.ts";

export interface BacklogReading {
  readonly backlog: BacklogCounts;
  /** When the next one crosses a bound, epoch ms; null: nobody does, whatever time it is. */
  readonly nextAt: number | null;
}

const NOBODY: BacklogReading = {
  backlog: Object.fromEntries(BACKLOG_PARTS.map((part) => [part, 0])) as Record<BacklogPart, number>,
  nextAt: null,
};

/** `versions`: of the queue's policy, in order. */
export function readBacklog(
  live: Pick<CellLive, "waiting" | "queuedBefore" | "sinceAt">,
  versions: readonly QueuePolicy[],
  bounds: BacklogBounds,
  now: number,
): BacklogReading {
  if (live.waiting === 0) return NOBODY;
  const parts: Record<string, number> = Object.fromEntries(BACKLOG_PARTS.map((part) => [part, 0]));
  let nextAt = Number.POSITIVE_INFINITY;
  for (const version of versions) {
    const [first, end] = [live.queuedBefore(version.from), live.queuedBefore(version.until)];
    if (first === end) continue;
    const { thresholdMs } = version;
    // Who is due within a bound has waited at least the threshold less that.
    const due = bounds.dueMs.map((bound) => thresholdMs - bound - 1);
    for (const [names, limits] of [
      [AGE_PARTS, bounds.agesMs.toReversed()],
      [DUE_PARTS.toReversed(), [thresholdMs, ...due]],
    ] as const) {
      let from = first;
      limits.forEach((limit, index) => {
        const younger = firstYounger(live, version, from, end, limit, now);
        parts[names[names.length - 1 - index]!]! += younger - from;
        if (younger < end) nextAt = Math.min(nextAt, moment(version, live.sinceAt(younger), limit + 1));
        from = younger;
      });
      parts[names[0]!]! += end - from;
    }
  }
  return { backlog: parts as BacklogCounts, nextAt: Number.isFinite(nextAt) ? nextAt : null };
}

/** Of those in [from, end), the place of the first that has not waited longer than that. */
function firstYounger(
  live: Pick<CellLive, "sinceAt">,
  version: QueuePolicy,
  from: number,
  end: number,
  limit: number,
  now: number,
): number {
  let [low, high] = [from, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (waited(version, live.sinceAt(middle), now) > limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A source whose clock is ahead queues in the future: that is no negative wait (rule 6). */
export const waited = (version: QueuePolicy, since: number, now: number): number =>
  since >= now ? 0 : Math.max(0, elapsed(version, since, now));
