/** All cells of a site: contributions in, dirty buckets out. */
import {
  AGENTS_CELL,
  type CellKey,
  type CellName,
  type Contribution,
  cellName,
  queueCell,
  type WindowId,
} from "@floorwalker/domain";
import type { Bucket } from "./bucket.ts";
import { CellSeries, type Level, paneOf, ROLLING_WINDOWS, type Totals } from "./cell-series.ts";
import { FlowTally } from "./flow-tally.ts";
import { type RowSink, rowKey, type SiteContext } from "./site-context.ts";
import { longer, Span } from "./span.ts";

/** What was added to a queue and what was taken back: position in the flow, added, retracted, position, … */
export interface FlowChange {
  readonly site: string;
  readonly queue: string;
  readonly channel: string;
  readonly changes: readonly number[];
}

const ROW = { pane: "p", slice: "s" } as const;

export class CellTable {
  readonly #context: SiteContext;
  readonly #cells = new Map<CellKey, CellSeries>();
  /** Of those, the queues'. */
  readonly #queues = new Map<CellKey, CellSeries>();
  /** Those that make up the site: the queues', and what belongs to none. */
  readonly #summed = new Map<CellKey, CellSeries>();
  readonly #totals: Totals = { windows: null, day: null };
  /** Queues that the configuration does not know. */
  unconfiguredQueues = 0;
  /** Those with panes. */
  #rolling: CellSeries[] = [];
  #dirty: { readonly cell: CellKey; readonly level: Level; readonly index: number; readonly bucket: Bucket }[] = [];
  #dropped: string[] = [];
  /** Flows with something to tell. */
  readonly #flowing = new Set<FlowTally>();
  /** Those of the contact in hand. */
  readonly #noted = new Set<FlowTally>();
  /** All panes and slices before these are gone. */
  #goneBefore = { pane: Number.NEGATIVE_INFINITY, slice: Number.NEGATIVE_INFINITY };
  /** Cells whose views must be built again. */
  readonly changed = new Set<CellKey>();

  constructor(context: SiteContext) {
    this.#context = context;
  }

