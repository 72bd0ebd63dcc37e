/**
 * How much work a client may ask for: each subscription costs a snapshot. Beyond the burst it is answered more slowly and
 * its socket is not read meanwhile; of what has come already only the newest of a kind and view is answered, which is what
 * a client means that asks again.
 */

export interface MessageRateOptions<M> {
  readonly handle: (message: M) => void;
  /** True: the socket is not to be read. */
  readonly pause: (paused: boolean) => void;
  /** Monotonic, ms. */
  readonly now: () => number;
  /** `setTimeout` of a timer that keeps nothing alive. */
  readonly later: (run: () => void, ms: number) => void;
}

export const MESSAGE_RATE = { burst: 50, perSecond: 10 } as const;

export class MessageRate<M> {
  readonly #options: MessageRateOptions<M>;
  readonly #waiting = new Map<string, M>();
  #left: number = MESSAGE_RATE.burst;
  #countedAt: number;
  #stopped = false;

  constructor(options: MessageRateOptions<M>) {
    this.#options = options;
    this.#countedAt = options.now();
  }

  /** `key`: a later message of the same key stands for this one. */
  offer(key: string, message: M): void {
    if (this.#stopped) return;
    if (this.#waiting.size === 0 && this.#take()) {
      this.#options.handle(message);
      return;
    }
    const first = this.#waiting.size === 0;
    this.#waiting.delete(key);
    this.#waiting.set(key, message);
    if (!first) return;
    this.#options.pause(true);
    this.#options.later(this.#next, 1_000 / MESSAGE_RATE.perSecond);
  }

  stop(): void {
    this.#stopped = true;
    this.#waiting.clear();
  }

  #take(): boolean {
    const now = this.#options.now();
    const earned = ((now - this.#countedAt) * MESSAGE_RATE.perSecond) / 1_000;
    this.#left = Math.min(MESSAGE_RATE.burst, this.#left + earned);
    this.#countedAt = now;
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }

  readonly #next = (): void => {
    const [oldest] = this.#waiting;
    if (this.#stopped || oldest === undefined) return;
    if (this.#take()) {
      this.#waiting.delete(oldest[0]);
      this.#options.handle(oldest[1]);
    }
    if (this.#waiting.size > 0) this.#options.later(this.#next, 1_000 / MESSAGE_RATE.perSecond);
    else if (!this.#stopped) this.#options.pause(false);
  };
}
