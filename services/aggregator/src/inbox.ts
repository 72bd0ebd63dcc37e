/** Batches on their way from the log to the loop that owns the partition: bounded, so that a slow store slows the reading. */
import type { LogRecord } from "@floorwalker/ports";
import type { Timing } from "@floorwalker/runtime";

export class Inbox {
  readonly #limit: number;
  readonly #timing: Timing;
  #batches: { readonly records: readonly LogRecord[]; at: number }[] = [];
  #waiting = 0;
  #room: (() => void)[] = [];
  #arrived: (() => void) | null = null;
  #closed = false;

  /** `limit`: records that may wait before `offer` does. */
  constructor(limit: number, timing: Timing) {
    this.#limit = limit;
    this.#timing = timing;
  }

  get waiting(): number {
    return this.#waiting;
  }

  /** Resolves when the records are in and there is room for more. */
  async offer(records: readonly LogRecord[]): Promise<void> {
    if (this.#closed) return;
    this.#batches.push({ records, at: 0 });
    this.#waiting += records.length;
    this.#arrived?.();
    this.#arrived = null;
    while (this.#waiting > this.#limit && !this.#closed) await new Promise<void>((resolve) => this.#room.push(resolve));
  }

  take(limit: number): LogRecord[] {
    const taken: LogRecord[] = [];
    for (let batch = this.#batches[0]; batch !== undefined && taken.length < limit; batch = this.#batches[0]) {
      const end = Math.min(batch.records.length, batch.at + limit - taken.length);
      for (; batch.at < end; batch.at++) taken.push(batch.records[batch.at]!);
      if (batch.at === batch.records.length) this.#batches.shift();
    }
    this.#waiting -= taken.length;
    if (this.#waiting <= this.#limit) this.#release();
    return taken;
  }

  /** Resolves when something is there, or after `ms`. */
  async arrival(ms: number): Promise<void> {
    if (this.#waiting > 0 || this.#closed || ms <= 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#arrived = resolve;
    const callOff = this.#timing.after(ms, resolve);
    await promise;
    callOff();
    this.#arrived = null;
  }

  /** Nobody takes any more: whoever waits for room goes on. */
  close(): void {
    this.#closed = true;
    this.#batches = [];
    this.#waiting = 0;
    this.#release();
    this.#arrived?.();
  }

  #release(): void {
    const room = this.#room;
    this.#room = [];
    for (const resolve of room) resolve();
  }
}
