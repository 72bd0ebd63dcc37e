/** How far an owner has read, folded and committed, and what it goes on from. Position and offset move with a commit only. */
import type { Checkpoint, Commit, LogBounds, LogRecord, Position } from "@floorwalker/ports";
import { KnownLog } from "./known-log.ts";
import type { RecordsInHand } from "./owner-error.ts";
import { recordMark } from "./record-mark.ts";

export class LogPosition {
  /** Whether it is still to be shown that this is the log that was read before. */
  readonly known: KnownLog;
  /** Next offset to fold. */
  next: number;
  /** End of the log as of the last batch. */
  end: number;
  /** Events folded, or being folded, since the last commit; more than none where only records without any were. */
  uncommitted = 0;
  inHand: RecordsInHand | null = null;
  #eventsPerRecord = 1;
  #checkpoint: Checkpoint;
  /** The record before `next`; null once it has become the checkpoint's mark. */
  #last: LogRecord | null = null;
  /** Retention took everything before it. */
  #expiredTo = 0;
  readonly #low: number;

  constructor(checkpoint: Checkpoint, { low, high }: LogBounds) {
    this.#checkpoint = checkpoint;
    this.#low = low;
    this.next = checkpoint.offset ?? low;
    this.end = high;
    this.known = new KnownLog(this.next, checkpoint.mark, low);
  }

  /** Of the newest commit. */
  get position(): Position {
    return this.#checkpoint;
  }

  /** Nothing was read before, and the log has lost its beginning. */
  get lacksBeginning(): boolean {
    return this.#checkpoint.offset === null && this.#low > 0;
  }

  take(records: readonly LogRecord[], events: number): void {
    const last = records.at(-1)!;
    const { first, events: before } = this.inHand ?? { first: records[0]!.offset, events: 0 };
    this.inHand = { first, last: last.offset, events: before + events };
    this.next = last.offset + 1;
    this.#last = last;
    this.uncommitted += Math.max(1, events);
    this.#eventsPerRecord = events / records.length;
  }

  /** Events still to be folded, if what comes is as full as what came last. */
  get lag(): number {
    return Math.ceil(Math.max(0, this.end - this.next) * this.#eventsPerRecord);
  }

  /** Retention took records before they were read; how many of them were still to be folded. */
  expired(from: number, to: number): number {
    this.#expiredTo = to;
    return to - Math.max(from, this.known.proof === null ? from : this.next);
  }

  /** Nothing waits: everything up to there expired, and nothing has come since. */
  stepOver(): void {
    if (this.next >= this.#expiredTo) return;
    this.next = this.#expiredTo;
    this.#last = null;
    this.#checkpoint = { ...this.#checkpoint, mark: null };
    this.uncommitted++;
  }

  /** What the next commit says beside what it holds. */
  ahead(): Pick<Commit, "epoch" | "from" | "to" | "offset" | "mark"> {
    const { epoch, sequence, mark } = this.#checkpoint;
    const own = this.#last === null ? mark : recordMark(this.#last);
    return { epoch, from: sequence, to: sequence + 1, offset: this.next, mark: own };
  }

  committed({ epoch, to, offset, mark }: Pick<Commit, "epoch" | "to" | "offset" | "mark">): void {
    this.#checkpoint = { epoch, sequence: to, offset, mark };
    // A record may hold the memory of the whole batch it came in.
    this.#last = null;
    this.uncommitted = 0;
    this.inHand = null;
  }
}
