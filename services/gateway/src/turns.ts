/**
 * Work that would hold up everybody else is cut in slices, and between two slices of all the work there is the event loop
 * turns: sockets are read, heartbeats sent, probes answered. However many large requests are in work at once, a turn does
 * one slice, and they take it in turns.
 */

export interface Turns {
  /** Resolves in a later turn of the event loop, where nobody else's slice is done. */
  next(): Promise<void>;
}

export function createTurns(later: (run: () => void) => unknown = setImmediate): Turns {
  const waiting: (() => void)[] = [];
  const grant = (): void => {
    waiting.shift()?.();
    if (waiting.length > 0) later(grant);
  };
  return {
    next: () =>
      new Promise((resolve) => {
        if (waiting.push(resolve) === 1) later(grant);
      }),
  };
}

/** A slice ends with whichever it reaches first. */
export const SLICE = { items: 100, bytes: 64 * 1024 } as const;

/** Does the work for each item; the event loop turns between two slices. Whatever fits into one slice is done at once. */
export async function inSlices<T>(
  items: readonly T[],
  bytesOf: (item: T) => number,
  turns: Turns,
  work: (item: T, index: number) => void,
): Promise<void> {
  let count = 0;
  let bytes = 0;
  for (const [index, item] of items.entries()) {
    if (count === SLICE.items || (count > 0 && bytes + bytesOf(item) > SLICE.bytes)) {
      await turns.next();
      count = 0;
      bytes = 0;
    }
    work(item, index);
    count++;
    bytes += bytesOf(item);
  }
}
