/**
 * One assigned partition from its assignment to its loss: one loop owns it, the fetcher only enqueues. So a slow
 * partition never holds up the fetcher (kafkajs fetches again only when every batch of a broker has returned).
 *
 * - `assigned` is awaited before the first batch (after "wait" there is none), each `batch` before the next, `revoked` last and only after `assigned`.
 * - What waits is handed over as one batch, and is bounded: `full` asks the owner to pause fetching, `room` to resume.
 * - `next` is the next offset to enqueue; a record below it is never handed over (again).
 */

import type { ConsumeOptions, LogRecord, TopicPartition } from "@floorwalker/ports";

export interface PartitionReaderOptions {
  readonly partition: TopicPartition;
  readonly callbacks: Pick<ConsumeOptions, "assigned" | "revoked" | "batch">;
  /** A former reader of the same partition that is still finishing. */
  readonly after: Promise<void> | undefined;
  /** Begin to fetch at this offset; null: where the group is. */
  readonly begin: (from: number | null) => Promise<void>;
  /** Fetch again after having been full. */
  readonly resume: () => void;
  readonly failed: (error: unknown) => void;
}

/** Waiting bytes and records from which fetching pauses; it goes on when they are handed over. */
const FULL_BYTES = 4 * 1024 * 1024;
const FULL_RECORDS = 20_000;

export class PartitionReader {
  readonly partition: TopicPartition;
  /** Resolves when the loop has ended and `revoked` has returned. Never rejects. */
  readonly done: Promise<void>;
  /** Null until it is known where reading begins. */
  next: number | null = null;
  /** The fetcher asks for this offset or a later one. */
  fetchFrom = 0;
  readonly #options: PartitionReaderOptions;
  #waiting: LogRecord[] = [];
  #waitingBytes = 0;
  #end = 0;
  #stale = false;
  #paused = true;
  #wake: (() => void) | undefined;

  constructor(options: PartitionReaderOptions) {
    this.#options = options;
    this.partition = options.partition;
    this.done = this.#run();
  }

  get stale(): boolean {
    return this.#stale;
  }

  /** True while nothing is to be fetched: not begun, or full. */
  get paused(): boolean {
    return this.#paused;
  }

  /** Answers whether it is full now: the caller pauses fetching, `resume` will be called. */
  enqueue(records: readonly LogRecord[], bytes: number, end: number): boolean {
    if (this.#waiting.length === 0) this.#waiting = records as LogRecord[];
    else for (const record of records) this.#waiting.push(record);
    this.#waitingBytes += bytes;
    this.#end = end;
    this.#wake?.();
    this.#paused = this.#waitingBytes >= FULL_BYTES || this.#waiting.length >= FULL_RECORDS;
    return this.#paused;
  }

  /** The partition was lost, or the consumption stops: the batch in hand is stale, what waits is dropped. */
  retire(): Promise<void> {
    this.#stale = true;
    this.#wake?.();
    return this.done;
  }

  async #run(): Promise<void> {
    const { after, callbacks, partition, begin, failed } = this.#options;
    let held = false;
    try {
      await after;
      if (this.#stale) return;
      const from = await callbacks.assigned(partition);
      held = true;
      if (from !== "wait") {
        if (!this.#stale) await begin(from);
        if (!this.#stale) this.#goOn();
      }
      await this.#readBatches();
    } catch (error) {
      this.#stale = true;
      failed(error);
    }
    if (!held) return;
    try {
      await callbacks.revoked(partition);
    } catch (error) {
      failed(error);
    }
  }

  async #readBatches(): Promise<void> {
    const isStale = () => this.#stale;
    while (!this.#stale) {
      if (this.#waiting.length === 0) {
        await new Promise<void>((resolve) => (this.#wake = resolve));
        this.#wake = undefined;
        continue;
      }
      const records = this.#waiting;
      this.#waiting = [];
      this.#waitingBytes = 0;
      if (this.#paused) this.#goOn();
      await this.#options.callbacks.batch({ ...this.partition, records, end: this.#end, isStale });
    }
  }

  #goOn(): void {
    this.#paused = false;
    this.#options.resume();
  }
}
