/**
 * What must happen without an event, in time order: one queue per site, driven by the clock passed in. Nothing scans.
 * A target has at most one due time; setting it again replaces it. The old heap entry is skipped when it surfaces, and all
 * old ones go when they outnumber the rest: an entry hours ahead would keep a contact in memory that left it long ago.
 */
export interface Timed {
  /** Set by the queue only; null: not queued. */
  dueAt: number | null;
}

interface Entry<T> {
  readonly at: number;
  readonly order: number;
  readonly target: T;
}

/** Fewer replaced entries than this are not worth a pass. */
const FEW = 1_024;

export class TimerQueue<T extends Timed> {
  #heap: Entry<T>[] = [];
  #order = 0;
  /** Targets that have a due time. */
  #queued = 0;

  /** Entries held, replaced ones included: bounded by the targets that are queued. */
  get size(): number {
    return this.#heap.length;
  }

  set(target: T, at: number | null): void {
    if (target.dueAt === at) return;
    if (target.dueAt !== null) this.#queued--;
    target.dueAt = at;
    if (at !== null) {
      this.#queued++;
      this.#push({ at, order: this.#order++, target });
    }
    if (this.#heap.length > 2 * this.#queued + FEW) this.#forgetReplaced();
  }

  /** The earliest due time; null when nothing is queued. */
  next(): number | null {
    this.#dropStale();
    return this.#heap[0]?.at ?? null;
  }

  /** The earliest target due at or before `now`, no longer queued; null when there is none. */
  take(now: number): { readonly at: number; readonly target: T } | null {
    this.#dropStale();
    const top = this.#heap[0];
    if (top === undefined || top.at > now) return null;
    this.#pop();
    top.target.dueAt = null;
    this.#queued--;
    return top;
  }

  /** One entry for each target; a sorted array is a heap. */
  #forgetReplaced(): void {
    const kept = new Set<T>();
    this.#heap = this.#heap
      .sort((a, b) => (before(a, b) ? -1 : 1))
      .filter(({ at, target }) => target.dueAt === at && !kept.has(target) && kept.add(target));
  }

  #dropStale(): void {
    while (this.#heap.length > 0 && this.#heap[0]!.target.dueAt !== this.#heap[0]!.at) this.#pop();
  }

  #push(entry: Entry<T>): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(entry);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(entry, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
  }
}

const before = <T>(a: Entry<T>, b: Entry<T>): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);
