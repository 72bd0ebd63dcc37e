/**
 * Tells the closed intervals of one partition to the log. They are taken right after a commit, whose numbers they are, and appended in
 * that order, one append at a time; nobody waits for it. What the log has taken is told to the state at the owner's next turn, so that
 * its next commit says so. What it does not take is offered again, with pauses that grow, until the owner is gone.
 */
import type { Interval, IntervalVersion } from "@floorwalker/domain";
import { intervalKey, writeInterval } from "@floorwalker/events";
import type { Log, LogMessage } from "@floorwalker/ports";
import { type Logger, sleep, type Timing } from "@floorwalker/runtime";
import type { PartitionState } from "@floorwalker/stream";
import type { IntervalMetrics } from "./interval-metrics.ts";

/** Taken at once: some ms of work at most. */
const PORTION = 64;
/** More than this on its way, and nothing is taken until the log has some of it. */
const MOST_BYTES = 4_000_000;
/** What changes again and again is told no more often. */
const CHANGED_MS = 2_000;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

export interface IntervalTellerParts {
  readonly log: Pick<Log, "append">;
  readonly topic: string;
  readonly partition: number;
  readonly timing: Timing;
  readonly logger: Pick<Logger, "warn">;
  readonly metrics: IntervalMetrics;
}

interface Letter {
  readonly messages: readonly LogMessage[];
  readonly bytes: number;
  readonly restated: number;
  readonly acknowledge: () => void;
}

export class IntervalTeller {
  readonly #parts: IntervalTellerParts;
  readonly #state: PartitionState;
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
  constructor(parts: IntervalTellerParts, state: PartitionState, before: IntervalTeller | null) {
    this.#parts = parts;
    this.#state = state;
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
    return this.#hasRoom && this.#state.hasIntervals(this.#tellsChanged);
  }

  get #hasRoom(): boolean {
    return this.#bytes < MOST_BYTES;
  }

  get #tellsChanged(): boolean {
    return this.#parts.timing.monotonic() - this.#changedAt >= CHANGED_MS;
  }

  /** More slices are held than are kept, and telling what they are made of helps: it is not the log that takes nothing. */
  get holdsUp(): boolean {
    if (!this.#state.isHoldingSlices || this.#failure !== null) return false;
    return this.#letters.length > 0 || this.#state.hasIntervals(false);
  }

  /** The state hears what the log has taken. */
  settle(): void {
    for (const acknowledge of this.#acknowledged.splice(0)) acknowledge();
  }

  /** Of the commit that has just been made, until `until` by the monotonic clock. */
  tell(version: IntervalVersion, until: number): void {
    const { timing } = this.#parts;
    const changed = this.#tellsChanged;
    for (let began = false; this.#hasRoom && (!began || timing.monotonic() < until); began = true) {
      const portion = this.#state.takeIntervals(PORTION, changed);
      if (portion === null) break;
      if (portion.intervals.length > 0)
        this.#post(
          portion.intervals.map((each) => ({ ...each, version })),
          portion.acknowledge,
        );
    }
    if (changed && !this.#state.hasIntervals(true)) this.#changedAt = timing.monotonic();
  }

  #post(intervals: readonly Interval[], acknowledge: () => void): void {
    const messages = intervals.map((each) => ({ key: intervalKey(each), value: Buffer.from(writeInterval(each)) }));
    const bytes = messages.reduce((sum, { value }) => sum + value.length, 0);
    const restated = intervals.filter((each) => each.restated > 0).length;
    this.#letters.push({ messages, bytes, restated, acknowledge });
    this.#bytes += bytes;
    if (this.#isAppending) return;
    this.#isAppending = true;
    this.#appending = this.#appending.then(() => this.#append());
  }

  async #append(): Promise<void> {
    const { metrics, partition, logger, log, topic, timing } = this.#parts;
    let pause = FIRST_PAUSE_MS;
    for (let letter = this.#letters[0]; letter !== undefined && !this.#stop.signal.aborted; letter = this.#letters[0]) {
      try {
        await log.append(topic, partition, letter.messages);
      } catch (error) {
        metrics.failed(partition);
        if (this.#failure === null) logger.warn("intervals_not_taken", { partition, topic, error, retryInMs: pause });
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
