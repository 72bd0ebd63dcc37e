/**
 * What will happen when: a binary heap of actions by (time, order of entry). Times are epoch ms and never go back: an
 * action entered for the past runs now.
 */
export interface Appointment {
  cancelled: boolean;
}

export interface Agenda {
  /** Time of the action that runs, or of the last one that ran. */
  now(): number;
  at(time: number, action: () => void): Appointment;
  after(delay: number, action: () => void): Appointment;
  /** Time of the next action; null when there is none. */
  nextAt(): number | null;
  runNext(): void;
}

interface Entry extends Appointment {
  readonly time: number;
  readonly order: number;
  readonly action: () => void;
}

export function newAgenda(start: number): Agenda {
  const heap: Entry[] = [];
  let now = start;
  let entered = 0;

  function at(time: number, action: () => void): Appointment {
    const entry: Entry = { time: Math.max(now, Math.round(time)), order: entered++, action, cancelled: false };
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (before(heap[parent]!, entry)) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = entry;
    return entry;
  }

  function removeFirst(): Entry {
    const first = heap[0]!;
    const last = heap.pop()!;
    if (heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (before(last, heap[child]!)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = last;
    return first;
  }

  function dropCancelled(): void {
    while (heap.length > 0 && heap[0]!.cancelled) removeFirst();
  }

  return {
    now: () => now,
    at,
    after: (delay, action) => at(now + delay, action),
    nextAt: () => {
      dropCancelled();
      return heap.length === 0 ? null : heap[0]!.time;
    },
    runNext: () => {
      dropCancelled();
      if (heap.length === 0) return;
      const entry = removeFirst();
      now = entry.time;
      entry.action();
    },
  };
}

const before = (a: Entry, b: Entry): boolean => a.time < b.time || (a.time === b.time && a.order < b.order);
