/** Wakes one waiting loop. A ring that nobody waits for is kept, so that none is missed between two waits. */
import { SYSTEM_TIMING, type Timing } from "@floorwalker/runtime";

export class Bell {
  readonly #timing: Timing;
  #rung = false;
  #wake: (() => void) | null = null;

  constructor(timing: Timing = SYSTEM_TIMING) {
    this.#timing = timing;
  }

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  /** Until the next ring, at most `ms` (may be infinite). */
  async wait(ms: number): Promise<void> {
    if (!this.#rung && ms > 0)
      await new Promise<void>((resolve) => {
        const callOff = Number.isFinite(ms) ? this.#timing.after(ms, resolve) : () => {};
        this.#wake = () => {
          callOff();
          resolve();
        };
      });
    this.#wake = null;
    this.#rung = false;
  }
}
