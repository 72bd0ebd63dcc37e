/** What a paired screen was last told about itself; null: it is none, or was told nothing yet. */
import type { ScreenMessage } from "@floorwalker/client";

export interface Told {
  readonly tell: (message: ScreenMessage) => void;
  readonly getSnapshot: () => ScreenMessage | null;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createTold(): Told {
  const listeners = new Set<() => void>();
  let last: ScreenMessage | null = null;
  return {
    tell(message) {
      last = message;
      for (const listener of listeners) listener();
    },
    getSnapshot: () => last,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
