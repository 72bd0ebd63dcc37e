/** Wakes one waiting loop. A ring that nobody waits for is kept, so that none is missed between two waits. */
export class Bell {
  #rung = false;
  #wake: (() => void) | null = null;

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  /** Until the next ring, at most `ms` (may be infinite). */
  async wait(ms: number): Promise<void> {
    if (!this.#rung && ms > 0)
      await new Promise<void>((resolve) => {
        const timer = Number.isFinite(ms) ? setTimeout(resolve, ms) : undefined;
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    this.#wake = null;
    this.#rung = false;
  }
}
