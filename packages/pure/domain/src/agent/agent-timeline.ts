/**
 * One agent's time: marks in order, swept up to the clock. Marks come from the agent's own events and from the segments
 * worked on; a mark in the past means sweeping again from the checkpoint before it, so that any order of arrival ends the
 * same. What leaves is transitions (state left, state entered, at), with a sign: retracted ones come back as −1.
 * Invariant: the transitions emitted so far sum to the sweep over marks[0..cursor).
 */
import { type AgentState, AgentStatus, compareMarks, type Mark } from "./agent-state.ts";

export type Transition = (at: number, left: AgentState | null, entered: AgentState | null, sign: 1 | -1) => void;

interface Checkpoint {
  readonly index: number;
  readonly status: AgentStatus;
  readonly since: number;
}

const CHECKPOINT_EVERY = 32;

export class AgentTimeline {
  readonly marks: Mark[] = [];
  #cursor = 0;
  #status: AgentStatus;
  /** When the present state was entered. */
  #since: number;
  #checkpoints: Checkpoint[];

  /** `base`: what the marks before the first kept one amounted to. */
  constructor(base: AgentStatus = new AgentStatus(), since = 0) {
    this.#status = base.copy();
    this.#since = since;
    this.#checkpoints = [{ index: 0, status: base, since }];
  }

  get state(): AgentState | null {
    return this.#status.state();
  }

  get since(): number {
    return this.#since;
  }

  get base(): { readonly status: AgentStatus; readonly since: number } {
    return this.#checkpoints[0]!;
  }

  /** When the next mark is due; null when there is none ahead of the clock. */
  get nextAt(): number | null {
    return this.marks[this.#cursor]?.time ?? null;
  }

  insert(mark: Mark, emit: Transition): void {
    const index = this.#indexOf(mark);
    this.#rewind(index, emit);
    this.marks.splice(index, 0, mark);
  }

  remove(mark: Mark, emit: Transition): void {
    const index = this.#indexOf(mark);
    if (index >= this.marks.length || compareMarks(this.marks[index]!, mark) !== 0) return;
    this.#rewind(index, emit);
    this.marks.splice(index, 1);
  }

  /** The clock was set back: takes back what marks after `asOf` emitted, as far as the base. */
  retreat(asOf: number, emit: Transition): void {
    let index = this.#cursor;
    while (index > 0 && this.marks[index - 1]!.time > asOf) index--;
    this.#rewind(index, emit);
  }

  /** Sweeps every mark due at `asOf`. */
  advance(asOf: number, emit: Transition): void {
    for (
      let mark = this.marks[this.#cursor];
      mark !== undefined && mark.time <= asOf;
      mark = this.marks[this.#cursor]
    ) {
      const left = this.#status.state();
      this.#status.apply(mark);
      const entered = this.#status.state();
      if (left !== entered) {
        emit(mark.time, left, entered, 1);
        this.#since = mark.time;
      }
      this.#cursor++;
      if (this.#cursor % CHECKPOINT_EVERY === 0)
        this.#checkpoints.push({ index: this.#cursor, status: this.#status.copy(), since: this.#since });
    }
  }

  /** Forgets the marks before `time` (beyond the horizon): they become the base. Nothing is retracted. */
  prune(time: number): readonly Mark[] {
    const count = this.#indexOf({ time, kind: "signIn", queue: null, key: "" });
    if (count === 0 || count > this.#cursor) return [];
    const base = this.#checkpointAt(count);
    const status = base.status.copy();
    let since = base.since;
    for (let index = base.index; index < count; index++) since = sweep(status, this.marks[index]!, since, () => {});
    const dropped = this.marks.splice(0, count);
    this.#cursor -= count;
    const later = this.#checkpoints.filter((checkpoint) => checkpoint.index > count);
    this.#checkpoints = [
      { index: 0, status, since },
      ...later.map((checkpoint) => ({ ...checkpoint, index: checkpoint.index - count })),
    ];
    return dropped;
  }

  /** Takes back what was emitted from marks[index] on; the cursor stands there afterwards. */
  #rewind(index: number, emit: Transition): void {
    if (index >= this.#cursor) return;
    const from = this.#checkpointAt(index);
    const status = from.status.copy();
    let since = from.since;
    const silent = (): void => {};
    const retract: Transition = (at, left, entered) => emit(at, left, entered, -1);
    for (let at = from.index; at < index; at++) since = sweep(status, this.marks[at]!, since, silent);
    this.#status = status.copy();
    this.#since = since;
    for (let at = index; at < this.#cursor; at++) sweep(status, this.marks[at]!, since, retract);
    this.#cursor = index;
    while (this.#checkpoints.at(-1)!.index > index) this.#checkpoints.pop();
  }

  #checkpointAt(index: number): Checkpoint {
    let at = this.#checkpoints.length - 1;
    while (this.#checkpoints[at]!.index > index) at--;
    return this.#checkpoints[at]!;
  }

  /** Where the mark is or would be. */
  #indexOf(mark: Mark): number {
    let low = 0;
    let high = this.marks.length;
    // Nearly always at the end.
    if (high > 0 && compareMarks(this.marks[high - 1]!, mark) < 0) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareMarks(this.marks[middle]!, mark) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function sweep(status: AgentStatus, mark: Mark, since: number, emit: Transition): number {
  const left = status.state();
  status.apply(mark);
  const entered = status.state();
  if (left === entered) return since;
  emit(mark.time, left, entered, 1);
  return mark.time;
}
