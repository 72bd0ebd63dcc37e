/**
 * The membership by which sources are read, from one life to the next. A broker that is away takes a life with it: nothing was lost, so
 * it is begun again from the group's position. Other sources mean another life too; where they cannot be made or read, those
 * that were read go on, and the others are tried again now and then. A refusal does not say of which source it is: each that is not known
 * to be read is read alone for a moment, and those that are refused are left out, from the first life on.
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
  /** True of an error that says that some source may not be made or read. */
  readonly refuses: (error: unknown) => boolean;
  /** How long a source is read alone to see that it may be, ms (3,000): Kafka lets a member join whom it then gives no record. */
  readonly aloneMs?: number;
  readonly logger: Logger;
}

const NEVER = Number.POSITIVE_INFINITY;
const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 5_000;
const ALONE_MS = 3_000;
/** Each try of sources that were refused may cost a moment of reading. */
const REFUSED_AGAIN_MS = 300_000;
const NONE: Sources = new Map();

const textOf = (sources: Sources): string => JSON.stringify([...sources.values()]);

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
  /** As long as that: they are refused. Less: it may pass. */
  #againMs = FIRST_RETRY_MS;
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
    const first = await this.#begin().catch(async (error: unknown) => {
      if (!(await this.#leaveOut(error, NONE))) throw error;
      return this.#begin();
    });
    this.#running = this.#keep(first);
  }

  /** Those that are read now. */
  get sources(): Sources {
    return this.#read;
  }

  /** Topics that were asked for and cannot be read. */
  refused(): readonly string[] {
    return this.#again === undefined || this.#againMs < REFUSED_AGAIN_MS ? [] : this.#notRead();
  }

  reading(): boolean {
    return this.#consumption !== null;
  }

  healthy(): boolean {
    return this.#consumption?.healthy() ?? !this.#stopping;
  }

  change(sources: Sources): void {
    if (textOf(sources) === textOf(this.#wanted)) return;
    this.#wanted = sources;
    this.#againMs = FIRST_RETRY_MS;
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
        const lived = this.#hasLived();
        const before = lived ? null : this.#before;
        this.#before = null;
        await this.#end();
        current = null;
        const found = await this.#leaveOut(error, before ?? NONE);
        if (this.#stopping) return;
        if (!found && before !== null) this.#refuse(error, before);
        else if (!found && !passes(error)) return this.#failure.reject(error);
        // One that fails soon again and again has a reason that stays for a while.
        if (found || lived) retryMs = FIRST_RETRY_MS;
        logger.error("ingest_starts_again", { error, retryInMs: retryMs });
        await Promise.race([sleep(retryMs), this.#wake.promise]);
        retryMs = Math.min(2 * retryMs, LONGEST_RETRY_MS);
      }
    }
  }

  #hasLived(): boolean {
    return performance.now() - this.#begunAt > LONGEST_RETRY_MS;
  }

  async #end(): Promise<void> {
    await this.#consumption?.stop().catch(() => {});
    this.#consumption = null;
  }

  #notRead(): readonly string[] {
    return [...this.#wanted.keys()].filter((topic) => !this.#read.has(topic));
  }

  #refuse(error: unknown, instead: Sources): void {
    const { passes, refuses, logger } = this.#parts;
    this.#read = instead;
    this.#before = null;
    const mayPass = passes(error) && !refuses(error);
    this.#againMs = mayPass ? Math.min(2 * this.#againMs, REFUSED_AGAIN_MS) : REFUSED_AGAIN_MS;
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.#changed.resolve("changed"), this.#againMs);
    this.#again.unref();
    logger.error("sources_not_taken", { topics: this.#notRead(), error, retryInMs: this.#againMs });
  }

  /** True: what is refused was found, and is read no more. `known`: what may be read. */
  async #leaveOut(error: unknown, known: Sources): Promise<boolean> {
    if (!this.#parts.refuses(error)) return false;
    const all = this.#read;
    const may = new Map<string, IngestSource>();
    for (const [topic, source] of this.#wanted)
      if (known.has(topic) || (await this.#mayBeRead(source))) may.set(topic, source);
    this.#read = all;
    if (this.#stopping || may.size === 0 || may.size === this.#wanted.size) return false;
    this.#refuse(error, may);
    return true;
  }

  async #mayBeRead(source: IngestSource): Promise<boolean> {
    if (this.#stopping) return false;
    this.#read = new Map([[source.topic, source]]);
    try {
      const { failed } = await this.#begin();
      const enough = new AbortController();
      const patience = sleep(this.#parts.aloneMs ?? ALONE_MS, undefined, { signal: enough.signal }).catch(() => {});
      await Promise.race([failed, patience, this.#wake.promise]).finally(() => enough.abort());
      return true;
    } catch (error) {
      // What may pass says nothing of it.
      return !this.#parts.refuses(error);
    } finally {
      await this.#end();
    }
  }

  /** Of what is wanted what the log has or makes. @throws what it says where it makes nothing that is new. */
  async #makeable(): Promise<{ readonly sources: Sources; readonly refusal: unknown }> {
    const { prepare, refuses } = this.#parts;
    try {
      await prepare(this.#wanted);
      return { sources: this.#wanted, refusal: null };
    } catch (refusal) {
      if (!refuses(refusal)) throw refusal;
      const sources = new Map<string, IngestSource>();
      for (const [topic, source] of this.#wanted) {
        const made = this.#read.has(topic) ? Promise.resolve() : prepare(new Map([[topic, source]]));
        await made.then(() => sources.set(topic, source)).catch(() => {});
      }
      if (textOf(sources) === textOf(this.#read)) throw refusal;
      return { sources, refusal };
    }
  }

  /** Rejects when those that were read cannot be read any more either. */
  async #changeOver(from: Consumption): Promise<Consumption> {
    const before = this.#hasLived() ? this.#read : (this.#before ?? this.#read);
    clearTimeout(this.#again);
    this.#again = undefined;
    let left = false;
    try {
      // What works is not left for what cannot even be made.
      const { sources, refusal } = await this.#makeable();
      left = true;
      await from.stop();
      this.#consumption = null;
      this.#read = sources;
      const next = await this.#begin();
      if (refusal !== null) this.#refuse(refusal, sources);
      this.#before = before;
      return next;
    } catch (error) {
      if (!left || !(await this.#leaveOut(error, before))) this.#refuse(error, left ? before : this.#read);
      return left ? await this.#begin() : from;
    }
  }
}
