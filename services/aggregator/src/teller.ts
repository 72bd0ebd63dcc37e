/**
 * Tells what one partition has to tell of one kind (closed intervals, facts) to the log. It is taken right after a commit, of which it
 * is, and appended in that order, one append at a time; nobody waits for it. An append that was given up may still be written, but before
 * the next one (the log sees to it): of a key the last record is the newest. What the log has taken is told to the state at the owner's
 * next turn, so that its next commit says so. What it does not take is offered again, with pauses that grow, until the owner is gone.
 */
import type { IntervalVersion } from "@floorwalker/domain";
import type { Log, LogMessage } from "@floorwalker/ports";
import { type Logger, sleep, type Timing } from "@floorwalker/runtime";

/** Taken at once: some ms of work at most. */
const PORTION = 64;
/** More than this on its way, and nothing is taken until the log has some of it. */
const MOST_BYTES = 4_000_000;
/** What changes again and again is told no more often. */
const CHANGED_MS = 2_000;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

/** Some of what is due, as the log gets it. */
export interface ToldPortion {
  readonly messages: readonly LogMessage[];
  /** Of these, told anew. */
  readonly restated: number;
  readonly acknowledge: () => void;
}

/** What there is to tell. */
export interface ToldSource {
  /** Something is due. `changed`: also what changed after it had been told. */
  has(changed: boolean): boolean;
  /** Of the commit that has just been made; null: nothing is due for now. */
  take(most: number, changed: boolean, version: IntervalVersion): ToldPortion | null;
}

export interface TellerMetrics {
  told(count: number, restated: number): void;
  failed(partition: number): void;
}

export interface TellerParts {
  readonly log: Pick<Log, "append">;
  readonly topic: string;
  readonly partition: number;
  readonly timing: Timing;
  readonly logger: Pick<Logger, "warn">;
  readonly metrics: TellerMetrics;
  /** What is said of an append that fails. */
  readonly notTaken: "intervals_not_taken" | "facts_not_taken";
}

interface Letter extends ToldPortion {
  readonly bytes: number;
}

export class Teller {
  readonly #parts: TellerParts;
  readonly #source: ToldSource;
  readonly #letters: Letter[] = [];
  #bytes = 0;
  #acknowledged: (() => void)[] = [];
  #changedAt = Number.NEGATIVE_INFINITY;
  #failure: string | null = null;
  readonly #stop = new AbortController();
  /** Of the append that is under way, also one of a teller before. */
  #appending: Promise<void>;
  #isAppending = false;

  /** `before`: what was told by the same owner from a state it has read anew since. */
  constructor(parts: TellerParts, source: ToldSource, before: Teller | null) {
    this.#parts = parts;
    this.#source = source;
    this.#appending = before === null ? Promise.resolve() : before.stop();
  }

  /** Why the log takes none; null: it does. */
  get failure(): string | null {
    return this.#failure;
  }

  /** On their way to the log. */
  get waiting(): number {
    return this.#letters.reduce((count, { messages }) => count + messages.length, 0);
  }

  get hasMore(): boolean {
    return this.hasRoom && this.#source.has(this.#tellsChanged);
  }

  get hasRoom(): boolean {
    return this.#bytes < MOST_BYTES;
  }

  get #tellsChanged(): boolean {
    return this.#parts.timing.monotonic() - this.#changedAt >= CHANGED_MS;
  }

  /** It is not the log that takes nothing: telling on helps. */
  get helps(): boolean {
    return this.#failure === null && (this.#letters.length > 0 || this.#source.has(false));
  }

  /** The state hears what the log has taken. */
  settle(): void {
    for (const acknowledge of this.#acknowledged.splice(0)) acknowledge();
  }

  /** Of the commit that has just been made, until `until` by the monotonic clock. */
  tell(version: IntervalVersion, until: number): void {
    const { timing } = this.#parts;
    const changed = this.#tellsChanged;
    for (let began = false; this.hasRoom && (!began || timing.monotonic() < until); began = true) {
      const portion = this.#source.take(PORTION, changed, version);
      if (portion === null) break;
      if (portion.messages.length > 0) this.#post(portion);
    }
    if (changed && !this.#source.has(true)) this.#changedAt = timing.monotonic();
  }

  #post(portion: ToldPortion): void {
    const bytes = portion.messages.reduce((sum, { value }) => sum + value.length, 0);
    this.#letters.push({ ...portion, bytes });
    this.#bytes += bytes;
    if (this.#isAppending) return;
    this.#isAppending = true;
    this.#appending = this.#appending.then(() => this.#append());
  }

  async #append(): Promise<void> {
    const { metrics, partition, logger, log, topic, timing, notTaken } = this.#parts;
    let pause = FIRST_PAUSE_MS;
    for (let letter = this.#letters[0]; letter !== undefined && !this.#stop.signal.aborted; letter = this.#letters[0]) {
      try {
        await log.append(topic, partition, letter.messages);
      } catch (error) {
        metrics.failed(partition);
        if (this.#failure === null) logger.warn(notTaken, { partition, topic, error, retryInMs: pause });
        this.#failure = error instanceof Error ? error.message : String(error);
        await sleep(timing, pause, this.#stop.signal);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
        continue;
      }
      pause = FIRST_PAUSE_MS;
      this.#failure = null;
      this.#letters.shift();
      this.#bytes -= letter.bytes;
      this.#acknowledged.push(letter.acknowledge);
      metrics.told(letter.messages.length, letter.restated);
    }
    this.#isAppending = false;
  }

  /** Nothing more is appended; resolves when what is under way has ended. */
  stop(): Promise<void> {
    this.#stop.abort();
    return this.#appending;
  }
}
