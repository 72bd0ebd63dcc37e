/**
 * How many accepted events changed intervals that were told, more than two minutes after their end: of each contact and agent whose
 * share of an interval a commit makes another, the events that it took in. One that changes several quarters of a day counts once for
 * the day. What time alone changes (a talk that is lost), or another way of counting, no event did.
 */
import { type CellKey, cellKind, type KeptLength } from "@floorwalker/domain";
import { SLICE_MS } from "../cells/pane-time.ts";
import { isNothing } from "./balance.ts";
import type { Cause } from "./causes.ts";
import { type ChangedShares, changedShares, type Shares } from "./changed-shares.ts";
import type { DueInterval } from "./due-intervals.ts";
import { Fingerprint } from "./fingerprint.ts";

export interface RestatedParts {
  readonly nameOf: (cell: CellKey) => CellKey;
  /** The last slice of a cell that was ever told. */
  readonly lastOf: (name: CellKey) => number;
  readonly dayOf: (time: number) => { readonly from: number; readonly to: number };
  /** It was told, and boards have shown it. */
  readonly isRestated: (name: CellKey, length: KeptLength, from: number, to: number) => boolean;
}

export class RestatingEvents {
  readonly #shares: ChangedShares;
  readonly #parts: RestatedParts;
  /** By cell, length and start: whose share is another. */
  #changed = new Map<string, { readonly interval: DueInterval; readonly by: Set<Cause> }>();
  /** Events that restated something, since this was last asked. */
  #count = 0;

  constructor(shares: ChangedShares, parts: RestatedParts) {
    this.#shares = shares;
    this.#parts = parts;
  }

  takeCount(): number {
    const count = this.#count;
    this.#count = 0;
    return count;
  }

  /** Of one commit. `isMoved`: all shares together have made the interval another one. */
  take(isMoved: (interval: DueInterval) => boolean, visit: (interval: DueInterval, events: number) => void): void {
    const { causes } = this.#shares;
    this.#shares.take(this.#parts.nameOf, (cause, name, shares) => this.#ofShares(cause, name, shares));
    if (this.#changed.size > 0) {
      const all = new Set<Cause>();
      for (const { interval, by } of this.#changed.values()) {
        if (!isMoved(interval)) continue;
        const behind = causes.behind(by);
        for (const cause of behind) all.add(cause);
        visit(interval, causes.count(behind));
      }
      this.#count += causes.count(all);
      this.#changed = new Map();
    }
    causes.clear();
  }

  #ofShares(cause: Cause, name: CellKey, shares: Shares): void {
    const { lastOf, dayOf } = this.#parts;
    let day: { readonly from: number; readonly to: number } | null = null;
    let ofDay = new Fingerprint();
    const endDay = (): void => {
      if (day !== null && !ofDay.isNothing)
        this.#isChanged(cause, { cell: name, length: "day", from: day.from }, day.to);
      ofDay = new Fingerprint();
    };
    for (const { slice, amounts, moved } of changedShares(shares, cellKind(name), lastOf(name))) {
      const from = slice * SLICE_MS;
      const to = from + SLICE_MS;
      this.#isChanged(cause, { cell: name, length: "15m", from }, to);
      if (day === null || from >= day.to) {
        endDay();
        day = dayOf(from);
      }
      if (amounts !== null) ofDay.plus(amounts);
      if (to === day.to && !isNothing(moved)) ofDay.addAtEnd(moved);
    }
    endDay();
  }

  #isChanged(cause: Cause, interval: DueInterval, to: number): void {
    const { cell, length, from } = interval;
    if (!this.#parts.isRestated(cell, length, from, to)) return;
    const key = `${length} ${from} ${cell}`;
    const known = this.#changed.get(key);
    if (known === undefined) this.#changed.set(key, { interval, by: new Set([cause]) });
    else known.by.add(cause);
  }
}
