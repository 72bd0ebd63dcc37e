/**
 * By which clock stored things are deleted: a wall clock may wake up years ahead and be set right a minute later, and what was deleted
 * meanwhile does not come back. So it is believed when it has stood for a quarter of an hour, at the start and when it has jumped ahead; one
 * that is set back, at once.
 */
const JUMP_MS = 120_000;
const SETTLED_MS = 900_000;

export class SettledClock {
  /** What the wall clock is ahead of the monotonic one, as it is believed. */
  #ahead = Number.NEGATIVE_INFINITY;
  #claimed: { readonly ahead: number; readonly since: number } | null = null;

  /** The time that is believed, given both clocks of now, whole ms; −∞ while none is: nothing is old then. Monotonic time has fractions. */
  at(wall: number, monotonic: number): number {
    const ahead = wall - monotonic;
    if (ahead - this.#ahead <= JUMP_MS) {
      this.#ahead = ahead;
      this.#claimed = null;
    } else if (this.#claimed === null || Math.abs(ahead - this.#claimed.ahead) > JUMP_MS)
      this.#claimed = { ahead, since: monotonic };
    else if (monotonic - this.#claimed.since >= SETTLED_MS) this.#ahead = ahead;
    return Math.floor(this.#ahead + monotonic);
  }
}
