/** All cells of a site: contributions in, dirty buckets out. */
import {
  type CellKey,
  type CellName,
  type Contribution,
  cellName,
  queueCell,
  SITE_CELL,
  type TopWaits,
  WINDOWS_OF,
} from "@floorwalker/domain";
import type { Bucket } from "./bucket.ts";
import { CellSeries, type Level, paneOf } from "./cell-series.ts";
import { type CellSet, CellSets } from "./cell-sets.ts";
import { FlowTally } from "./flow-tally.ts";
import { type RowSink, rowKey, type SiteContext } from "./site-context.ts";

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
  readonly sets = new CellSets((key) => this.get(key));

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
      if (hasPanes(kind)) this.#rolling.push(cell);
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

  queueKeys(): IterableIterator<CellKey> {
    return this.#queues.keys();
  }

  /** One amount at one moment, added or taken back: not of a contact's own, which `replace` compares with what it had. */
  add(set: CellSet, at: number, counter: number, amount: number, sign: 1 | -1): void {
    const entries = [at, counter, amount];
    for (const cell of set.cells) cell.add(entries, 0, sign);
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
    for (const cell of this.#setOf(cellName(contribution.cell)).cells) {
      cell.add(entries, from, sign);
      if (cell.flow === null) continue;
      cell.flow.note(entries, from, sign);
      this.#flowing.add(cell.flow);
      this.#noted.add(cell.flow);
    }
  }

  #setOf(name: CellName): CellSet {
    if (name.kind === "queue") return this.sets.ofStay(name.queue, name.channel);
    if (name.kind === "channel") return this.sets.ofUnplaced(name.channel);
    if (name.kind !== "agent") throw new RangeError(`nothing is counted for a ${name.kind} alone`);
    return this.sets.ofLeg(name.agent, this.teamOf(name.agent));
  }

  teamOf(agent: string): string | null {
    return this.#context.configured.agent(agent)?.team ?? null;
  }

  #isPartOf(queue: CellKey, cell: CellKey): boolean {
    return this.#setOf(cellName(queue)).cells.some(({ key }) => key === cell);
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
      if (this.#queues.delete(key)) this.unconfiguredQueues--;
      this.changed.add(key);
    }
    this.#rolling = this.#rolling.filter(({ key }) => this.#cells.has(key));
    this.sets.forget();
  }

  forgetSums(): void {
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

  /** Of the channels and the site: from their queues, all of which must be known. */
  refillSums(): void {
    for (const { cell, level, index, bucket } of this.unknownLongest()) {
      const parts: TopWaits[] = [];
      for (const queue of this.#queues.values()) {
        if (!this.#isPartOf(queue.key, cell)) continue;
        const longest = (level === "pane" ? queue.panes : queue.slices).get(index)?.longest ?? null;
        if (longest !== null) parts.push(longest);
      }
      bucket.longest!.refillFrom(parts);
    }
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
    this.get(SITE_CELL);
  }

  #create(key: CellKey, name: CellName): CellSeries {
    return new CellSeries(key, {
      now: Number.isFinite(this.#context.clock) ? paneOf(this.#context.clock) : 0,
      withPanes: hasPanes(name.kind),
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

const hasPanes = (kind: CellName["kind"]): boolean => WINDOWS_OF[kind].some((window) => window !== "day");
