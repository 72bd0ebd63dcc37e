/**
 * What becomes of agents' marks when the intervals of a contact change. A contact may outlive the horizon of agents (an
 * e-mail is open for days): marks before `settled` are part of the agent's base and can no longer be taken back, so an
 * interval is cut there, and one that ended before it stands. On and off marks stay paired whatever happens.
 */
import type { BusyInterval } from "@floorwalker/domain";

export interface BusyChange {
  /** Position among the contact's intervals: names the marks. */
  readonly index: number;
  readonly old: BusyInterval | null;
  readonly now: BusyInterval | null;
}

export function* busyChanges(
  before: readonly BusyInterval[],
  after: readonly BusyInterval[],
  settled: number,
): IterableIterator<BusyChange> {
  const most = Math.max(before.length, after.length);
  for (let index = 0; index < most; index++) {
    const old = before[index] ?? null;
    const now = after[index] ?? null;
    if (old !== null && now !== null && sameWork(old, now) && old.from === now.from && old.to === now.to) continue;
    if (old === null || old.from >= settled) {
      yield { index, old, now: cut(now, settled) };
      continue;
    }
    if (old.to !== null && old.to < settled) {
      // What was lost and is found again goes on from where marks are kept.
      yield { index, old: null, now: cut(now, settled) };
      continue;
    }
    // Its beginning stands: only its end can move, at the earliest to `settled`.
    const end = now !== null && sameWork(old, now) ? now.to : settled;
    yield { index, old, now: { ...old, to: end === null ? null : Math.max(end, settled) } };
    if (now !== null && !sameWork(old, now)) yield { index, old: null, now: cut(now, settled) };
  }
}

const sameWork = (a: BusyInterval, b: BusyInterval): boolean =>
  a.agent === b.agent && a.kind === b.kind && a.queue === b.queue && a.source === b.source;

/** The part from `settled` on; null when there is none. */
function cut(interval: BusyInterval | null, settled: number): BusyInterval | null {
  if (interval === null || interval.from >= settled) return interval;
  if (interval.to !== null && interval.to < settled) return null;
  return { ...interval, from: settled };
}
