/** All cells of a site: contributions in, changed rows out. What rests is bytes; only what was added to is open. */
import {
  type CellKey,
  type Channel,
  cellKind,
  cellName,
  queueCell,
  SITE_CELL,
  type TopWaits,
  teamCell,
} from "@floorwalker/domain";
import type { Bucket } from "./cells/bucket.ts";
import { BucketPool } from "./cells/bucket-pool.ts";
import { Cell, PANE_ROW, PANES_ROW, SLICE_ROW } from "./cells/cell.ts";
import { type CellSet, CellSets } from "./cells/cell-sets.ts";
import { ChangedCells } from "./cells/changed-cells.ts";
import { COLUMNS_ROW, CounterColumns } from "./cells/counter-columns.ts";
import { FlowTally } from "./cells/flow-tally.ts";
import { Landing } from "./cells/landing.ts";
import type { LateWatch } from "./cells/late-watch.ts";
import { PackedDrain, type SliceWatch } from "./cells/packed-drain.ts";
import { type RollingWindow, sliceOf } from "./cells/pane-time.ts";
import { QueueFlows } from "./cells/queue-flows.ts";
import type { Span } from "./cells/span.ts";
import { type RowSink, rowKey, type SiteContext } from "./site-context.ts";

export class CellTable {
  readonly #context: SiteContext;
  readonly #columns = new CounterColumns();
  readonly #pool: BucketPool;
  readonly #cells = new Map<CellKey, Cell>();
  /** Of those, the queues'. */
  readonly #queues = new Map<CellKey, Cell>();
  /** Those with panes. */
  #rolling: Cell[] = [];
  /** Queues that the configuration does not know. */
  unconfiguredQueues = 0;
  /** The pane in progress. */
  #pane = 0;
  #dropped: string[] = [];
  readonly #packed = new PackedDrain();
  /** What flows through the queues. */
  readonly flows: QueueFlows;
  /** All panes and slices before these are gone. */
  #goneBefore = { pane: Number.NEGATIVE_INFINITY, slice: Number.NEGATIVE_INFINITY };
  readonly changed = new ChangedCells();
  /** Changes of slices that are no longer kept, since this was last asked: they are in no number any more. */
  beyondKept = 0;
  readonly #landing: Landing;
  /** How often it was drained: a set's cells are marked as changed once in between. */
  #drains = 0;
  readonly sets = new CellSets((key) => this.get(key));
  readonly #late: LateWatch | null;

  /** `late`: null: nobody is told what is added to what has closed. */
  constructor(context: SiteContext, late: LateWatch | null) {
    this.#context = context;
    this.#late = late;
    this.flows = new QueueFlows(context.config.id);
    this.#pool = new BucketPool(this.#columns, context.longestKept);
    this.#landing = new Landing(this.#pool);
  }

  /** Whoever reads it may move its sums. */
  get(key: CellKey): Cell {
    this.#landing.leave();
    let cell = this.#cells.get(key);
    if (cell === undefined) {
      cell = this.#create(key);
      this.#cells.set(key, cell);
      this.changed.add(key);
    }
    return cell;
  }

