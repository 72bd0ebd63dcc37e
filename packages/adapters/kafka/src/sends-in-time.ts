/**
 * Sends that have an end. Where a broker hangs, its client goes on trying long after whoever asked was told that nobody answers; what it writes
 * then would lie behind all that was sent since, and of a key the older record would be the last one, which compaction keeps (ADR 38). So
 * nothing is sent to a partition before what was given up there is over.
 */
export class SendsInTime {
  readonly #limitMs: number;
  readonly #tooLate: () => Error;
  /** By place: resolves when what was given up there is over. */
  readonly #givenUp = new Map<string, Promise<void>>();

  constructor(limitMs: number, tooLate: () => Error) {
    this.#limitMs = limitMs;
    this.#tooLate = tooLate;
  }

  /**
   * @throws `tooLate` when it was not taken in time. It may be written all the same, before whatever is sent there next; what still waited for
   * its turn is not.
   */
  async send(place: string, send: () => Promise<void>): Promise<void> {
    let sending: Promise<void> | null = null;
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      if (sending !== null) this.#remember(place, sending);
      late.reject(this.#tooLate());
    }, this.#limitMs);
    try {
      for (let before = this.#givenUp.get(place); before !== undefined; before = this.#givenUp.get(place))
        await Promise.race([before, late.promise]);
      sending = send();
      await Promise.race([sending, late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  #remember(place: string, sending: Promise<void>): void {
    const over = Promise.allSettled([this.#givenUp.get(place), sending]).then(() => {
      if (this.#givenUp.get(place) === over) this.#givenUp.delete(place);
    });
    this.#givenUp.set(place, over);
  }
}
