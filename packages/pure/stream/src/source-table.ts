/**
 * The sources of a site: when each was last heard of, when it began anew, and which queues it tells of. One `silentAfter` per
 * source serves watermark, tile and rule (rule 17): 60 s if it sends heartbeats, else 15 min, or as configured; one without
 * heartbeats is only missed while the site is open. The watermark is the minimum over the sources that are not silent; it labels
 * numbers and rejects nothing.
 */
import { type Calendar, type CanonicalEvent, type CellKey, inForce } from "@floorwalker/domain";
import { FeedTable } from "./feed-table.ts";
import { BEFORE_ALL, compareRestarts, type Restart } from "./restart.ts";
import { jsonRow, rowJson } from "./row-format.ts";
import { type RowSink, rowKey, type SiteContext } from "./site-context.ts";
import type { Timed, TimerQueue } from "./timer-queue.ts";

export const SOURCE_ROW = "r";
export const SOURCE_FORMAT = 2;
const NONE: readonly Restart[] = [];
const SILENT_AFTER_MS = { beating: 60_000, quiet: 900_000 } as const;

export type SourceRow = readonly [
  lastHeardAt: number,
  restarts: readonly (readonly [at: number, sequence: number | null, id: string])[],
  beats: boolean,
];

/** @throws RangeError of a format that nobody knows. */
export function sourceOfRow(value: Uint8Array): Pick<SourceState, "lastHeardAt" | "restarts" | "beats"> {
  const [lastHeardAt, restarts, beats] = rowJson<SourceRow>(SOURCE_FORMAT, value);
  return { lastHeardAt, restarts: restarts.map(([at, sequence, id]) => ({ at, sequence, id })), beats };
}

export class SourceState implements Timed {
  readonly source: string;
  lastHeardAt = 0;
  /** It has sent a heartbeat: then its silence means something within a minute. */
  beats = false;
  /** In order. */
  readonly restarts: Restart[] = [];
  silent = false;
  dirty = false;
  dueAt: number | null = null;

  constructor(source: string) {
    this.source = source;
  }
}

/** Since when the numbers of a queue are old: the last event of the source that is silent longest. */
export interface Staleness {
  readonly since: number;
  readonly source: string;
}

export interface SourceTableParts {
  readonly context: SiteContext;
  readonly timers: TimerQueue<Timed>;
  /** What the queue's row says of its sources changed. */
  readonly queueChanged: (queue: CellKey) => void;
}

export class SourceTable {
  readonly #context: SiteContext;
  readonly #timers: TimerQueue<Timed>;
  readonly #queueChanged: (queue: CellKey) => void;
  readonly #feeds: FeedTable;
  readonly #configured: ReadonlyMap<string, number | null | undefined>;
  readonly #sources = new Map<string, SourceState>();
  /** Those whose row must be built again, or goes. */
  readonly changed = new Set<SourceState>();
  #dirty: SourceState[] = [];
  #dropped: string[] = [];

  constructor({ context, timers, queueChanged }: SourceTableParts) {
    this.#context = context;
    this.#timers = timers;
    this.#queueChanged = queueChanged;
    this.#feeds = new FeedTable(context);
    this.#configured = new Map(context.config.sources.map((config) => [config.source, config.silentAfterMs]));
  }

  all(): IterableIterator<SourceState> {
    return this.#sources.values();
  }

  has(source: string): boolean {
    return this.#sources.has(source);
  }

  readonly restartsOf = (source: string): readonly Restart[] => this.#sources.get(source)?.restarts ?? NONE;

  /** Ms; null: it is never missed. */
  silentAfter({ source, beats }: SourceState): number | null {
    const configured = this.#configured.get(source);
    if (configured !== undefined) return configured;
    return beats ? SILENT_AFTER_MS.beating : SILENT_AFTER_MS.quiet;
  }

  /** As a rule reads it; of a source that is gone: nobody misses it. */
  reading(name: string): {
    readonly silent: boolean;
    readonly lastHeardAt: number;
    readonly silentAfterMs: number | null;
  } {
    const source = this.#sources.get(name);
    if (source === undefined) return { silent: false, lastHeardAt: 0, silentAfterMs: null };
    return { silent: source.silent, lastHeardAt: source.lastHeardAt, silentAfterMs: this.silentAfter(source) };
  }

  heard(event: CanonicalEvent): void {
    const source = this.#of(event.source);
    const fed = this.#feeds.heard(event);
    if (fed !== null) this.#queueChanged(fed);
    if (event.type === "cc.source.heartbeat" && !source.beats) {
      source.beats = true;
      this.#touch(source);
      this.#judge(source);
    }
    if (event.time <= source.lastHeardAt) return;
    source.lastHeardAt = event.time;
    this.#touch(source);
    if (source.silent || source.dueAt === null) this.#judge(source);
  }

  /** It was known already, or its source began anew in another place of that instant than was known. */
  restarted({ source: name, time: at, sequence, id }: CanonicalEvent): "known" | "moved" | "new" {
    const source = this.#of(name);
    const { restarts } = source;
    const known = restarts.findIndex((each) => each.at === at && (each.id === id || each.sequence === BEFORE_ALL));
    const restart = { at, sequence: sequence ?? null, id };
    // Of two places in their source's order the earlier one stays.
    if (known >= 0 && compareRestarts(restarts[known]!, restart) <= 0) return "known";
    if (known >= 0) restarts.splice(known, 1);
    restarts.push(restart);
    restarts.sort(compareRestarts);
    this.#touch(source);
    return known >= 0 ? "moved" : "new";
  }

