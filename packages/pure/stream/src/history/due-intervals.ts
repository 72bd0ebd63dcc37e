/**
 * Intervals that changed after they had closed and are to be told anew, how often each was restated, and by how many events. They are
 * rows of the store, written in the commit that changed them and taken away when the log has what was told, so no crash in between
 * loses one. Laws: of one interval the count goes up once for a telling that a change of more than two minutes after its end caused;
 * what has come back to what was told last is not told again, and not counted. Its events are those of all commits that made it another
 * one: where what one contact takes out of it is what another puts in, nothing was restated.
 */
import type { CellKey, KeptLength } from "@floorwalker/domain";
import { formatOf, jsonRow, rowJson } from "../row-format.ts";
import { KEY_SEPARATOR, type RowSink, rowKey } from "../site-context.ts";
import { Fingerprint } from "./fingerprint.ts";

export const INTERVAL_ROW = "i";
export const isIntervalRow = (key: string): boolean => key.split(KEY_SEPARATOR)[1] === INTERVAL_ROW;
const FORMAT = 2;
/** Without the events: nobody counted them. */
const FIRST_FORMAT = 1;

type Row = readonly [restated: number, due: 0 | 1, late: 0 | 1, events: number];

export interface DueInterval {
  readonly cell: CellKey;
  readonly length: KeptLength;
  /** Epoch ms. */
  readonly from: number;
}

interface Kept extends DueInterval {
  isDue: boolean;
  /** What is another since it was taken. */
  readonly moved: Fingerprint;
  /** A process before may have told what nobody heard of: it is told whatever has moved. */
  isUnsure: boolean;
  /** It changed more than two minutes after its end since it was taken. */
  isLate: boolean;
  /** Tellings on their way, and whether one of them is late. */
  onTheWay: number;
  lateOnTheWay: boolean;
  /** Restated as of the last telling, and as of the last that the log has. */
  told: number;
  acknowledged: number;
  /** By which it was restated, as of the newest commit. */
  events: number;
}

/** What is taken, with how often it is restated by then, and by how many events. */
export interface Taken {
  readonly interval: DueInterval;
  readonly restated: number;
  readonly events: number;
}

export class DueIntervals {
  readonly #site: string;
  readonly #kept = new Map<string, Kept>();
  readonly #due = new Set<Kept>();
  readonly #changed = new Map<string, Kept | null>();
  /** What is another by the commit that is being made. */
  readonly #movedNow = new Map<string, Fingerprint>();

  constructor(site: string) {
    this.#site = site;
  }

  get size(): number {
    return this.#due.size;
  }

  /** `moved`: of what is told of it. */
  add(interval: DueInterval, moved: Fingerprint, isLate: boolean): void {
    if (moved.isNothing) return;
    const key = this.#keyOf(interval);
    const movedNow = this.#movedNow.get(key);
    if (movedNow === undefined) this.#movedNow.set(key, new Fingerprint().plus(moved));
    else movedNow.plus(moved);
    const kept = this.#kept.get(key) ?? this.#keep(key, interval, 0);
    if (kept.moved.plus(moved).isNothing && !kept.isUnsure) {
      this.#cameBack(key, kept);
      return;
    }
    if (kept.isDue && (kept.isLate || !isLate)) return;
    kept.isDue = true;
    kept.isLate ||= isLate;
    this.#due.add(kept);
    this.#changed.set(key, kept);
  }

  /** The commit that is being made has made it another one. */
  isMoved(interval: DueInterval): boolean {
    return this.#movedNow.get(this.#keyOf(interval))?.isNothing === false;
  }

  /** Events of the commit that is being made changed it, more than two minutes after its end. */
  count(interval: DueInterval, events: number): void {
    if (events === 0) return;
    const key = this.#keyOf(interval);
    const kept = this.#kept.get(key) ?? this.#keep(key, interval, 0);
    kept.events += events;
    this.#changed.set(key, kept);
  }

