/**
 * Batches on their way from the log to the loop that owns the partition: bounded, so that a slow store slows the reading. A
 * record may hold one event or hundreds, so bytes are a limit beside the number of records.
 */
import type { LogRecord } from "@floorwalker/ports";
import type { Timing } from "@floorwalker/runtime";

export interface InboxLimit {
  readonly records: number;
  readonly bytes: number;
}

export class Inbox {
  readonly #limit: InboxLimit;
  readonly #timing: Timing;
  #batches: { readonly records: readonly LogRecord[]; at: number }[] = [];
  #waiting = 0;
  #waitingBytes = 0;
  #room: (() => void)[] = [];
  #arrived: (() => void) | null = null;
  #closed = false;

  /** `limit`: what may wait before `offer` does. */
  constructor(limit: InboxLimit, timing: Timing) {
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
    for (const { value } of records) this.#waitingBytes += value.length;
    this.#arrived?.();
    this.#arrived = null;
    while (this.#full && !this.#closed) await new Promise<void>((resolve) => this.#room.push(resolve));
  }

  /** At most as much, and at least one record when any waits. */
  take(limit: InboxLimit): LogRecord[] {
    const taken: LogRecord[] = [];
    let bytes = 0;
    for (let batch = this.#batches[0]; batch !== undefined; batch = this.#batches[0]) {
      for (; batch.at < batch.records.length; batch.at++) {
        const record = batch.records[batch.at]!;
        const fits = taken.length < limit.records && bytes + record.value.length <= limit.bytes;
        if (!fits && taken.length > 0) break;
        bytes += record.value.length;
        taken.push(record);
      }
      if (batch.at < batch.records.length) break;
      this.#batches.shift();
    }
    this.#waiting -= taken.length;
    this.#waitingBytes -= bytes;
    if (!this.#full) this.#release();
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
    this.#waitingBytes = 0;
    this.#release();
    this.#arrived?.();
  }

  get #full(): boolean {
    return this.#waiting > this.#limit.records || this.#waitingBytes > this.#limit.bytes;
  }

  #release(): void {
    const room = this.#room;
    this.#room = [];
    for (const resolve of room) resolve();
  }
}
