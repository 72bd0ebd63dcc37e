/**
 * One partition in the hands of one consumption, from `assigned` to `revoked`. It starts only after the previous holder
 * is done, so that within this process a partition never has two. Between batches it lets timers and sockets have
 * their turn, else a long backlog would freeze the process.
 */
import { setImmediate } from "node:timers/promises";
import type { ConsumeOptions, LogRecord, TopicPartition } from "@floorwalker/ports";

export interface PartitionSource {
  read(from: number): readonly LogRecord[];
  /** The first offset that exists. */
  low(): number;
  /** The next offset that will be written. */
  end(): number;
  /** Null when the group has committed nothing. */
  committed(): number | null;
}

export interface PartitionRunOptions {
  readonly partition: TopicPartition;
  readonly source: PartitionSource;
  readonly callbacks: Pick<ConsumeOptions, "assigned" | "batch" | "expired" | "revoked">;
  /** When the previous holder is done. */
  readonly after: Promise<void>;
  readonly failed: (error: unknown) => void;
}

export class PartitionRun {
  /** Resolves when nothing of this run will be called any more; never rejects. */
  readonly done: Promise<void>;
  readonly #options: PartitionRunOptions;
  #stale = false;
  #bell = Promise.withResolvers<void>();

  constructor(options: PartitionRunOptions) {
    this.#options = options;
    this.done = this.#run();
  }

  /** Something was appended, or the run became stale. */
  wake(): void {
    this.#bell.resolve();
  }

  revoke(): void {
    this.#stale = true;
    this.wake();
  }

  async #run(): Promise<void> {
    const { partition, source, callbacks, after, failed } = this.#options;
    await after;
    if (this.#stale) return;
    try {
      const from = await callbacks.assigned(partition);
      try {
        if (from === "wait") await this.#untilStale();
        else await this.#deliver(from ?? source.committed() ?? source.low());
      } finally {
        this.#stale = true;
        await callbacks.revoked(partition);
      }
    } catch (error) {
      failed(error);
    }
  }

  async #untilStale(): Promise<void> {
    while (!this.#stale) {
      this.#bell = Promise.withResolvers<void>();
      await this.#bell.promise;
    }
  }

  async #deliver(from: number): Promise<void> {
    const { partition, source, callbacks } = this.#options;
    let position = from;
    while (!this.#stale) {
      this.#bell = Promise.withResolvers<void>();
      const records = position < source.end() ? source.read(position) : [];
      // Trimmed before it could be read, perhaps to the very end.
      const first = records[0]?.offset ?? source.end();
      if (first > position) {
        callbacks.expired?.(partition, position, first);
        position = first;
      }
      const last = records.at(-1);
      if (last === undefined) {
        await this.#bell.promise;
        continue;
      }
      await callbacks.batch({ ...partition, records, end: source.end(), isStale: () => this.#stale });
      position = last.offset + 1;
      await setImmediate();
    }
  }
}
