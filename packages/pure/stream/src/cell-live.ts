/**
 * What is true of one cell now: who waits, since when, how many are being handled. Kept up by what contacts contribute, so that
 * a channel's and the site's are known without a look at their queues. Law: they equal the sums over their queues.
 */
export class CellLive {
  /** `queued` times of waiting segments, ascending, from `#first` on: most enter at its end and leave at its beginning. */
  #since: number[] = [];
  #first = 0;
  waitingPastThreshold = 0;
  handling = 0;
  /** Newest event of a queue. */
  lastEventAt: number | null = null;

  get waiting(): number {
    return this.#since.length - this.#first;
  }

  get oldestQueuedAt(): number | null {
    return this.#since[this.#first] ?? null;
  }

  /** Of those who wait, in order of when they were queued: since when the one at that place does. */
  sinceAt(place: number): number {
    return this.#since[this.#first + place]!;
  }

  /** How many of those who wait were queued before `time`. */
  queuedBefore(time: number): number {
    return this.#after(time - 1) - this.#first;
  }

  enter(since: number): void {
    const at = this.#after(since);
    if (at === this.#first && at > 0) this.#since[--this.#first] = since;
    else this.#since.splice(at, 0, since);
  }

  leave(since: number): void {
    const at = this.#after(since) - 1;
    if (at < this.#first || this.#since[at] !== since) throw new Error(`nobody has been waiting since ${since}`);
    if (at > this.#first) this.#since.splice(at, 1);
    else this.#first++;
    // What has left is let go when it is more than half.
    if (2 * this.#first <= this.#since.length) return;
    this.#since = this.#since.slice(this.#first);
    this.#first = 0;
  }

  /** Index of the first one later than `since`. */
  #after(since: number): number {
    let low = this.#first;
    let high = this.#since.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#since[middle]! <= since) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
