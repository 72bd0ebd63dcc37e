/**
 * The sources of a site: when each was last heard of, and when it began anew. The watermark is the minimum over the
 * sources heard of within a minute; it labels numbers and rejects nothing (rule 17).
 */
import type { CanonicalEvent } from "@floorwalker/domain";
import { type RowSink, rowKey, type SiteContext } from "./site-context.ts";
import type { Timed, TimerQueue } from "./timer-queue.ts";

const ROW = "r";
export const SILENT_AFTER_MS = 60_000;

export class SourceState implements Timed {
  readonly source: string;
  lastHeardAt = 0;
  readonly restarts: number[] = [];
  silent = false;
  dirty = false;
  dueAt: number | null = null;

  constructor(source: string) {
    this.source = source;
  }
}

export class SourceTable {
  readonly #context: SiteContext;
  readonly #timers: TimerQueue<Timed>;
  readonly #sources = new Map<string, SourceState>();
  readonly changed = new Set<SourceState>();
  #dirty: SourceState[] = [];

  constructor(context: SiteContext, timers: TimerQueue<Timed>) {
    this.#context = context;
    this.#timers = timers;
  }

  all(): IterableIterator<SourceState> {
    return this.#sources.values();
  }

  readonly restartsOf = (source: string): readonly number[] => this.#sources.get(source)?.restarts ?? [];

  heard(event: CanonicalEvent): void {
    const source = this.#of(event.source);
    if (event.time <= source.lastHeardAt) return;
    source.lastHeardAt = event.time;
    this.#touch(source);
    if (source.silent || source.dueAt === null) {
      source.silent = false;
      this.#timers.set(source, source.lastHeardAt + SILENT_AFTER_MS + 1);
    }
  }

  /** False: this restart was known. */
  restarted(event: CanonicalEvent): boolean {
    const source = this.#of(event.source);
    if (source.restarts.includes(event.time)) return false;
    source.restarts.push(event.time);
    source.restarts.sort((a, b) => a - b);
    this.#touch(source);
    return true;
  }

  /** Set lazily: events do not move the timer, the timer looks at the events. */
  due(source: SourceState): void {
    const silentAt = source.lastHeardAt + SILENT_AFTER_MS + 1;
    if (silentAt > this.#context.clock) {
      this.#timers.set(source, silentAt);
      return;
    }
    source.silent = true;
    this.changed.add(source);
  }

  /** Never ahead of the clock, also when a source is. Null: no source was heard of within a minute. */
  watermark(): number | null {
    let watermark: number | null = null;
    for (const source of this.#sources.values()) {
      if (source.silent || this.#context.clock - source.lastHeardAt > SILENT_AFTER_MS) continue;
      watermark = Math.min(watermark ?? this.#context.clock, source.lastHeardAt);
    }
    return watermark;
  }

  /** Forgets restarts before `time`: no event that old is accepted any more. */
  prune(time: number): void {
    for (const source of this.#sources.values())
      while (source.restarts.length > 0 && source.restarts[0]! < time) {
        source.restarts.shift();
        this.#touch(source);
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
    for (const source of this.#dirty) {
      source.dirty = false;
      sink.row(
        rowKey(this.#context.config.id, ROW, source.source),
        JSON.stringify([source.lastHeardAt, source.restarts]),
      );
    }
    this.#dirty = [];
  }

  restore(kind: string, parts: readonly string[], value: string): boolean {
    if (kind !== ROW) return false;
    const [lastHeardAt, restarts] = JSON.parse(value) as [number, number[]];
    const source = this.#of(parts[0]!);
    source.lastHeardAt = lastHeardAt;
    source.restarts.push(...restarts);
    source.silent = this.#context.clock - lastHeardAt > SILENT_AFTER_MS;
    if (!source.silent) this.#timers.set(source, lastHeardAt + SILENT_AFTER_MS + 1);
    this.changed.add(source);
    return true;
  }
}
