/**
 * Ends the wait for replies that do not come. A timer alone would judge by a loop that may itself have stood still: after
 * 1.5 s of synchronous work it fires before the reply, long there, was read. So
 * - time counts only while the loop turns: slices are counted, and of a standstill at most one;
 * - what is due is given up only after the socket was read once more, and not while bytes still come.
 */

/** What is known of a command that was sent. */
export interface AwaitedReply {
  /** It came, as a value or as an error: both are replies. */
  readonly settled: boolean;
  reject(error: Error): void;
}

export interface ReplyDeadlinesOptions {
  readonly limitMs: number;
  /** Bytes read from the connection so far; they may begin again at 0. */
  readonly bytesRead: () => number;
  /** A reply was given up: what follows it on this connection will not come either. */
  readonly missed: () => void;
}

const SLICES = 20;
/** Turns of the loop that bring bytes and no reply, before it is given up all the same. */
const MOST_LOOKS = 1_000;

export class ReplyDeadlines {
  readonly #options: ReplyDeadlinesOptions;
  readonly #awaited = new Map<AwaitedReply, { slices: number }>();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(options: ReplyDeadlinesOptions) {
    this.#options = options;
  }

  watch(reply: AwaitedReply): void {
    if (reply.settled || this.#awaited.has(reply)) return;
    this.#awaited.set(reply, { slices: 0 });
    this.#timer ??= setInterval(() => this.slice(), this.#options.limitMs / SLICES).unref();
  }

  /** A slice of the limit has passed. */
  slice(): void {
    for (const [reply, waited] of this.#awaited) {
      if (reply.settled) this.#awaited.delete(reply);
      // The first slice may have begun before the command did.
      else if (++waited.slices > SLICES) {
        this.#awaited.delete(reply);
        this.#lookOnceMore(reply);
      }
    }
    if (this.#awaited.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #lookOnceMore(reply: AwaitedReply): void {
    const { bytesRead, missed, limitMs } = this.#options;
    let [before, looks] = [bytesRead(), 0];
    const look = (): void => {
      if (reply.settled) return;
      const now = bytesRead();
      if (now !== before && ++looks < MOST_LOOKS) {
        before = now;
        setImmediate(look);
        return;
      }
      reply.reject(new Error(`no reply within ${limitMs} ms; whether it was done is unknown`));
      missed();
    };
    // Between two immediates the loop polls its sockets, whatever it was doing when this began.
    setImmediate(() => setImmediate(look));
  }
}
