/**
 * One cell over time: 10 s panes for the rolling windows, 15 min slices for intervals and days. Slices align with every
 * zone of today (their offsets are multiples of 15 min), so any interval and business day is a sum of slices.
 * Nothing here knows the clock: `roll` moves the windows, on or back, and a contribution may come for any pane or slice that
 * is still kept, also later. What is kept is the log's matter (LogTime): panes outlive the window that shows them.
 */
import { ANSWERED_WAIT, type CellKey, COUNTER_COUNT } from "@floorwalker/domain";
import { Bucket } from "./bucket.ts";
import type { FlowTally } from "./flow-tally.ts";
import { longer, longestIn, Span } from "./span.ts";

export const PANE_MS = 10_000;
export const SLICE_MS = 900_000;

/** Panes of the rolling windows; the newest pane is the one in progress. */
export const WINDOW_PANES = { "5m": 30, "15m": 90, "30m": 180, "60m": 360 } as const;
export type RollingWindow = keyof typeof WINDOW_PANES;
export const ROLLING_WINDOWS = Object.keys(WINDOW_PANES) as RollingWindow[];
/** Of the widest window. */
export const MOST_PANES = WINDOW_PANES["60m"];

export const paneOf = (time: number): number => Math.floor(time / PANE_MS);
export const sliceOf = (time: number): number => Math.floor(time / SLICE_MS);

export type Level = "pane" | "slice";

export interface CellOptions {
  /** The pane in progress. */
  readonly now: number;
  /** False: only slices (single agents). */
  readonly withPanes: boolean;
  readonly flow: FlowTally | null;
  /** How many longest waits of a bucket are known exactly (see TopWaits). */
  readonly keep: number;
  /** The first pane and slice that are kept. */
  readonly kept: () => { readonly pane: number; readonly slice: number };
  /** Called with every bucket changed. */
  readonly touched: (level: Level, index: number, bucket: Bucket) => void;
}

export class CellSeries {
  readonly key: CellKey;
  /** Null: nobody counts what flows through it. */
  readonly flow: FlowTally | null;
  readonly panes = new Map<number, Bucket>();
  readonly slices = new Map<number, Bucket>();
  readonly #options: CellOptions;
  #now: number;
  #newestPane = Number.NEGATIVE_INFINITY;
  /** Sums of the panes of each window; built when first read, kept up by addition and subtraction from then on. */
  #sums: Map<RollingWindow, Span> | null = null;
  #daySum: { readonly from: number; readonly span: Span } | null = null;
  /** Longest waits of the windows, in their order, and of the day; null: something changed since. */
  #longest: readonly (number | null)[] | null = null;
  #longestOfDay: { readonly from: number; readonly wait: number | null } | null = null;

  constructor(key: CellKey, options: CellOptions) {
    this.key = key;
    this.flow = options.flow;
    this.#options = options;
    this.#now = options.now;
  }

