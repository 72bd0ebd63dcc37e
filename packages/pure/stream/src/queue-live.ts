/** What is true of one queue now: who waits, since when, how many are being handled. */
export class QueueLive {
  /** `queued` times of waiting segments, ascending. */
  readonly #since: number[] = [];
  waitingPastThreshold = 0;
  handling = 0;
  /** Newest event of the queue. */
  lastEventAt: number | null = null;

  get waiting(): number {
    return this.#since.length;
  }

  get oldestQueuedAt(): number | null {
    return this.#since[0] ?? null;
  }

  /** How many of those who wait were queued before `time`. */
  queuedBefore(time: number): number {
    return this.#after(time - 1);
  }

  enter(since: number): void {
    this.#since.splice(this.#after(since), 0, since);
  }

  leave(since: number): void {
    const at = this.#after(since) - 1;
    if (this.#since[at] !== since) throw new Error(`nobody has been waiting since ${since}`);
    this.#since.splice(at, 1);
  }

  /** Index of the first one later than `since`. */
  #after(since: number): number {
    let low = 0;
    let high = this.#since.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#since[middle]! <= since) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
