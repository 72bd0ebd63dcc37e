/**
 * One cell over time: panes for the rolling windows, slices for intervals and days. Nothing here knows the clock: whoever reads
 * says which pane is in progress, and a contribution may come for any pane or slice that is still kept, also later. What is kept
 * is the log's matter (LogTime): panes outlive the window that shows them.
 */
import { type CellKey, cellName, WINDOWS_OF } from "@floorwalker/domain";
import { rowKey } from "../site-context.ts";
import type { Bucket } from "./bucket.ts";
import type { BucketPool } from "./bucket-pool.ts";
import { Buckets } from "./buckets.ts";
import type { FlowTally } from "./flow-tally.ts";
import { KeptSum } from "./kept-sum.ts";
import {
  MOST_PANES,
  PANE_MS,
  PANES_PER_ROW,
  paneOf,
  type RollingWindow,
  SLICE_MS,
  sliceOf,
  WINDOW_PANES,
} from "./pane-time.ts";
import { Span } from "./span.ts";

/** A day has no end: what comes ahead of the clock belongs to it. */
const FOR_EVER = Number.MAX_SAFE_INTEGER;

const LENGTHS = Object.values(WINDOW_PANES);

/** Did anything ever happen in it that is still kept? */
export const hasNumbers = (cell: Cell): boolean => cell.slices.starts().next().done !== true;

/** Told of all that an amount of a moment goes into. */
export interface LandingPlaces {
  bucket(bucket: Bucket): void;
  sum(sum: KeptSum): void;
}

/** Panes of a minute. */
export const PANES_ROW = "m";
/** One pane: as panes were stored up to fold 3. */
export const PANE_ROW = "p";
export const SLICE_ROW = "s";

export class Cell {
  readonly key: CellKey;
  /** Null: nobody counts what flows through it. */
  readonly flow: FlowTally | null;
  /** Null: no rolling window is ever asked of it. */
  readonly panes: Buckets | null;
  readonly slices: Buckets;
  /** Of agents' time in state. */
  readonly #tellsTime: boolean;
  /** Made when first read, kept up from then on. */
  #windows: Map<RollingWindow, KeptSum> | null = null;
  #day: KeptSum | null = null;

  constructor(site: string, key: CellKey, pool: BucketPool, flow: FlowTally | null) {
    this.key = key;
    this.flow = flow;
    const rowPrefix = rowKey(site, SLICE_ROW, key, "");
    this.slices = new Buckets({ cell: key, rowPrefix, lengthMs: SLICE_MS, perRow: 1, pool });
    const { kind } = cellName(key);
    this.#tellsTime = kind === "team" || kind === "site";
    const rolls = WINDOWS_OF[kind].some((window) => window !== "day");
    const ofPanes = { rowPrefix: rowKey(site, PANES_ROW, key, ""), lengthMs: PANE_MS, perRow: PANES_PER_ROW };
    this.panes = rolls ? new Buckets({ cell: key, ...ofPanes, pool }) : null;
  }

  get isEmpty(): boolean {
    return this.slices.size + (this.panes?.size ?? 0) === 0;
  }

  /** Opens where amounts of that moment go. `kept`: the first pane and slice that are. */
  open(at: number, kept: { readonly pane: number; readonly slice: number }, landing: LandingPlaces): void {
    const slice = sliceOf(at);
    if (slice >= kept.slice) {
      landing.bucket(this.slices.at(slice));
      if (this.#day?.covers(slice)) landing.sum(this.#day);
    }
    const pane = paneOf(at);
    if (this.panes === null || pane < kept.pane) return;
    landing.bucket(this.panes.at(pane));
    if (this.#windows === null) return;
    for (const window of this.#windows.values()) if (window.covers(pane)) landing.sum(window);
  }

  /** Of a rolling window that ends with pane `now`; it goes on being added to. */
  window(window: RollingWindow, now: number): Span {
    if (this.panes === null) throw new Error(`no rolling window is kept of ${this.key}`);
    this.#windows ??= new Map();
    const from = now - WINDOW_PANES[window] + 1;
    let sum = this.#windows.get(window);
    if (sum === undefined) {
      sum = new KeptSum(this.panes, from, now + 1);
      this.#windows.set(window, sum);
    } else sum.moveTo(from, now + 1);
    return sum.read();
  }

  /** Since `from` (a slice boundary: the site's midnight); it goes on being added to. */
  since(from: number): Span {
    const slice = sliceOf(from);
    if (this.#day === null) this.#day = new KeptSum(this.slices, slice, FOR_EVER);
    else this.#day.moveTo(slice, FOR_EVER);
    return this.#day.read();
  }

  /** Slices of [from, to), both on slice boundaries (or `to` beyond the newest). */
  between(from: number, to: number): Span {
    const span = new Span(from);
    const [first, end] = [Math.ceil(from / SLICE_MS), Math.ceil(to / SLICE_MS)];
    this.slices.sum(span, first, end);
    span.longest = this.slices.longest(first, end);
    return span;
  }

  /** Does any rolling window change when the pane in progress is `now` and no longer `before`? */
  changesWith(before: number, now: number): boolean {
    const { panes } = this;
    if (panes === null || this.#isQuiet(before, now)) return false;
    const first = Math.min(before, now) + 1;
    const end = Math.max(before, now) + 1;
    if (panes.hasWithin(first, end)) return true;
    for (const panesBack of LENGTHS) if (panes.hasWithin(first - panesBack, end - panesBack)) return true;
    return false;
  }

  /** Does agents' time in a window? While somebody came or went in it, what he spent before leaves it pane by pane. */
  timeChangesWith(before: number, now: number): boolean {
    return this.#tellsTime && !this.#isQuiet(before, now);
  }

  #isQuiet(before: number, now: number): boolean {
    return this.panes === null || this.panes.newest <= Math.min(before, now) - MOST_PANES;
  }

  /** Drops what is no longer kept; `stored` hears of the rows that go with it. True: there was something. */
  dropPanes(kept: number, stored: (row: string) => void): boolean {
    if (this.panes === null || this.panes.oldest >= kept) return false;
    // One that nobody has read for long, or a clock far behind the log: it shows panes that are no longer kept.
    if (this.#windows !== null)
      for (const [window, { from }] of this.#windows) if (from < kept) this.#windows.delete(window);
    return this.panes.dropBefore(kept, stored);
  }

  dropSlices(kept: number, stored: (row: string) => void): boolean {
    if (this.slices.oldest >= kept) return false;
    if (this.#day !== null && kept > this.#day.from) this.#day = null;
    return this.slices.dropBefore(kept, stored);
  }

  /** Catching up: nothing reads the windows, so nobody keeps their sums. */
  forgetSums(): void {
    this.#windows = null;
    this.#day = null;
  }
}
