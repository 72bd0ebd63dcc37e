/**
 * What a contact has added to the numbers, kept with it: that is what is taken back when its fold changes, never what some
 * later program would derive. So a fold that is mended in a later release corrupts no sum.
 */
import { type BusyInterval, COUNTERS, type Contribution, type CounterName } from "@floorwalker/domain";

export interface WaitingSegment {
  readonly cell: string;
  readonly since: number;
  readonly pastThreshold: boolean;
}

export interface ContactFold {
  readonly contributions: readonly Contribution[];
  readonly waiting: readonly WaitingSegment[];
  /** Cells in which a segment of this contact is being handled. */
  readonly handling: readonly string[];
  readonly busy: readonly BusyInterval[];
  /** Something goes on, or ended only because nothing was heard of it (an event may still restate that). */
  readonly unfinished: boolean;
  /** Something goes on that is not lost. */
  readonly goesOn: boolean;
  /** The next moment at which time alone changes this fold; null when none will. */
  readonly nextAt: number | null;
  /** The last moment at which time alone changed it: as of an earlier one it is another. Null: only events made it. */
  readonly changedAt: number | null;
  /** Events in orders that cannot be. */
  readonly impossible: number;
}

export const NOTHING_ADDED: ContactFold = {
  contributions: [],
  waiting: [],
  handling: [],
  busy: [],
  unfinished: false,
  goesOn: false,
  nextAt: null,
  changedAt: null,
  impossible: 0,
};

/** Pseudo-counters lie behind the counters: a name of their own, by their distance. */
const PSEUDO = "+";

/** Counters by name, each once: the next program may have others. */
export type FoldRow = readonly [
  counters: readonly string[],
  contributions: readonly (readonly [cell: string, ...entries: number[]])[],
  waiting: readonly (readonly [cell: string, since: number, pastThreshold: 0 | 1])[],
  handling: readonly string[],
  busy: readonly (readonly [
    agent: string,
    kind: BusyInterval["kind"],
    queue: string,
    source: string,
    from: number,
    to: number | null,
  ])[],
  state: 0 | 1 | 2,
  nextAt: number | null,
  changedAt: number | null,
  impossible: number,
];

export function foldRow(fold: ContactFold): FoldRow {
  const names: string[] = [];
  const indexes = new Map<number, number>();
  const indexOf = (counter: number): number => {
    let index = indexes.get(counter);
    if (index === undefined) {
      index = names.length;
      indexes.set(counter, index);
      names.push(COUNTERS[counter] ?? `${PSEUDO}${counter - COUNTERS.length}`);
    }
    return index;
  };
  return [
    names,
    fold.contributions.map(({ cell, entries }) => [
      cell,
      ...entries.map((entry, at) => (at % 3 === 1 ? indexOf(entry) : entry)),
    ]),
    fold.waiting.map(({ cell, since, pastThreshold }) => [cell, since, pastThreshold ? 1 : 0]),
    fold.handling,
    fold.busy.map(({ agent, kind, queue, source, from, to }) => [agent, kind, queue, source, from, to]),
    fold.goesOn ? 2 : fold.unfinished ? 1 : 0,
    fold.nextAt,
    fold.changedAt,
    fold.impossible,
  ];
}

export function foldOfRow([
  names,
  contributions,
  waiting,
  handling,
  busy,
  state,
  nextAt,
  changedAt,
  impossible,
]: FoldRow): ContactFold {
  const counters = names.map(counterOf);
  return {
    contributions: contributions.map(([cell, ...entries]) => ({
      cell,
      entries: entries.map((entry, at) => (at % 3 === 1 ? counters[entry]! : entry)),
    })),
    waiting: waiting.map(([cell, since, past]) => ({ cell, since, pastThreshold: past === 1 })),
    handling,
    busy: busy.map(([agent, kind, queue, source, from, to]) => ({ agent, kind, queue, source, from, to })),
    unfinished: state > 0,
    goesOn: state === 2,
    nextAt,
    changedAt,
    impossible,
  };
}

function counterOf(name: string): number {
  if (name.startsWith(PSEUDO)) return COUNTERS.length + Number(name.slice(PSEUDO.length));
  const counter = COUNTERS.indexOf(name as CounterName);
  if (counter < 0) throw new RangeError(`no such counter: ${name}`);
  return counter;
}
