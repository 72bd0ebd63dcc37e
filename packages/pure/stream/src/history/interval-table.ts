/**
 * Which intervals of a site are due to be told: each once it has closed, and anew when it changed afterwards. Whoever tells them takes
 * them right after a commit, in portions, and says when the log has them; what is stored is how far that is, and what changed since.
 * T1  After any crash all is told that the log may not have, perhaps once more.
 * T2  What is taken is true as of the newest commit: nothing has been folded since.
 * T3  No slice is dropped that something not yet told is made of.
 * T4  What closes is committed before it is told: whoever comes after a crash knows what may have been told.
 * T5  Of a log that has lost its beginning nothing is told that begins before its first record plus the horizon.
 * T6  While more of the past is still to come nothing closes, so nothing was shown that it could restate.
 */
import { type CellKey, cellKind, cellName, type KeptLength } from "@floorwalker/domain";
import type { BucketDifference } from "../cells/buckets.ts";
import { SLICE_MS, sliceOf } from "../cells/pane-time.ts";
import { Span } from "../cells/span.ts";
import { jsonRow, rowJson } from "../row-format.ts";
import { type RowSink, rowKey } from "../site-context.ts";
import { isNothing, movementOf } from "./balance.ts";
import { Balances } from "./balances.ts";
import type { ChangedShares } from "./changed-shares.ts";
import { ClosingOrder } from "./closing.ts";
import { DueIntervals, INTERVAL_ROW, type Taken } from "./due-intervals.ts";
import { Fingerprint } from "./fingerprint.ts";
import { intervalNumbers, isEmpty } from "./interval-numbers.ts";
import { RestatingEvents } from "./restating-events.ts";
import { type ChangedSlice, SliceChanges } from "./slice-changes.ts";
import { ToldCells, type ToldCellsParts, type ToldInterval } from "./told-cells.ts";

const FORMAT = 1;
/** What changes an interval later than this after its end restates it: boards have shown it. */
const SHOWN_MS = 120_000;
/** Cells that may be looked at for each interval that is asked for. */
const LOOKS = 16;

type CursorRow = readonly [acknowledged: number | null, closed: number | null, begins: number | null];

export interface Portion {
  readonly intervals: readonly ToldInterval[];
  /** The log has them; portions are acknowledged in the order in which they were taken. */
  readonly acknowledge: () => void;
}

export class IntervalTable {
  readonly #parts: ToldCellsParts;
  readonly #cells: ToldCells;
  readonly #due: DueIntervals;
  readonly #changes = new SliceChanges();
  readonly #balances: Balances;
  readonly #shares: ChangedShares;
  readonly #events: RestatingEvents;
  /** Null: nothing was told yet. */
  #order: ClosingOrder | null = null;
  /** Slices before this one have closed, as is committed (T4). */
  #closed = Number.NEGATIVE_INFINITY;
  /** Those before this one, an owner before may have told, whatever was acknowledged. */
  #toldBefore = Number.NEGATIVE_INFINITY;
  /** Slices before this one are told, and the log has them. */
  #acknowledged: number | null = null;
  /** Where the log begins that the numbers are made of, epoch ms; null: nothing of it is missing. */
  #begins: number | null = null;
  #isStored = false;
  /** Portions that were taken and are not acknowledged. */
  #onTheWay = 0;

