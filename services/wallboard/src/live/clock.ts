/** Server time, told on the whole second: everything that ticks on the board ticks together. */
export interface Clock {
  /** Whole second, epoch ms: the same value until the next tick. */
  readonly getSnapshot: () => number;
  readonly subscribe: (listener: () => void) => () => void;
}

/** `now`: server time, epoch ms. */
export function createClock(now: () => number): Clock {
  const listeners = new Set<() => void>();
  const second = (): number => Math.floor(now() / 1000) * 1000;
  let current = second();
  const wait = (): void => {
    setTimeout(tick, 1000 - (((now() % 1000) + 1000) % 1000));
  };
  const tick = (): void => {
    const next = second();
    if (next !== current) {
      current = next;
      for (const listener of listeners) listener();
    }
    wait();
  };
  wait();
  return {
    getSnapshot: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