  /** Set lazily: events do not move the timer, the timer looks at the events. */
  due(source: SourceState): void {
    this.#judge(source);
  }

  /** The clock was set back: who was silent only by the clock is not. */
  setBack(): void {
    for (const source of this.#sources.values()) this.#judge(source);
  }

  #judge(source: SourceState): void {
    const silentAt = this.#silentAt(source);
    const silent = silentAt !== null && silentAt <= this.#context.clock;
    this.#timers.set(source, silent ? null : silentAt);
    if (silent === source.silent) return;
    source.silent = silent;
    this.changed.add(source);
    for (const queue of this.#feeds.queuesOf(source.source)) this.#queueChanged(queue);
  }

  /** Null: it is never missed, or the site does not open so long again. */
  #silentAt(source: SourceState): number | null {
    const after = this.silentAfter(source);
    if (after === null) return null;
    const calendar = this.#calendarOf(source);
    if (calendar === null) return source.lastHeardAt + after + 1;
    const at = calendar.moment(source.lastHeardAt, after + 1);
    return Number.isFinite(at) ? at : null;
  }

  /** When it is expected to say something; null: always. */
  #calendarOf({ beats, lastHeardAt }: SourceState): Calendar | null {
    return beats ? null : inForce(this.#context.policies.site, lastHeardAt).hours;
  }

  /** How many sources tell of the queue. */
  feeding(queue: CellKey): number {
    return this.#feeds.sourcesOf(queue).length;
  }

  /** Null: all sources of the queue speak. */
  staleness(queue: CellKey): Staleness | null {
    return this.#longestSilent(this.#feeds.sourcesOf(queue));
  }

  /** Of any queue of the site. */
  siteStaleness(): Staleness | null {
    const silent = [...this.#sources.values()].filter((source) => source.silent).map(({ source }) => source);
    return this.#longestSilent(silent.filter((source) => this.#feeds.feedsAny(source)));
  }

  #longestSilent(names: readonly string[]): Staleness | null {
    let stale: Staleness | null = null;
    for (const name of names) {
      const source = this.#sources.get(name);
      if (source === undefined || !source.silent) continue;
      // Of two that fell silent together the first by name: not the one that was heard of first.
      const earlier = stale === null || source.lastHeardAt < stale.since;
      if (earlier || (source.lastHeardAt === stale!.since && name < stale!.source))
        stale = { since: source.lastHeardAt, source: name };
    }
    return stale;
  }

  /** Never ahead of the clock, also when a source is. Null: every source is silent, or there is none. */
  watermark(): number | null {
    let watermark: number | null = null;
    for (const source of this.#sources.values()) {
      if (source.silent || source.lastHeardAt === 0 || this.silentAfter(source) === null) continue;
      watermark = Math.min(watermark ?? this.#context.clock, this.#knownUntil(source));
    }
    return watermark;
  }

  /** Outside the opening hours there is nothing to hear. */
  #knownUntil(source: SourceState): number {
    const { clock } = this.#context;
    const { lastHeardAt } = source;
    const calendar = this.#calendarOf(source);
    return calendar === null || lastHeardAt >= clock ? lastHeardAt : clock - calendar.elapsed(lastHeardAt, clock);
  }

  /** Forgets restarts before `time` (no event that old is accepted any more), and sources that nothing is kept of. */
  prune(time: number): void {
    const { retentionMs, log } = this.#context;
    const kept = retentionMs === null ? time : Math.max(time, log.measure - retentionMs);
    for (const queue of this.#feeds.prune(kept)) this.#queueChanged(queue);
    for (const source of this.#sources.values()) {
      while (source.restarts.length > 0 && source.restarts[0]!.at < time) {
        source.restarts.shift();
        this.#touch(source);
      }
      if (source.lastHeardAt >= kept || source.restarts.length > 0) continue;
      this.#sources.delete(source.source);
      this.#timers.set(source, null);
      this.#dropped.push(source.source);
      this.changed.add(source);
    }
  }

  #of(id: string): SourceState {
    let source = this.#sources.get(id);
    if (source === undefined) {
      source = new SourceState(id);
      this.#sources.set(id, source);
    }
    return source;
  }

  #touch(source: SourceState): void {
    this.changed.add(source);
    if (source.dirty) return;
    source.dirty = true;
    this.#dirty.push(source);
  }

  drain(sink: RowSink): void {
    const { id } = this.#context.config;
    for (const source of this.#dropped) if (!this.has(source)) sink.row(rowKey(id, SOURCE_ROW, source), null);
    this.#dropped = [];
    for (const source of this.#dirty) {
      source.dirty = false;
      if (this.#sources.get(source.source) !== source) continue;
      const { lastHeardAt, beats } = source;
      const restarts = source.restarts.map(({ at, sequence, id: event }) => [at, sequence, event] as const);
      const row: SourceRow = [lastHeardAt, restarts, beats];
      sink.row(rowKey(id, SOURCE_ROW, source.source), jsonRow(SOURCE_FORMAT, row));
    }
    this.#dirty = [];
    this.#feeds.drain(sink);
  }

  restore(kind: string, parts: readonly string[], value: Uint8Array): boolean {
    if (this.#feeds.restore(kind, parts, value)) return true;
    if (kind !== SOURCE_ROW) return false;
    const { lastHeardAt, restarts, beats } = sourceOfRow(value);
    const source = this.#of(parts[0]!);
    source.lastHeardAt = lastHeardAt;
    source.restarts.push(...restarts);
    source.beats = beats;
    this.#judge(source);
    this.changed.add(source);
    return true;
  }
}
