/**
 * Tells when the wall clock of this machine cannot be right: it moved by more than two minutes against the monotonic
 * clock, or stands that far from the times at which the log took its records (rule 16). It is believed all the same: to
 * set it right is the operator's matter, and costs nothing then. Each jump is told once.
 */
export type Jump = {
  readonly against: "monotonic" | "log";
  /** Ms; positive: the wall clock went ahead, or is ahead. */
  readonly by: number;
};

const TOLERATED_MS = 120_000;

export class ClockWatch {
  readonly #tell: (jump: Jump) => void;
  #last: { readonly wall: number; readonly monotonic: number } | null = null;
  /** By partition, the wall clock when the end of the log was last reached. */
  readonly #atEnd = new Map<number, number>();
  #differs = false;

  constructor(tell: (jump: Jump) => void) {
    this.#tell = tell;
  }

  /** To be called every second or so. */
  read(wall: number, monotonic: number): void {
    const last = this.#last;
    this.#last = { wall, monotonic };
    if (last === null) return;
    const by = wall - last.wall - (monotonic - last.monotonic);
    if (Math.abs(by) > TOLERATED_MS) this.#tell({ against: "monotonic", by });
  }

  /** Records just came: the append times of the first and the last, and whether the last is the end of the log. */
  appended(
    partition: number,
    { first, last, isEnd }: { first: number; last: number; isEnd: boolean },
    wall: number,
  ): void {
    // What came after the end was reached was not appended before it.
    const reached = this.#atEnd.get(partition);
    const by = last - wall > TOLERATED_MS ? wall - last : reached === undefined ? 0 : Math.max(0, reached - first);
    if (isEnd) this.#atEnd.set(partition, wall);
    else this.#atEnd.delete(partition);
    const differs = Math.abs(by) > TOLERATED_MS;
    if (differs && !this.#differs) this.#tell({ against: "log", by });
    if (differs || (isEnd && reached !== undefined)) this.#differs = differs;
  }
}