  #create(key: CellKey): Cell {
    const name = cellName(key);
    const flow = name.kind === "queue" ? new FlowTally(name.queue, name.channel) : null;
    const cell = new Cell(this.#context.config.id, key, this.#pool, flow);
    if (cell.panes !== null) this.#rolling.push(cell);
    if (name.kind === "queue") {
      this.#queues.set(key, cell);
      if (this.#context.configured.queue(key) === null) this.unconfiguredQueues++;
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

  /** Names of the queues that are known of a channel. */
  queuesOf(channel: Channel): string[] {
    return [...this.#queues.keys()]
      .map(cellName)
      .flatMap((name) => (name.kind === "queue" && name.channel === channel ? [name.queue] : []));
  }

  /** A rolling window of a cell, as of the pane in progress; it goes on being added to. */
  window(key: CellKey, window: RollingWindow): Span {
    return this.get(key).window(window, this.#pane);
  }

  /** One amount of what is counted for a set, added or taken back. After those of one contact comes `settle`. */
  add(set: CellSet, at: number, counter: number, amount: number, sign: 1 | -1): void {
    const landing = this.#landing;
    if (!landing.isAt(set, at)) this.#land(set, at);
    landing.add(at, counter, amount, sign);
    if (this.#late !== null && at < this.#late.before) this.#late.add(set.cells, at, counter, amount, sign);
    if (set.flow !== null) this.flows.note(set.flow, counter, amount, sign);
  }

  #land(set: CellSet, at: number): void {
    const { kept } = this.#context.log;
    if (sliceOf(at) < kept.slice) this.beyondKept++;
    this.#landing.moveTo(set, at, kept);
    this.isChanged(set);
  }

  /** Something that its cells show is another: their rows are built again. */
  isChanged(set: CellSet): void {
    if (set.markedAt === this.#drains) return;
    set.markedAt = this.#drains;
    for (const { key } of set.cells) this.changed.add(key);
  }

  /** A contact's contribution is complete: what it took back and added again was never gone. */
  settle(): void {
    this.flows.settle();
  }

  teamOf(agent: string, at: number): string | null {
    return this.#context.policies.teamOf(agent, at);
  }

  #isPartOf(queue: CellKey, cell: CellKey): boolean {
    const name = cellName(queue);
    return name.kind === "queue" && this.sets.ofStay(name.queue, name.channel).cells.some(({ key }) => key === cell);
  }

  /** From now on windows end with `pane`; cells move theirs when they are read. */
  roll(pane: number): void {
    const before = this.#pane;
    this.#pane = pane;
    for (const cell of this.#rolling)
      if (cell.changesWith(before, pane) || cell.timeChangesWith(before, pane)) this.changed.add(cell.key);
  }

  /** The first slice that is still there whole. */
  get slicesFrom(): number {
    return this.#goneBefore.slice;
  }

  /** Drops the panes and slices that the log no longer keeps; `heldFrom`: slices from there on are needed all the same. */
  drop(heldFrom: () => number): void {
    const { kept: wanted } = this.#context.log;
    const gone = this.#goneBefore;
    if (wanted.pane === gone.pane && wanted.slice === gone.slice) return;
    const free = wanted.slice > gone.slice ? Math.max(gone.slice, Math.min(wanted.slice, heldFrom())) : wanted.slice;
    const kept = { pane: wanted.pane, slice: free };
    if (kept.pane === gone.pane && kept.slice === gone.slice) return;
    this.#goneBefore = kept;
    this.#landing.leave();
    const stored = (key: string): void => void this.#dropped.push(key);
    if (kept.pane !== gone.pane)
      for (const cell of this.#rolling)
        if (cell.dropPanes(kept.pane, stored)) {
          this.changed.add(cell.key);
          if (cell.panes!.changedRows.length > 0) this.#packed.changed(cell.panes!);
        }
    if (kept.slice !== gone.slice)
      for (const cell of this.#cells.values()) if (cell.dropSlices(kept.slice, stored)) this.changed.add(cell.key);
  }

  /** Cells without anything in them go, as a restart would have it; but not those `inUse`. */
  forgetEmpty(inUse: (key: CellKey) => boolean): void {
    for (const [key, cell] of this.#cells) {
      if (!cell.isEmpty || inUse(key)) continue;
      this.#cells.delete(key);
      if (this.#queues.delete(key) && this.#context.configured.queue(key) === null) this.unconfiguredQueues--;
      this.changed.add(key);
    }
    this.#rolling = this.#rolling.filter(({ key }) => this.#cells.has(key));
    this.sets.forget();
    this.#landing.leave();
  }

  forgetSums(): void {
    this.#landing.leave();
    for (const cell of this.#cells.values()) cell.forgetSums();
  }

  /** Buckets whose longest wait must be recounted from the contacts themselves. */
  unknownLongest(): readonly Bucket[] {
    return this.#pool.touched.filter(({ home, longest }) => home !== null && longest.max() === "unknown");
  }

  /** Of the channels and the site: from their queues, all of which must be known. */
  refillSums(): void {
    for (const { home, index, longest } of this.unknownLongest()) {
      const { cell, lengthMs } = home!;
      if (cellKind(cell) === "tag") continue;
      const parts: TopWaits[] = [];
      for (const queue of this.#queues.values()) {
        if (!this.#isPartOf(queue.key, cell)) continue;
        const buckets = queue.slices.lengthMs === lengthMs ? queue.slices : queue.panes!;
        const part = buckets.longestAt(index);
        if (part !== null) parts.push(part);
      }
      longest.refillFrom(parts);
    }
  }

  drain(sink: RowSink, watch: SliceWatch | null = null): void {
    this.#landing.leave();
    this.#drains++;
    for (const key of this.#dropped) sink.row(key, null);
    this.#dropped = [];
    // Also before anything is counted: whether something ever was, and taken back again, must not show.
    for (const [row, value] of this.#columns.takeRows())
      sink.row(rowKey(this.#context.config.id, COLUMNS_ROW, row), value);
    if (this.#pool.touched.length === 0 && this.#packed.isDone) return;
    this.#packed.drain(this.#pool, sink, watch);
  }

  /** True when the row is the table's. */
  restore(kind: string, parts: readonly string[], value: Uint8Array): boolean {
    if (kind === COLUMNS_ROW) this.#columns.restore(Number(parts[0]), value);
    else if (kind === PANES_ROW) this.get(parts[0]!).panes?.restoreRow(Number(parts[1]), value);
    else if (kind === SLICE_ROW) this.get(parts[0]!).slices.restoreRow(Number(parts[1]), value);
    else if (kind === PANE_ROW) {
      const { panes } = this.get(parts[0]!);
      panes?.restoreOne(Number(parts[1]), value);
      if (panes) this.#packed.changed(panes);
      this.#dropped.push(rowKey(this.#context.config.id, PANE_ROW, ...parts));
    } else return false;
    return true;
  }

  /** Configured queues and teams are there from the start: "no calls yet" is a row, not an absence. */
  announceConfigured(): void {
    for (const { queue, channel } of this.#context.config.queues) this.get(queueCell(queue, channel));
    for (const { team } of this.#context.config.teams) this.get(teamCell(team));
    this.get(SITE_CELL);
  }
}
