/**
 * What becomes of agents' marks when the intervals of a contact change. A contact may outlive the horizon of agents (an
 * e-mail is open for days): marks before `settled` are part of the agent's base and can no longer be taken back, so an
 * interval is cut there, and one that ended before it stands. On and off marks stay paired whatever happens.
 */
import type { BusyInterval } from "@floorwalker/domain";

export interface BusyChange {
  readonly old: BusyInterval | null;
  readonly now: BusyInterval | null;
}

export function* busyChanges(
  before: readonly BusyInterval[],
  after: readonly BusyInterval[],
  settled: number,
): IterableIterator<BusyChange> {
  for (const { old, now } of paired(before, after)) {
    if (old === null || old.from >= settled) {
      yield { old, now: cut(now, settled) };
      continue;
    }
    if (old.to !== null && old.to < settled) {
      // What was lost and is found again goes on from where marks are kept.
      yield { old: null, now: cut(now, settled) };
      continue;
    }
    // Its beginning stands: only its end can move, at the earliest to `settled`.
    const end = now !== null && sameWork(old, now) ? now.to : settled;
    yield { old, now: { ...old, to: end === null ? null : Math.max(end, settled) } };
    if (now !== null && !sameWork(old, now)) yield { old: null, now: cut(now, settled) };
  }
}

/** What became of each, wherever it stands among the others: what is the same stays, what begins the same has another end. */
function* paired(before: readonly BusyInterval[], after: readonly BusyInterval[]): IterableIterator<BusyChange> {
  const left = [...after];
  const take = (fits: (now: BusyInterval) => boolean): BusyInterval | null => {
    const at = left.findIndex(fits);
    return at < 0 ? null : left.splice(at, 1)[0]!;
  };
  const changed = before.filter(
    (old) => take((now) => sameWork(old, now) && old.from === now.from && old.to === now.to) === null,
  );
  const found: BusyChange[] = [];
  const moved = changed.filter((old) => {
    const now = take((each) => sameWork(old, each) && old.from === each.from);
    if (now !== null) found.push({ old, now });
    return now === null;
  });
  yield* found;
  for (const old of moved) yield { old, now: left.shift() ?? null };
  for (const now of left) yield { old: null, now };
}

const sameWork = (a: BusyInterval, b: BusyInterval): boolean =>
  a.agent === b.agent && a.kind === b.kind && a.queue === b.queue && a.source === b.source;

/** The part from `settled` on; null when there is none. */
function cut(interval: BusyInterval | null, settled: number): BusyInterval | null {
  if (interval === null || interval.from >= settled) return interval;
  if (interval.to !== null && interval.to < settled) return null;
  return { ...interval, from: settled };
}
