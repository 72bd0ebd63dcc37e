/**
 * The membership by which sources are read, from one life to the next. A broker that is away takes a life with it: nothing was lost, so
 * it is begun again from the group's position. Other sources mean another life too; where they cannot be made or read, those
 * that were read go on, and the others are tried again now and then.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Consumption } from "@floorwalker/ports";
import type { Logger } from "@floorwalker/runtime";
import type { IngestSource } from "./ingest-topics.ts";

/** By topic. */
export type Sources = ReadonlyMap<string, IngestSource>;

export interface KeptReadingParts {
  readonly sources: Sources;
  /** Creates the topics that are missing. */
  readonly prepare: (sources: Sources) => Promise<void>;
  /** Joins the group. */
  readonly begin: (sources: Sources) => Promise<Consumption>;
  /** True of an error that may pass. */
  readonly passes: (error: unknown) => boolean;
  readonly logger: Logger;
}

const NEVER = Number.POSITIVE_INFINITY;
const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 5_000;
/** Each try of sources that were refused may cost a moment of reading. */
const REFUSED_AGAIN_MS = 300_000;

export class KeptReading {
  /** Rejects when it cannot go on and trying again will not help. */
  readonly failed: Promise<void>;
  readonly #parts: KeptReadingParts;
  readonly #failure = Promise.withResolvers<void>();
  readonly #wake = Promise.withResolvers<void>();
  #read: Sources;
  #wanted: Sources;
  /** Fallen back to when those that took their place fail soon; null: these have been read for a while. */
  #before: Sources | null = null;
  /** Of the life in hand; monotonic, ms. */
  #begunAt = NEVER;
  #changed = Promise.withResolvers<"changed">();
  #again: NodeJS.Timeout | undefined;
  #consumption: Consumption | null = null;
  #stopping = false;
  #running: Promise<void> = Promise.resolve();

  constructor(parts: KeptReadingParts) {
    this.#parts = parts;
    this.#read = parts.sources;
    this.#wanted = parts.sources;
    this.failed = this.#failure.promise;
    this.failed.catch(() => {});
  }

  /** @throws what the first life failed with. */
  async start(): Promise<void> {
    const first = await this.#begin();
    this.#running = this.#keep(first);
  }

  /** Those that are read now. */
  get sources(): Sources {
    return this.#read;
  }

  /** Topics that were asked for and cannot be read. */
  refused(): readonly string[] {
    return this.#again === undefined ? [] : [...this.#wanted.keys()].filter((topic) => !this.#read.has(topic));
  }

  reading(): boolean {
    return this.#consumption !== null;
  }

  healthy(): boolean {
    return this.#consumption?.healthy() ?? !this.#stopping;
  }

  change(sources: Sources): void {
    if (JSON.stringify([...sources.values()]) === JSON.stringify([...this.#wanted.values()])) return;
    this.#wanted = sources;
    this.#changed.resolve("changed");
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#again);
    this.#wake.resolve();
    await this.#consumption?.stop();
    await this.#running;
  }

  async #begin(): Promise<Consumption> {
    this.#begunAt = NEVER;
    await this.#parts.prepare(this.#read);
    this.#consumption = await this.#parts.begin(this.#read);
    this.#begunAt = performance.now();
    return this.#consumption;
  }

  async #keep(first: Consumption): Promise<void> {
    const { passes, logger } = this.#parts;
    let retryMs = FIRST_RETRY_MS;
    for (let current: Consumption | null = first; !this.#stopping; ) {
      try {
        current ??= await this.#begin();
        while (!this.#stopping) {
          if ((await Promise.race([current.failed, this.#changed.promise])) !== "changed") return;
          this.#changed = Promise.withResolvers();
          current = await this.#changeOver(current);
        }
        // It began while it was to stop.
        await current.stop();
      } catch (error) {
        if (this.#stopping) return;
        // Kafka lets a member join whom it then gives no record.
        if (!this.#hasLived() && this.#before !== null) this.#refuse(error, this.#before);
        else if (!passes(error)) return this.#failure.reject(error);
        if (this.#hasLived()) {
          this.#before = null;
          // One that fails soon again and again has a reason that stays for a while.
          retryMs = FIRST_RETRY_MS;
        }
        logger.error("ingest_starts_again", { error, retryInMs: retryMs });
        await this.#consumption?.stop().catch(() => {});
        current = this.#consumption = null;
        await Promise.race([sleep(retryMs), this.#wake.promise]);
        retryMs = Math.min(2 * retryMs, LONGEST_RETRY_MS);
      }
    }
  }

  #hasLived(): boolean {
    return performance.now() - this.#begunAt > LONGEST_RETRY_MS;
  }

  #refuse(error: unknown, instead: Sources): void {
    this.#read = instead;
    this.#before = null;
    this.#again = setTimeout(() => this.#changed.resolve("changed"), REFUSED_AGAIN_MS);
    this.#again.unref();
    this.#parts.logger.error("sources_not_taken", { topics: this.refused(), error, retryInMs: REFUSED_AGAIN_MS });
  }

  /** Rejects when those that were read cannot be read any more either. */
  async #changeOver(from: Consumption): Promise<Consumption> {
    const before = this.#hasLived() ? this.#read : (this.#before ?? this.#read);
    clearTimeout(this.#again);
    this.#again = undefined;
    let left = false;
    try {
      // What works is not left for what cannot even be made.
      await this.#parts.prepare(this.#wanted);
      left = true;
      await from.stop();
      this.#consumption = null;
      this.#read = this.#wanted;
      const next = await this.#begin();
      this.#before = before;
      return next;
    } catch (error) {
      this.#refuse(error, left ? before : this.#read);
      return left ? await this.#begin() : from;
    }
  }
}