  /** Entries of a contribution from index `from` on, added (1) or taken back (−1). */
  add(entries: readonly number[], from: number, sign: 1 | -1): void {
    // Entries of one moment follow each other and share their buckets.
    for (let at = from; at < entries.length; ) {
      const time = entries[at]!;
      let end = at + 3;
      while (end < entries.length && entries[end] === time) end += 3;
      this.#addToSlice(sliceOf(time), entries, at, end, sign);
      if (this.#options.withPanes) this.#addToPane(paneOf(time), entries, at, end, sign);
      at = end;
    }
  }

  #addToSlice(slice: number, entries: readonly number[], from: number, to: number, sign: 1 | -1): void {
    if (slice < this.#options.kept().slice) return;
    const bucket = bucketAt(this.slices, slice, SLICE_MS);
    bucket.add(entries, from, to, sign, this.#options.keep);
    this.#options.touched("slice", slice, bucket);
    this.#longestOfDay = null;
    if (this.#daySum !== null && bucket.start >= this.#daySum.from) addTo(this.#daySum.span, entries, from, to, sign);
  }

  #addToPane(pane: number, entries: readonly number[], from: number, to: number, sign: 1 | -1): void {
    if (pane < this.#options.kept().pane) return;
    if (pane > this.#newestPane) this.#newestPane = pane;
    const bucket = bucketAt(this.panes, pane, PANE_MS);
    bucket.add(entries, from, to, sign, this.#options.keep);
    this.#options.touched("pane", pane, bucket);
    this.#longest = null;
    if (this.#sums === null || pane > this.#now) return;
    for (const window of ROLLING_WINDOWS) {
      if (pane <= this.#now - WINDOW_PANES[window]) continue;
      addTo(this.#sums.get(window)!, entries, from, to, sign);
    }
  }

  /** Moves the windows to end with pane `now`; false: there is nothing in them, before or after. */
  roll(now: number): boolean {
    const before = this.#now;
    this.#now = now;
    if (this.#newestPane <= Math.min(before, now) - MOST_PANES) return false;
    this.#longest = null;
    // Back, or nothing of the windows is left: to build the sums anew is less work than to move them pane by pane.
    if (now < before || now - before >= MOST_PANES) this.#forgetWindows();
    this.#moveOn(this.#sums, before, now);
    return true;
  }

  /** Drops what is no longer kept; `from`: all before it are gone already. Returns what there was. */
  dropPanes(from: number, kept: number): readonly (readonly [index: number, bucket: Bucket])[] {
    // Only where the clock is far behind the log: a window shows panes that are no longer kept.
    if (kept > this.#now - MOST_PANES) this.#forgetWindows();
    return dropped(this.panes, from, kept);
  }

  dropSlices(from: number, kept: number): readonly (readonly [index: number, bucket: Bucket])[] {
    this.#longestOfDay = null;
    if (this.#daySum !== null && kept * SLICE_MS > this.#daySum.from) this.#daySum = null;
    return dropped(this.slices, from, kept);
  }

  #forgetWindows(): void {
    this.#longest = null;
    this.#sums = null;
  }

  #moveOn(sums: ReadonlyMap<RollingWindow, Span> | null, before: number, now: number): void {
    if (sums === null) return;
    for (const window of ROLLING_WINDOWS) {
      const sum = sums.get(window)!;
      const length = WINDOW_PANES[window];
      for (let pane = before + 1; pane <= now; pane++) {
        const entering = this.panes.get(pane);
        if (entering !== undefined) sum.add(entering);
        const leaving = this.panes.get(pane - length);
        if (leaving !== undefined) sum.add(leaving, -1);
      }
    }
  }

  /** Counters and waits of a rolling window, the longest wait recomputed; agent time is the caller's (see StateTime). */
  window(window: RollingWindow): Span {
    if (this.#sums === null) this.#sums = this.#sumPanes();
    const sum = this.#sums.get(window)!;
    sum.longest = this.longest(window);
    return sum;
  }

  /** Longest wait of segments finished in the window, ms; null when there are none. */
  longest(window: RollingWindow): number | null {
    this.#longest ??= this.#longestWaits();
    return this.#longest[ROLLING_WINDOWS.indexOf(window)]!;
  }

  #longestWaits(): (number | null)[] {
    const longest = ROLLING_WINDOWS.map((): number | null => null);
    for (const [pane, bucket] of this.panes) {
      const wait = longestIn(bucket);
      if (wait === null || pane > this.#now) continue;
      ROLLING_WINDOWS.forEach((window, index) => {
        if (pane > this.#now - WINDOW_PANES[window]) longest[index] = longer(longest[index]!, wait);
      });
    }
    return longest;
  }

  /** Since `from` (a slice boundary: the site's midnight). */
  since(from: number): Span {
    if (this.#daySum?.from !== from) {
      const span = new Span();
      for (const bucket of this.slices.values()) if (bucket.start >= from) span.add(bucket);
      this.#daySum = { from, span };
    }
    const { span } = this.#daySum;
    span.longest = this.longestSince(from);
    return span;
  }

  longestSince(from: number): number | null {
    if (this.#longestOfDay?.from === from) return this.#longestOfDay.wait;
    let wait: number | null = null;
    for (const bucket of this.slices.values()) if (bucket.start >= from) wait = longer(wait, longestIn(bucket));
    this.#longestOfDay = { from, wait };
    return wait;
  }

  /** Slices of [from, to), both on slice boundaries (or `to` beyond the newest). */
  between(from: number, to: number): Span {
    const span = new Span();
    const eachSlice = (bucket: Bucket): void => {
      span.add(bucket);
      span.addLongest(bucket);
    };
    if ((to - from) / SLICE_MS > this.slices.size) {
      for (const bucket of this.slices.values()) if (bucket.start >= from && bucket.start < to) eachSlice(bucket);
    } else
      for (let slice = sliceOf(from); slice * SLICE_MS < to; slice++) {
        const bucket = this.slices.get(slice);
        if (bucket !== undefined) eachSlice(bucket);
      }
    return span;
  }

  /** Panes and slices as they come back from the store. */
  restore(level: Level, index: number, row: Uint8Array): void {
    if (level === "slice") this.slices.set(index, Bucket.parse(index * SLICE_MS, row, this.#options.keep));
    else {
      this.panes.set(index, Bucket.parse(index * PANE_MS, row, this.#options.keep));
      this.#newestPane = Math.max(this.#newestPane, index);
    }
  }

  /** Catching up: nothing reads the windows, so nobody keeps their sums. */
  forgetSums(): void {
    this.#sums = null;
    this.#daySum = null;
  }

  #sumPanes(): Map<RollingWindow, Span> {
    const sums = new Map<RollingWindow, Span>();
    for (const window of ROLLING_WINDOWS) sums.set(window, new Span());
    for (const [index, bucket] of this.panes)
      for (const window of ROLLING_WINDOWS)
        if (index <= this.#now && index > this.#now - WINDOW_PANES[window]) sums.get(window)!.add(bucket);
    return sums;
  }
}

function dropped(buckets: Map<number, Bucket>, from: number, kept: number): (readonly [number, Bucket])[] {
  const found: [number, Bucket][] = [];
  if (kept - from > buckets.size) {
    for (const [index, bucket] of buckets) if (index < kept) found.push([index, bucket]);
  } else
    for (let index = from; index < kept; index++) {
      const bucket = buckets.get(index);
      if (bucket !== undefined) found.push([index, bucket]);
    }
  for (const [index] of found) buckets.delete(index);
  return found;
}

function bucketAt(buckets: Map<number, Bucket>, index: number, length: number): Bucket {
  let bucket = buckets.get(index);
  if (bucket === undefined) {
    bucket = new Bucket(index * length);
    buckets.set(index, bucket);
  }
  return bucket;
}

function addTo(span: Span, entries: readonly number[], from: number, to: number, sign: 1 | -1): void {
  for (let at = from; at < to; at += 3) {
    const [counter, amount] = [entries[at + 1]!, entries[at + 2]!];
    if (counter < COUNTER_COUNT) span.counters[counter]! += sign * amount;
    else if (counter !== ANSWERED_WAIT) continue;
    else if (sign === 1) span.waits.add(amount);
    else span.waits.subtract(amount);
  }
}

export function hasNumbers(cell: CellSeries): boolean {
  for (const bucket of cell.slices.values()) if (!bucket.isEmpty()) return true;
  return false;
}