  constructor(parts: ToldCellsParts, shares: ChangedShares) {
    this.#parts = parts;
    this.#shares = shares;
    this.#events = new RestatingEvents(shares, {
      nameOf: (cell) => this.#cells.nameOf(cell),
      lastOf: (name) => Math.max(this.#order!.lastOf(name), this.#toldBefore - 1),
      dayOf: (time) => this.#order!.dayOf(time),
      isRestated: (name, length, from, to) => this.#isRestated(name, length, from, to),
    });
    this.#cells = new ToldCells(parts);
    this.#balances = new Balances(this.#cells);
    this.#due = new DueIntervals(parts.context.config.id);
  }

  get begins(): number | null {
    return this.#begins;
  }

  /** The log that is read has lost what lay before; what has closed already was told under what was known then. */
  logBegan(at: number): void {
    if (this.#order !== null) return;
    this.#begins = at;
    this.#isStored = false;
  }

  /** Something can be taken now. `changed`: also what changed after it had closed. */
  hasDue(changed: boolean): boolean {
    const closes = this.#order === null ? this.#cells.firstSlice() < this.#closed : this.#order.hasMore(this.#closed);
    return closes || (changed && this.#due.size > 0);
  }

  /** How many wait that changed after they had closed. */
  get changedCount(): number {
    return this.#due.size;
  }

  /** Events that restated something, since this was last asked. */
  takeRestatingEvents(): number {
    return this.#events.takeCount();
  }

  /** Up to when all is told and the log has it, epoch ms; null: nothing has closed yet. */
  get toldUntil(): number | null {
    return this.#acknowledged === null ? null : this.#acknowledged * SLICE_MS;
  }

  /** Slices are held beyond their time because they are not told. */
  get isBehind(): boolean {
    return this.#acknowledged !== null && this.#acknowledged < this.#parts.context.log.kept.slice;
  }

  /** The first slice that something still to be told is made of (T3). */
  heldFrom(): number {
    if (this.#order === null || this.#acknowledged === null) return Number.NEGATIVE_INFINITY;
    const oldest = Math.min(this.#acknowledged * SLICE_MS, this.#due.oldest());
    return sliceOf(this.#order.dayOf(oldest).from);
  }

  /** Slices before this one are gone. */
  dropped(slice: number): void {
    this.#due.forgetBefore(slice * SLICE_MS);
  }

  /** Slices before this one may have closed: whoever stores one says what is another in it. */
  get watchedUntil(): number {
    if (this.#order === null) return Number.NEGATIVE_INFINITY;
    return Math.max(this.#toldBefore, this.#order.next + (this.#order.isUnderWay ? 1 : 0));
  }

  changed(cell: CellKey, slice: number, difference: BucketDifference): void {
    const name = this.#cells.nameOf(cell);
    if (slice < this.#toldBefore || slice <= this.#order!.lastOf(name)) this.#changes.add(name, slice, difference);
  }

  /** After the slices of the same commit. */
  drain(sink: RowSink): void {
    const order = this.#order;
    if (order !== null)
      this.#changes.take((cell) => order.lastOf(cell), this.#toldBefore - 1, {
        changed: (changed) => this.#becomesDue(order, changed),
        moved: (cell, moved) => this.#balances.move(cell, moved),
      });
    this.#events.take(
      (interval) => this.#due.isMoved(interval),
      (interval, events) => this.#due.count(interval, events),
    );
    this.#due.drain(sink);
    this.#close();
    if (this.#isStored) return;
    this.#isStored = true;
    const row: CursorRow = [this.#acknowledged, finite(this.#closed), this.#begins];
    sink.row(rowKey(this.#parts.context.config.id, INTERVAL_ROW), jsonRow(FORMAT, row));
  }

  #close(): void {
    if (this.#awaitsPast) return;
    const slice = sliceOf(this.#parts.context.clock);
    if (slice <= this.#closed || (this.#order === null && this.#cells.firstSlice() === Number.POSITIVE_INFINITY))
      return;
    this.#closed = slice;
    this.#isStored = false;
  }

  /** By what is another in what is told of it: the quarters of a day add up to it, but for who is there at its end. */
  #becomesDue(order: ClosingOrder, { cell, slice, change, moved }: ChangedSlice): void {
    const { clock } = this.#parts.context;
    const from = slice * SLICE_MS;
    const to = from + SLICE_MS;
    const span = change?.span ?? new Span(from);
    const counted = new Fingerprint().addCounted(intervalNumbers(span, cellKind(cell), { from, to, atEnd: moved }));
    if (change !== null) counted.plus(change.longest);
    const whole = new Fingerprint().plus(counted).addAtEnd(moved);
    if (this.#isTold(cell, from)) this.#due.add({ cell, length: "15m", from }, whole, clock - to > SHOWN_MS);
    const day = order.dayOf(from);
    if (!order.hasDay(cell, day, this.#toldBefore) || !this.#isTold(cell, day.from)) return;
    this.#due.add({ cell, length: "day", from: day.from }, to === day.to ? whole : counted, clock - day.to > SHOWN_MS);
  }

  #isRestated(cell: CellKey, length: KeptLength, from: number, to: number): boolean {
    if (this.#parts.context.clock - to <= SHOWN_MS || !this.#isTold(cell, from)) return false;
    return length === "15m" || this.#order!.hasDay(cell, { from, to }, this.#toldBefore);
  }

  /** What begins then is told at all: all of it is kept, and in the log (T5). */
  #isTold(cell: CellKey, from: number): boolean {
    if (sliceOf(from) < this.#parts.cells.slicesFrom) return false;
    const { horizonMs } = this.#parts.context;
    if (this.#begins === null || horizonMs === null) return true;
    const name = cellName(cell);
    return from >= this.#begins + horizonMs["channel" in name ? name.channel : "call"];
  }

  /** Of a commit that has just been made. At most so many; empty: none of the cells that were looked at has anything to tell. */
  take(most: number, changed: boolean): Portion {
    const intervals: ToldInterval[] = [];
    const taken: Taken[] = [];
    const tell = (interval: ToldInterval): void => {
      const { cell, length, from } = interval;
      const { restated, events } = taken[taken.push(this.#due.take({ cell, length, from })) - 1]!;
      intervals.push({ ...interval, restated, restatedBy: events });
    };
    const order = this.#order ?? this.#begin();
    if (order !== null) {
      for (let looks = most * LOOKS; looks > 0 && intervals.length < most; looks--)
        if (!this.#tellClosed(order, tell)) break;
      for (let due = this.#due.next(); changed && due !== null && intervals.length < most; due = this.#due.next()) {
        const { cell, length, from } = due;
        const to = length === "day" ? order.dayOf(from).to : from + SLICE_MS;
        const atEnd = this.#balances.on(cell, order.lastOf(cell), to);
        tell(this.#cells.interval(cell, this.#cells.sum(cell, from, to), { length, from, to }, atEnd));
      }
    }
    const upTo = order?.cursor ?? null;
    this.#watch();
    if (intervals.length === 0) {
      if (this.#onTheWay === 0) this.#moveTo(upTo);
      return { intervals, acknowledge: () => {} };
    }
    this.#onTheWay++;
    return {
      intervals,
      acknowledge: () => {
        this.#onTheWay--;
        for (const each of taken) this.#due.acknowledge(each);
        this.#moveTo(upTo);
      },
    };
  }

  /** What is added before then may restate something. */
  #watch(): void {
    this.#shares.before = this.watchedUntil * SLICE_MS;
  }

  #moveTo(cursor: number | null): void {
    if (cursor === this.#acknowledged) return;
    this.#acknowledged = cursor;
    this.#isStored = false;
  }

  get #awaitsPast(): boolean {
    const { config, awaitsPast } = this.#parts.context;
    return this.#order === null && awaitsPast?.(config.id) === true;
  }

  /** With the first slice in which something is; null: it has not closed. */
  #begin(): ClosingOrder | null {
    const first = this.#cells.firstSlice();
    if (first >= this.#closed || this.#awaitsPast) return null;
    this.#order = new ClosingOrder(this.#parts.context.config.zone, first);
    this.#moveTo(first);
    return this.#order;
  }

  /** The next cell of what closes, if there is anything to tell of it. False: nothing has closed. */
  #tellClosed(order: ClosingOrder, tell: (interval: ToldInterval) => void): boolean {
    const closing = order.closing(this.#closed, (slice) => this.#cells.firstSlice(slice));
    if (closing === null) return false;
    const { length, from, to } = closing;
    const cell = order.takeCell(() => this.#names());
    if (cell === null) return true;
    const isDue = this.#due.has({ cell, length, from });
    if (!isDue && !this.#cells.hasWithin(cell, from, to) && isNothing(this.#balances.at(cell, order.lastOf(cell))))
      return true;
    const span = this.#cells.sum(cell, from, to);
    const known = length === "15m" ? this.#balances.known(cell) : null;
    if (known !== null) this.#balances.move(cell, movementOf(span.counters, cellKind(cell)));
    const atEnd = this.#balances.at(cell, order.lastOf(cell));
    if (!this.#isTold(cell, from)) return true;
    const interval = this.#cells.interval(cell, span, closing, atEnd);
    if (!isEmpty(interval) || !isNothing(atEnd) || isDue) tell(interval);
    return true;
  }

  #names(): ReadonlySet<CellKey> {
    const names = this.#cells.names();
    this.#balances.keepOnly(names);
    return names;
  }

  /** What the store has; of a program that told no intervals it has none. */
  restore(parts: readonly string[], value: Uint8Array): void {
    if (parts.length > 0) {
      this.#due.restore(parts, value);
      return;
    }
    const [acknowledged, closed, begins] = rowJson<CursorRow>(FORMAT, value);
    this.#begins = begins;
    this.#acknowledged = acknowledged;
    this.#closed = this.#toldBefore = closed ?? Number.NEGATIVE_INFINITY;
    if (acknowledged !== null) this.#order = new ClosingOrder(this.#parts.context.config.zone, acknowledged);
    this.#isStored = true;
  }

  /** All rows of the site are back. An owner before may have told what closed, though none of it was acknowledged. */
  restored(): void {
    this.#order ??= this.#begin();
    this.#watch();
  }
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