  get(key: CellKey): CellSeries {
    let cell = this.#cells.get(key);
    if (cell === undefined) {
      const name = cellName(key);
      const { kind } = name;
      cell = this.#create(key, name);
      this.#cells.set(key, cell);
      if (kind !== "agent") this.#rolling.push(cell);
      if (isSummed(kind)) this.#summed.set(key, cell);
      if (kind === "queue") {
        this.#queues.set(key, cell);
        if (this.#context.configured.queue(key) === null) this.unconfiguredQueues++;
      }
      this.changed.add(key);
    }
    return cell;
  }

  has(key: CellKey): boolean {
    return this.#cells.has(key);
  }

  keys(): IterableIterator<CellKey> {
    return this.#cells.keys();
  }

  /** Of what belongs to no queue. */
  *unplaced(): IterableIterator<CellSeries> {
    for (const [key, cell] of this.#summed) if (!this.#queues.has(key)) yield cell;
  }

  queueKeys(): IterableIterator<CellKey> {
    return this.#queues.keys();
  }

  /** Sums over the site: built once, then kept up by the cells themselves, so that a reading looks only for the longest wait. */
  totals(dayFrom: number): Readonly<Record<WindowId, Span>> {
    const totals = this.#totals;
    totals.windows ??= new Map(ROLLING_WINDOWS.map((window) => [window, this.#sum((cell) => cell.window(window))]));
    if (totals.day?.from !== dayFrom) totals.day = { from: dayFrom, span: this.#sum((cell) => cell.since(dayFrom)) };
    const spans = { ...Object.fromEntries(totals.windows), day: totals.day.span } as Record<WindowId, Span>;
    for (const span of Object.values(spans)) span.longest = null;
    for (const cell of this.#summed.values()) {
      for (const window of ROLLING_WINDOWS) spans[window].longest = longer(spans[window].longest, cell.longest(window));
      spans.day.longest = longer(spans.day.longest, cell.longestSince(dayFrom));
    }
    return spans;
  }

  #sum(spanOf: (cell: CellSeries) => Span): Span {
    const sum = new Span();
    for (const cell of this.#summed.values()) sum.merge(spanOf(cell));
    return sum;
  }

  /** Takes back what `before` had and `after` has not, adds what is new. */
  replace(before: readonly Contribution[], after: readonly Contribution[]): void {
    const most = Math.max(before.length, after.length);
    for (let index = 0; index < most; index++) {
      const old = before[index];
      const now = after[index];
      if (old !== undefined && now !== undefined && old.cell === now.cell) {
        // In order, a fold only grows: the common beginning stays untouched.
        const same = commonPrefix(old.entries, now.entries);
        this.#apply(old, same, -1);
        this.#apply(now, same, 1);
        continue;
      }
      if (old !== undefined) this.#apply(old, 0, -1);
      if (now !== undefined) this.#apply(now, 0, 1);
    }
    for (const flow of this.#noted) flow.settle();
    this.#noted.clear();
  }

  /** What flowed through the queues since this was last asked. */
  takeFlows(): FlowChange[] {
    const site = this.#context.config.id;
    const changes: FlowChange[] = [];
    for (const flow of this.#flowing) {
      const { queue, channel } = flow;
      const changed = flow.take();
      if (changed.length > 0) changes.push({ site, queue, channel, changes: changed });
    }
    this.#flowing.clear();
    return changes;
  }

  #apply(contribution: Contribution, from: number, sign: 1 | -1): void {
    const { entries } = contribution;
    if (from >= entries.length) return;
    const cell = this.get(contribution.cell);
    cell.add(entries, from, sign);
    if (cell.flow === null) return;
    cell.flow.note(entries, from, sign);
    this.#flowing.add(cell.flow);
    this.#noted.add(cell.flow);
  }

  /** Moves the windows of every cell to end with `pane`. */
  roll(pane: number): void {
    for (const cell of this.#rolling) if (cell.roll(pane)) this.changed.add(cell.key);
  }

  /** Drops the panes and slices that the log no longer keeps. */
  drop(): void {
    const { kept } = this.#context.log;
    const gone = this.#goneBefore;
    if (kept.pane === gone.pane && kept.slice === gone.slice) return;
    if (kept.pane !== gone.pane)
      for (const cell of this.#rolling) this.#forget(cell, "pane", cell.dropPanes(gone.pane, kept.pane));
    if (kept.slice !== gone.slice)
      for (const cell of this.#cells.values()) this.#forget(cell, "slice", cell.dropSlices(gone.slice, kept.slice));
    this.#goneBefore = kept;
  }

  #forget({ key }: CellSeries, level: Level, buckets: readonly (readonly [index: number, bucket: Bucket])[]): void {
    if (buckets.length === 0) return;
    this.changed.add(key);
    for (const [index, bucket] of buckets)
      if (bucket.stored) this.#dropped.push(rowKey(this.#context.config.id, ROW[level], key, index));
  }

  /** Cells without anything in them go, as a restart would have it; but not those `inUse`. */
  forgetEmpty(inUse: (key: CellKey) => boolean): void {
    for (const [key, cell] of this.#cells) {
      if (cell.slices.size + cell.panes.size > 0 || inUse(key)) continue;
      this.#cells.delete(key);
      this.#summed.delete(key);
      if (this.#queues.delete(key)) this.unconfiguredQueues--;
      this.changed.add(key);
    }
    this.#rolling = this.#rolling.filter(({ key }) => this.#cells.has(key));
  }

  forgetSums(): void {
    this.#totals.windows = null;
    this.#totals.day = null;
    for (const cell of this.#cells.values()) cell.forgetSums();
  }

  /** Buckets whose longest wait must be recounted from the contacts themselves. */
  unknownLongest(): readonly {
    readonly cell: CellKey;
    readonly level: Level;
    readonly index: number;
    readonly bucket: Bucket;
  }[] {
    return this.#dirty.filter(({ bucket }) => bucket.longest?.max() === "unknown");
  }

  drain(sink: RowSink): void {
    const site = this.#context.config.id;
    for (const key of this.#dropped) sink.row(key, null);
    this.#dropped = [];
    for (const { cell, level, index, bucket } of this.#dirty) {
      bucket.dirty = false;
      const kept = level === "pane" ? this.get(cell).panes : this.get(cell).slices;
      if (kept.get(index) !== bucket) continue;
      const key = rowKey(site, ROW[level], cell, index);
      if (bucket.isEmpty()) {
        if (bucket.stored) sink.row(key, null);
        kept.delete(index);
        continue;
      }
      bucket.stored = true;
      sink.row(key, bucket.serialise());
    }
    this.#dirty = [];
  }

  /** True when the row is a bucket's. */
  restore(kind: string, parts: readonly string[], value: Uint8Array): boolean {
    if (kind !== ROW.pane && kind !== ROW.slice) return false;
    this.get(parts[0]!).restore(kind === ROW.pane ? "pane" : "slice", Number(parts[1]), value);
    return true;
  }

  /** Configured queues are there from the start: "no calls yet" is a row, not an absence. */
  announceConfigured(): void {
    for (const { queue, channel } of this.#context.config.queues) this.get(queueCell(queue, channel));
    this.get(AGENTS_CELL);
  }

  #create(key: CellKey, name: CellName): CellSeries {
    return new CellSeries(key, {
      now: Number.isFinite(this.#context.clock) ? paneOf(this.#context.clock) : 0,
      withPanes: name.kind !== "agent",
      totals: isSummed(name.kind) ? this.#totals : null,
      flow: name.kind === "queue" ? new FlowTally(name.queue, name.channel) : null,
      keep: this.#context.longestKept,
      kept: () => this.#context.log.kept,
      touched: (level, index, bucket) => {
        this.changed.add(key);
        if (bucket.dirty) return;
        bucket.dirty = true;
        this.#dirty.push({ cell: key, level, index, bucket });
      },
    });
  }
}

/** Length (a multiple of 3) of the entries both begin with. */
function commonPrefix(a: readonly number[], b: readonly number[]): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a[at] === b[at] && a[at + 1] === b[at + 1] && a[at + 2] === b[at + 2]) at += 3;
  return at;
}

const isSummed = (kind: CellName["kind"]): boolean => kind === "queue" || kind === "unplaced";
