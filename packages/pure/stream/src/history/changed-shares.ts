/**
 * What each contact and agent changes of slices that have closed, between two commits: how far his share of a cell is another one, as a
 * fingerprint of the amounts that came and went. Who took back what he adds again has changed nothing. So how many events are behind a
 * restated interval follows from what is committed, not from the order in which it came, nor from how often.
 */
import { AGENT_TIME, type CellKey, type CellKind, COUNTER_COUNT, newCounters } from "@floorwalker/domain";
import { MOMENT_OF } from "../cells/bucket.ts";
import type { Cell } from "../cells/cell.ts";
import type { LateWatch } from "../cells/late-watch.ts";
import { sliceOf } from "../cells/pane-time.ts";
import { type Balance, isNothing, isWaitedIn, movementOf, NOTHING, plus } from "./balance.ts";
import { type Cause, Causes } from "./causes.ts";
import { LONGEST_SILENCE } from "./closing.ts";
import { Fingerprint } from "./fingerprint.ts";

interface Share {
  readonly amounts: Fingerprint;
  /** What goes over to the next slice; null: it never moved. */
  moved: number[] | null;
}

/** By number of the slice. */
export type Shares = ReadonlyMap<number, Share>;

/** A slice in which a share is another now. */
export interface ChangedShare {
  readonly slice: number;
  /** Null: nothing in it, but who goes over into it. */
  readonly amounts: Fingerprint | null;
  readonly moved: Balance;
}

/** By counter, what one of it moves where somebody waits: places of a balance and amounts. */
const MOVES: readonly (readonly (readonly [at: number, amount: number])[])[] = newCounters().map((_, counter) => {
  const one = newCounters();
  one[counter] = 1;
  return [...movementOf(one, "site").entries()].filter(([, amount]) => amount !== 0);
});

export class ChangedShares implements LateWatch {
  readonly causes = new Causes();
  before = Number.NEGATIVE_INFINITY;
  readonly #shares = new Map<Cause, Map<Cell, Map<number, Share>>>();

  /** To whom what is added now is due. */
  cause: Cause = "";

  add(cells: readonly Cell[], at: number, counter: number, amount: number, sign: 1 | -1): void {
    let own = this.#shares.get(this.cause);
    if (own === undefined) {
      own = new Map();
      this.#shares.set(this.cause, own);
    }
    const slice = sliceOf(at);
    for (const cell of cells) {
      let slices = own.get(cell);
      if (slices === undefined) {
        slices = new Map();
        own.set(cell, slices);
      }
      let share = slices.get(slice);
      if (share === undefined) {
        share = { amounts: new Fingerprint(), moved: null };
        slices.set(slice, share);
      }
      addTo(share, at, counter, amount, sign);
    }
  }

  /** Of each cause and name the slices; then nothing is known any more. The causes are left to whoever counts them. */
  take(nameOf: (cell: CellKey) => CellKey, visit: (cause: Cause, name: CellKey, shares: Shares) => void): void {
    for (const [cause, cells] of this.#shares) {
      const named = new Map<CellKey, Map<number, Share>>();
      for (const [cell, slices] of cells) {
        const name = nameOf(cell.key);
        const known = named.get(name);
        named.set(name, known === undefined ? slices : together(known, slices));
      }
      for (const [name, slices] of named) visit(cause, name, slices);
    }
    this.#shares.clear();
  }
}

function addTo(share: Share, at: number, counter: number, amount: number, sign: 1 | -1): void {
  if (counter >= COUNTER_COUNT) {
    share.amounts.addWait(counter, amount, sign);
    return;
  }
  share.amounts.addShare(counter, sign * amount, MOMENT_OF[counter]! >= 0 ? at : null);
  for (const [place, each] of MOVES[counter]!) {
    share.moved ??= [...NOTHING];
    share.moved[place]! += sign * each * amount;
  }
}

/** Of an agent's names. */
function together(one: Map<number, Share>, other: Map<number, Share>): Map<number, Share> {
  for (const [slice, { amounts, moved }] of other) {
    const known = one.get(slice);
    if (known === undefined) one.set(slice, { amounts, moved });
    else {
      known.amounts.plus(amounts);
      if (moved !== null) known.moved = [...plus(known.moved ?? NOTHING, moved)];
    }
  }
  return one;
}

/** Each slice up to `last` in which the share is another now, in order, each once. */
export function* changedShares(shares: Shares, kind: CellKind, last: number): Generator<ChangedShare> {
  const changed = [...shares.keys()].filter((slice) => slice <= last).sort((a, b) => a - b);
  let moved = NOTHING;
  for (const [at, slice] of changed.entries()) {
    const share = shares.get(slice)!;
    if (share.moved !== null) moved = plus(moved, movedIn(share.moved, kind));
    if (!share.amounts.isNothing || !isNothing(moved)) yield { slice, amounts: share.amounts, moved };
    if (isNothing(moved)) continue;
    const end = changed[at + 1] ?? last + 1;
    for (let next = Math.max(slice + 1, end - LONGEST_SILENCE); next < end; next++)
      yield { slice: next, amounts: null, moved };
  }
}

const movedIn = (moved: Balance, kind: CellKind): Balance =>
  isWaitedIn(kind) ? moved : moved.map((amount, at) => (at < AGENT_TIME.length ? amount : 0));
