/**
 * What becomes of agents' marks when the work on a contact changes. A contact may outlive the horizon of agents (an e-mail is open
 * for days): marks before `settled` are part of the agent's base and can no longer be taken back, so an interval is cut there, and
 * one that ended before it stands. On and off marks stay paired whatever happens.
 */
import { type Name, NONE, UNKNOWN } from "@floorwalker/domain";
import type { BusyInterval, BusyWork } from "./busy-work.ts";
import { MARK, type MarkKind } from "./marks.ts";

/** A boundary of an agent's work comes (1) or goes (−1). What a contact implies of him is of its queue, by its source, in that place. */
export type MarkChange = (
  agent: Name,
  time: number,
  kind: MarkKind,
  queue: Name,
  source: Name,
  sequence: number,
  sign: 1 | -1,
) => void;

export class BusyChanges {
  readonly #change: MarkChange;
  /** By place in what there was, and in what there is: it has found what became of it, and what it was. */
  readonly #gone: boolean[] = [];
  readonly #known: boolean[] = [];

  constructor(change: MarkChange) {
    this.#change = change;
  }

  /** What is the same stays, wherever it stands among the others; what begins the same has another end. */
  of(before: BusyWork, after: BusyWork, settled: number): void {
    this.#gone.fill(false);
    this.#known.fill(false);
    for (let old = 0; old < before.count; old++) this.#gone[old] = this.#find(before, old, after, true) >= 0;
    const moved: number[] = [];
    for (let old = 0; old < before.count; old++) {
      if (this.#gone[old]) continue;
      const now = this.#find(before, old, after, false);
      if (now >= 0) moved.push(old, now);
    }
    for (let index = 0; index < moved.length; index += 2) {
      this.#gone[moved[index]!] = true;
      this.#become(before.at(moved[index]!), after.at(moved[index + 1]!), settled);
    }
    for (let old = 0; old < before.count; old++)
      if (!this.#gone[old]) this.#become(before.at(old), this.#nextNew(after), settled);
    for (let now = this.#nextNew(after); now !== null; now = this.#nextNew(after)) this.#become(null, now, settled);
  }

  /** Its place, which nobody finds again; negative: there is none. */
  #find(before: BusyWork, old: number, after: BusyWork, whole: boolean): number {
    for (let now = 0; now < after.count; now++) {
      if (this.#known[now] || !(whole ? after.isSame(now, before, old) : after.beginsAs(now, before, old))) continue;
      this.#known[now] = true;
      return now;
    }
    return -1;
  }

  #nextNew(after: BusyWork): BusyInterval | null {
    for (let now = 0; now < after.count; now++) {
      if (this.#known[now]) continue;
      this.#known[now] = true;
      return after.at(now);
    }
    return null;
  }

  #become(old: BusyInterval | null, now: BusyInterval | null, settled: number): void {
    if (old === null || old.from >= settled) {
      this.#mark(old, cut(now, settled));
      return;
    }
    if (old.to !== UNKNOWN && old.to < settled) {
      // What was lost and is found again goes on from where marks are kept.
      this.#mark(null, cut(now, settled));
      return;
    }
    // Its beginning stands: only its end can move, at the earliest to `settled`.
    const end = now !== null && isSameWork(old, now) ? now.to : settled;
    this.#mark(old, { ...old, to: end === UNKNOWN ? UNKNOWN : Math.max(end, settled) });
    if (now !== null && !isSameWork(old, now)) this.#mark(null, cut(now, settled));
  }

  /** Marks that are no longer there go, new ones come. */
  #mark(old: BusyInterval | null, now: BusyInterval | null): void {
    const sameBegin = old !== null && now !== null && hasSameBegin(old, now);
    const sameEnd = old !== null && now !== null && hasSameEnd(old, now);
    if (old !== null && !sameBegin) this.#begin(old, -1);
    if (old !== null && !sameEnd) this.#end(old, -1);
    if (now !== null && !sameBegin) this.#begin(now, 1);
    if (now !== null && !sameEnd) this.#end(now, 1);
  }

  #begin({ kind, agent, queue, source, from, sequence }: BusyInterval, sign: 1 | -1): void {
    if (kind === "wrapUp") this.#change(agent, from, MARK.wrapUpBegins, NONE, NONE, UNKNOWN, sign);
    else if (kind === "onContact") this.#change(agent, from, MARK.contactBegins, queue, source, sequence, sign);
    else this.#change(agent, from, MARK[kind], queue, source, sequence, sign);
  }

  /** Its end implies nothing. */
  #end({ kind, agent, to }: BusyInterval, sign: 1 | -1): void {
    if (kind === "rang" || kind === "alerted" || to === UNKNOWN) return;
    this.#change(agent, to, kind === "onContact" ? MARK.contactEnds : MARK.wrapUpEnds, NONE, NONE, UNKNOWN, sign);
  }
}

const isSameWork = (a: BusyInterval, b: BusyInterval): boolean =>
  a.agent === b.agent && a.kind === b.kind && a.queue === b.queue && a.source === b.source;

function hasSameBegin(a: BusyInterval, b: BusyInterval): boolean {
  if (a.kind === "wrapUp") return b.kind === "wrapUp" && a.agent === b.agent && a.from === b.from;
  return isSameWork(a, b) && a.from === b.from && a.sequence === b.sequence;
}

const hasSameEnd = (a: BusyInterval, b: BusyInterval): boolean =>
  a.kind === b.kind && a.agent === b.agent && a.to === b.to;

/** The part from `settled` on, which nobody told of; null when there is none. */
function cut(interval: BusyInterval | null, settled: number): BusyInterval | null {
  if (interval === null || interval.from >= settled) return interval;
  if (interval.to !== UNKNOWN && interval.to < settled) return null;
  return { ...interval, from: settled, sequence: UNKNOWN };
}