  #cameBack(key: string, kept: Kept): void {
    kept.isDue = kept.isLate = false;
    this.#due.delete(kept);
    this.#changed.set(key, kept);
    if (kept.onTheWay === 0 && kept.acknowledged === 0 && kept.events === 0) this.#forget(key, kept);
  }

  #keep(key: string, { cell, length, from }: DueInterval, restated: number, events = 0): Kept {
    const fresh = { isDue: false, isLate: false, isUnsure: false, onTheWay: 0, lateOnTheWay: false };
    const kept: Kept = {
      cell,
      length,
      from,
      ...fresh,
      moved: new Fingerprint(),
      told: restated,
      acknowledged: restated,
      events,
    };
    this.#kept.set(key, kept);
    return kept;
  }

  /** The one that has been due for longest; null: none is. */
  next(): DueInterval | null {
    return this.#due.values().next().value ?? null;
  }

  has(interval: DueInterval): boolean {
    return this.#kept.get(this.#keyOf(interval))?.isDue === true;
  }

  /** It is told now, due or not. */
  take(interval: DueInterval): Taken {
    const kept = this.#kept.get(this.#keyOf(interval));
    if (kept === undefined) return { interval, restated: 0, events: 0 };
    if (kept.isLate) kept.told++;
    kept.lateOnTheWay ||= kept.isLate;
    kept.isDue = kept.isLate = kept.isUnsure = false;
    kept.moved.clear();
    kept.onTheWay++;
    this.#due.delete(kept);
    return { interval: kept, restated: kept.told, events: kept.events };
  }

  /** The log has it. */
  acknowledge({ interval, restated }: Taken): void {
    const key = this.#keyOf(interval);
    const kept = this.#kept.get(key);
    if (kept === undefined || kept !== interval) return;
    kept.acknowledged = restated;
    if (--kept.onTheWay === 0) kept.lateOnTheWay = false;
    this.#changed.set(key, kept);
    if (!kept.isDue && kept.onTheWay === 0 && restated === 0 && kept.events === 0) this.#forget(key, kept);
  }

  #forget(key: string, kept: Kept): void {
    this.#kept.delete(key);
    this.#due.delete(kept);
    this.#changed.set(key, null);
  }

  /** When the oldest that is not told yet begins, epoch ms; ∞: there is none. */
  oldest(): number {
    let oldest = Number.POSITIVE_INFINITY;
    for (const { isDue, onTheWay, from } of this.#kept.values())
      if ((isDue || onTheWay > 0) && from < oldest) oldest = from;
    return oldest;
  }

  /** What begins before is no longer kept: nothing can change it. */
  forgetBefore(before: number): void {
    for (const [key, kept] of this.#kept) if (kept.from < before) this.#forget(key, kept);
  }

  drain(sink: RowSink): void {
    for (const [key, kept] of this.#changed) {
      if (kept === null) sink.row(key, null);
      else {
        const due = kept.isDue || kept.onTheWay > 0 ? 1 : 0;
        const late = kept.isLate || kept.lateOnTheWay ? 1 : 0;
        sink.row(key, jsonRow(FORMAT, [kept.acknowledged, due, late, kept.events] satisfies Row));
      }
    }
    this.#changed.clear();
    this.#movedNow.clear();
  }

  restore([cell, length, from]: readonly string[], value: Uint8Array): void {
    const format = formatOf(value) === FIRST_FORMAT ? FIRST_FORMAT : FORMAT;
    const [restated, due, late, events = 0] = rowJson<Row | readonly [restated: number, due: number, late: number]>(
      format,
      value,
    );
    const interval = { cell: cell!, length: length as KeptLength, from: Number(from) };
    const kept = this.#keep(this.#keyOf(interval), interval, restated, events);
    kept.isDue = kept.isUnsure = due === 1;
    kept.isLate = late === 1;
    if (kept.isDue) this.#due.add(kept);
  }

  #keyOf({ cell, length, from }: DueInterval): string {
    return rowKey(this.#site, INTERVAL_ROW, cell, length, from);
  }
}
