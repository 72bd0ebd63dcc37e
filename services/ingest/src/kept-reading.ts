/**
 * The membership by which sources are read, from one life to the next. A broker that is away takes a life with it: nothing was lost, so
 * it is begun again from the group's position. Other sources mean another life too; where they cannot be made or read, those
 * that were read go on, and the others are tried again now and then. A refusal does not say of which source it is: each that is not known
 * to be read is read alone for a moment (`read-alone.ts`), beside those that are, and those that are refused are left out, from the first
 * life on.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Consumption } from "@floorwalker/ports";
import type { Logger } from "@floorwalker/runtime";
import type { IngestSource } from "./ingest-topics.ts";
import { refusalsOf } from "./read-alone.ts";

/** By topic. */
export type Sources = ReadonlyMap<string, IngestSource>;

export interface KeptReadingParts {
  readonly sources: Sources;
  /** Creates the topics that are missing. */
  readonly prepare: (sources: Sources) => Promise<void>;
  /** Joins the group. */
  readonly begin: (sources: Sources) => Promise<Consumption>;
  /** Reads one in a group of its own, and hands nothing on. */
  readonly readAlone: (source: IngestSource) => Promise<Consumption>;
  /** True of an error that may pass. */
  readonly passes: (error: unknown) => boolean;
  /** True of an error that says that some source may not be made or read. */
  readonly refuses: (error: unknown) => boolean;
  /** How long a source is read alone to see that it may be, ms (3,000). */
  readonly aloneMs?: number;
  readonly logger: Logger;
}

const NEVER = Number.POSITIVE_INFINITY;
const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 5_000;
const ALONE_MS = 3_000;
const REFUSED_AGAIN_MS = 300_000;

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
  /** Topics that were refused, or may have been: they are joined once they were read alone. */
  readonly #doubted = new Set<string>();
  /** Of the life in hand; monotonic, ms. */
  #begunAt = NEVER;
  /** When all that is wanted was last found refused. */
  #allRefusedAt = -NEVER;
  #changed = Promise.withResolvers<"changed">();
  #again: NodeJS.Timeout | undefined;
  /** Those that were found refused; also while they are tried again. */
  #found: readonly string[] = [];
  /** As long as that: they are refused. Less: it may pass, or is being looked at. */
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
      if (!(await this.#leaveOut(error))) throw error;
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
    const notRead = this.#notRead();
    return this.#found.filter((topic) => notRead.includes(topic));
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
    // What is put back later is refused when it was found so anew.
    this.#found = this.#found.filter((topic) => sources.has(topic));
    this.#againMs = FIRST_RETRY_MS;
    this.#allRefusedAt = -NEVER;
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
        await this.#consumption?.stop().catch(() => {});
        this.#consumption = null;
        current = null;
        if (before !== null) this.#refuse(error, before);
        const found = before !== null || (await this.#leaveOut(error));
        if (this.#stopping) return;
        if (!found && !passes(error)) return this.#failure.reject(error);
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

  #notRead(): readonly string[] {
    return [...this.#wanted.keys()].filter((topic) => !this.#read.has(topic));
  }

  /** Those that are refused for the first time are looked at at once, beside what is read instead. */
  #refuse(error: unknown, instead: Sources): void {
    const { passes, refuses, logger } = this.#parts;
    this.#read = instead;
    this.#before = null;
    const topics = this.#notRead();
    const news = refuses(error) ? topics.filter((topic) => !this.#doubted.has(topic)) : [];
    for (const topic of news) this.#doubted.add(topic);
    const mayPass = passes(error) && !refuses(error);
    const longer = mayPass ? Math.min(2 * this.#againMs, REFUSED_AGAIN_MS) : REFUSED_AGAIN_MS;
    this.#againMs = news.length > 0 ? FIRST_RETRY_MS : longer;
    if (this.#againMs >= REFUSED_AGAIN_MS) this.#found = topics;
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.#changed.resolve("changed"), this.#againMs);
    this.#again.unref();
    logger.error("sources_not_taken", { topics, error, retryInMs: this.#againMs });
  }

  /** Where nothing is known to be read. True: what is refused was found, and is read no more. */
  async #leaveOut(error: unknown): Promise<boolean> {
    if (!this.#parts.refuses(error) || performance.now() - this.#allRefusedAt < REFUSED_AGAIN_MS) return false;
    const refusals = await this.#refusalsOf([...this.#wanted.values()]);
    const may = new Map([...this.#wanted].filter(([topic]) => !refusals.has(topic)));
    if (may.size === 0) this.#allRefusedAt = performance.now();
    if (this.#stopping || may.size === 0 || may.size === this.#wanted.size) return false;
    this.#refuse(error, may);
    return true;
  }

  /** By topic, of those that may not be read. */
  async #refusalsOf(sources: readonly IngestSource[]): Promise<ReadonlyMap<string, unknown>> {
    const { readAlone: read, aloneMs = ALONE_MS, ...parts } = this.#parts;
    const refusals = await refusalsOf(sources, { ...parts, read, aloneMs, isOver: this.#wake.promise });
    for (const { topic } of sources)
      if (refusals.has(topic)) this.#doubted.add(topic);
      else this.#doubted.delete(topic);
    return refusals;
  }

  /** Of what is wanted what the log has or makes, and lets be read. @throws what it says where that is what is read already. */
  async #takeable(): Promise<{ readonly sources: Sources; readonly refusal: unknown }> {
    const { prepare, refuses } = this.#parts;
    const isNew = ({ topic }: IngestSource): boolean => !this.#read.has(topic);
    const sources = new Map(this.#wanted);
    let refusal: unknown = null;
    await prepare(this.#wanted).catch(async (error: unknown) => {
      if (!refuses(error)) throw error;
      refusal = error;
      for (const [topic, source] of this.#wanted)
        if (isNew(source)) await prepare(new Map([[topic, source]])).catch(() => sources.delete(topic));
    });
    const doubted = [...sources.values()].filter((source) => isNew(source) && this.#doubted.has(source.topic));
    for (const [topic, error] of await this.#refusalsOf(doubted)) {
      sources.delete(topic);
      refusal ??= error;
    }
    if (refusal !== null && textOf(sources) === textOf(this.#read)) throw refusal;
    return { sources, refusal };
  }

  /** Rejects when those that were read cannot be read any more either. */
  async #changeOver(from: Consumption): Promise<Consumption> {
    const before = this.#hasLived() ? this.#read : (this.#before ?? this.#read);
    clearTimeout(this.#again);
    let left = false;
    try {
      // What works is not left for what cannot even be made, or read.
      const { sources, refusal } = await this.#takeable();
      if (this.#stopping) return from;
      left = true;
      await from.stop();
      this.#consumption = null;
      this.#read = sources;
      const next = await this.#begin();
      if (refusal !== null) this.#refuse(refusal, sources);
      this.#before = before;
      return next;
    } catch (error) {
      if (!this.#stopping) this.#refuse(error, left ? before : this.#read);
      return left ? await this.#begin() : from;
    }
  }
}
