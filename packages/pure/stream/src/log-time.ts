/**
 * What the log says of a site's time, beside the clock that somebody reads: its first and newest event, and the measure.
 * The measure is the earlier of the append time of the newest record and the newest event time: neither an event dated far
 * ahead nor one wrong clock moves it (rule 17). It decides what is late and what is no longer kept, the wall clock never
 * does. So the same log gives the same numbers whenever it is read, and a wall clock that is set right has cost nothing.
 */
import { dayStart, nextDayStart } from "@floorwalker/domain";
import { PANES_PER_ROW, paneOf, sliceOf } from "./cells/pane-time.ts";
import type { SiteSettings } from "./site-context.ts";

const HOUR_MS = 3_600_000;
/**
 * 130 min: a board compares the widest window with the one before, and an event may lie five minutes ahead of the clock whose
 * windows are read.
 */
const PANES_KEPT = 780;

/** The first pane, slice and hour of agents' marks that are kept; −∞: all are. */
export interface Kept {
  readonly pane: number;
  readonly slice: number;
  readonly hour: number;
}

type KeptRow = readonly [pane: number | null, slice: number | null, hour: number | null];
export type LogTimeRow = readonly [
  newest: number | null,
  first: number | null,
  measure?: number | null,
  kept?: KeptRow,
];

/** As `settledUntil`, of what is stored. */
export const settledUntilOf = (row: readonly [] | LogTimeRow): number =>
  (row[3]?.[2] ?? Number.NEGATIVE_INFINITY) * HOUR_MS - 1;

export class LogTime {
  newestEventAt = Number.NEGATIVE_INFINITY;
  firstEventAt = Number.POSITIVE_INFINITY;
  measure = Number.NEGATIVE_INFINITY;
  kept: Kept = { pane: Number.NEGATIVE_INFINITY, slice: Number.NEGATIVE_INFINITY, hour: Number.NEGATIVE_INFINITY };
  dirty = false;
  #day = { from: 0, to: Number.NEGATIVE_INFINITY };
  readonly #settings: SiteSettings;

  constructor(settings: SiteSettings) {
    this.#settings = settings;
  }

  /** What agents did up to this moment stands, and what they did it on: it is true whatever the clock says. */
  get settledUntil(): number {
    return this.kept.hour * HOUR_MS - 1;
  }

  /** Older than the horizon before the earlier of its append time and the newest event before it. */
  isLate(time: number, horizonMs: number | undefined, appendedAt: number): boolean {
    return horizonMs !== undefined && time < Math.min(appendedAt, this.newestEventAt) - horizonMs;
  }

  /** An event of the site that is not late, whether it is taken or not. */
  heard(time: number): void {
    if (time <= this.newestEventAt) return;
    this.newestEventAt = time;
    this.dirty = true;
  }

  /** One that counts: reports begin with the first. */
  taken(time: number): void {
    if (time >= this.firstEventAt) return;
    this.firstEventAt = time;
    this.dirty = true;
  }

  /** The measure once a record with these times is read. */
  measureAfter(time: number, appendedAt: number): number {
    return Math.min(appendedAt, Math.max(this.newestEventAt, time));
  }

  /** The hour of agents' marks that would be the first kept. */
  firstHour(measure: number): number {
    const { horizonMs } = this.#settings;
    if (horizonMs === null) return Number.NEGATIVE_INFINITY;
    return moved(this.kept.hour, Math.floor(measure / HOUR_MS), Math.floor((measure - horizonMs.call) / HOUR_MS));
  }

  advance(measure: number): void {
    if (measure === this.measure) return;
    this.measure = measure;
    this.dirty = true;
    const { retentionMs } = this.#settings;
    const pane = paneOf(measure);
    const slice =
      retentionMs === null
        ? Number.NEGATIVE_INFINITY
        : moved(this.kept.slice, sliceOf(measure), sliceOf(this.#dayOf(measure - retentionMs)));
    const firstPane = moved(this.kept.pane, pane, rowBegin(pane - PANES_KEPT));
    const hour = this.firstHour(measure);
    const { kept } = this;
    if (firstPane !== kept.pane || slice !== kept.slice || hour !== kept.hour)
      this.kept = { pane: firstPane, slice, hour };
  }

  /** When the site's business day began in which a moment lies: slices go by days, since a day is the sum of all of them. */
  #dayOf(time: number): number {
    if (time >= this.#day.to || time < this.#day.from) {
      const { zone } = this.#settings.config;
      this.#day = { from: dayStart(time, zone), to: nextDayStart(time, zone) };
    }
    return this.#day.from;
  }

  row(): LogTimeRow {
    const { pane, slice, hour } = this.kept;
    return [
      finite(this.newestEventAt),
      finite(this.firstEventAt),
      finite(this.measure),
      [finite(pane), finite(slice), finite(hour)],
    ];
  }

  /** `clock`: as stored beside it. A row of the first version has no measure: it trusted both. */
  restore([newest, first, measure, kept]: LogTimeRow, clock: number): void {
    this.newestEventAt = newest ?? Number.NEGATIVE_INFINITY;
    this.firstEventAt = first ?? Number.POSITIVE_INFINITY;
    this.measure = measure ?? Number.NEGATIVE_INFINITY;
    const [pane, slice, hour] = kept ?? [null, null, null];
    this.kept = {
      pane: pane ?? Number.NEGATIVE_INFINITY,
      slice: slice ?? Number.NEGATIVE_INFINITY,
      hour: hour ?? Number.NEGATIVE_INFINITY,
    };
    if (measure === undefined) this.advance(Math.min(clock, this.newestEventAt));
    this.dirty = false;
  }
}

/** Panes go by rows, so that none is left with a part of its panes. */
const rowBegin = (pane: number): number => Math.floor(pane / PANES_PER_ROW) * PANES_PER_ROW;

/**
 * What was dropped stays dropped, so the edge only moves on. But where every clock was wrong at once and has been set
 * right, it would drop what comes until then: it begins anew after the present.
 */
const moved = (edge: number, present: number, wanted: number): number =>
  present < edge ? present + 1 : Math.max(edge, wanted);

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
