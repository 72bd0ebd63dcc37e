/** What a partition tells the log after its commits: intervals that have closed or changed since, and contacts that have left as facts. */
import { SLICE_MS } from "./cells/pane-time.ts";
import { CONTACT_ROW } from "./contacts/contact-rows.ts";
import type { FactPortion } from "./facts/fact-table.ts";
import type { Portion } from "./history/interval-table.ts";
import { migrateRow } from "./migrations/migrate-row.ts";
import { ofSite } from "./site-error.ts";
import type { SiteState } from "./site-state.ts";

export class PartitionTelling {
  readonly #sites: ReadonlyMap<string, SiteState>;
  /** The site whose intervals come first: those of one must not keep back all others'. */
  #intervalsFrom = 0;
  #factsFrom = 0;

  constructor(sites: ReadonlyMap<string, SiteState>) {
    this.#sites = sites;
  }

  /** Intervals wait to be told. `changed`: also those that changed after they had closed. */
  hasIntervals(changed: boolean): boolean {
    for (const { intervals } of this.#sites.values()) if (intervals?.hasDue(changed) === true) return true;
    return false;
  }

  /** More is held back than is kept because intervals are not told: the fold is to wait while it catches up. */
  get isHoldingSlices(): boolean {
    for (const { intervals } of this.#sites.values()) if (intervals?.isBehind === true) return true;
    return false;
  }

  /** Intervals that changed after they had closed, and how long ago the oldest ended that the log does not have, ms. */
  intervalsToTell(): { readonly changed: number; readonly behindMs: number } {
    let changed = 0;
    let behindMs = 0;
    for (const { intervals, context } of this.#sites.values()) {
      if (intervals === null) continue;
      changed += intervals.changedCount;
      const { toldUntil } = intervals;
      if (toldUntil !== null && context.clock >= toldUntil + SLICE_MS)
        behindMs = Math.max(behindMs, context.clock - toldUntil - SLICE_MS);
    }
    return { changed, behindMs };
  }

  /** Changes of slices that are no longer kept, since this was last asked. */
  takeBeyondKept(): number {
    let count = 0;
    for (const { cells } of this.#sites.values()) {
      count += cells.beyondKept;
      cells.beyondKept = 0;
    }
    return count;
  }

  /** Events that changed what was told, more than two minutes after its end, since this was last asked. */
  takeRestatingEvents(): number {
    let count = 0;
    for (const { intervals } of this.#sites.values()) count += intervals?.takeRestatingEvents() ?? 0;
    return count;
  }

  /** At most so many of one site, of the commit that has just been made; null: none is due. `changed`: see `hasIntervals`. */
  takeIntervals(most: number, changed: boolean): Portion | null {
    const sites = [...this.#sites.values()];
    for (let at = 0; at < sites.length; at++) {
      const place = (this.#intervalsFrom + at) % sites.length;
      const { id, intervals } = sites[place]!;
      if (intervals?.hasDue(changed) !== true) continue;
      this.#intervalsFrom = place + 1;
      return ofSite(id, () => intervals.take(most, changed));
    }
    return null;
  }

  get hasFacts(): boolean {
    for (const { facts } of this.#sites.values()) if (facts?.hasDue === true) return true;
    return false;
  }

  /** Contacts that have left and are not in the log of facts yet. */
  get factsWaiting(): number {
    let waiting = 0;
    for (const { facts } of this.#sites.values()) waiting += facts?.waiting ?? 0;
    return waiting;
  }

  /** Records without which no more facts can be taken of the sites that have some: by class, keys. Then `factsFound`. */
  factsToLookUp(most: number): ReadonlyMap<string, readonly string[]> {
    for (const { facts } of this.#sites.values()) {
      const keys = facts?.hasDue === true ? facts.toLookUp(most) : null;
      if (keys !== null && keys.size > 0) return keys;
    }
    return new Map();
  }

  /** `asked`: the keys, of whatever class. */
  factsFound(asked: ReadonlySet<string>, records: ReadonlyMap<string, Uint8Array>, most: number): void {
    const found = new Map([...records].map(([key, value]) => [key, migrateRow(CONTACT_ROW, value).slice()]));
    for (const { facts } of this.#sites.values()) facts?.found(asked, found, most);
  }

  /** At most so many of one site, of the commit that has just been made; null: none is due, or at hand. */
  takeFacts(most: number): FactPortion | null {
    const sites = [...this.#sites.values()];
    for (let at = 0; at < sites.length; at++) {
      const place = (this.#factsFrom + at) % sites.length;
      const { id, facts } = sites[place]!;
      if (facts?.hasDue !== true || facts.toLookUp(1).size > 0) continue;
      this.#factsFrom = place + 1;
      return ofSite(id, () => facts.take(most));
    }
    return null;
  }
}
