/**
 * What one agent is scheduled to do, as told by events: each schedules a stretch of time, and of those that cover a moment the one
 * told last holds (rule 5; of one source's of one instant without a place the shorter, as a break lies on its shift). What time
 * has settled stands: a change counts from the first moment on that may still change (`cut`), and what it would take away before
 * that stays as a remnant.
 * Invariant: the turns follow from the entries alone, and none before the cut moves.
 */
import { type CanonicalEvent, type Duty, type Scheduled, scheduledOf } from "@floorwalker/domain";
import { compareTexts } from "../compare-texts.ts";

/** From this moment on, epoch ms, he is scheduled to do something else. */
export interface DutyTurn {
  readonly at: number;
  readonly left: Duty | null;
  readonly entered: Duty | null;
}

export interface ScheduleEntry {
  readonly event: CanonicalEvent;
  /** [from, to) of it that counts; empty where it says nothing. */
  readonly from: number;
  readonly to: number;
  /** What is left of one that was taken back. */
  readonly remnant: boolean;
}

const DAY_MS = 86_400_000;

export class AgentSchedule {
  #entries: ScheduleEntry[] = [];
  /** Null: entries changed since they were told from them. */
  #turns: readonly DutyTurn[] | null = [];
  /** Days whose rows are not stored as they are now. */
  readonly changedDays = new Set<number>();

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  /** The event of this identity, as it was said; null: there is none. */
  find({ source, id }: CanonicalEvent): CanonicalEvent | null {
    if (this.isEmpty) return null;
    const isIt = ({ event, remnant }: ScheduleEntry): boolean => !remnant && event.id === id && event.source === source;
    return this.#entries.find(isIt)?.event ?? null;
  }

  add(event: CanonicalEvent, cut: number): void {
    const { from, to } = scheduledOf(event) ?? NEVER;
    this.put({ event, from: Math.max(from, cut), to, remnant: false });
  }

  remove(event: CanonicalEvent, cut: number): void {
    const isIt = (each: ScheduleEntry): boolean =>
      !each.remnant && each.event.id === event.id && each.event.source === event.source;
    const gone = this.#entries.find(isIt)!;
    this.#change(
      this.#entries.filter((each) => each !== gone),
      gone,
    );
    if (gone.from < cut && gone.from < gone.to) this.put({ ...gone, to: Math.min(gone.to, cut), remnant: true });
  }

  /** As it came back from the store, or as another name of his had it. */
  put(entry: ScheduleEntry): void {
    this.#change([...this.#entries, entry].sort(inToldOrder), entry);
  }

  /** Of a day, in order. */
  entriesOf(day: number): readonly ScheduleEntry[] {
    return this.#entries.filter((entry) => dayOf(entry) === day);
  }

  get entries(): readonly ScheduleEntry[] {
    return this.#entries;
  }

  /** What lies before `time` is settled, and nothing that comes is as old. */
  prune(time: number): void {
    const isOver = ({ event, to, remnant }: ScheduleEntry): boolean => to <= time && (remnant || event.time < time);
    for (const entry of this.#entries.filter(isOver)) this.changedDays.add(dayOf(entry));
    if (this.#entries.some(isOver)) this.#entries = this.#entries.filter((entry) => !isOver(entry));
  }

  /** In order. */
  get turns(): readonly DutyTurn[] {
    this.#turns ??= turnsOf(this.#entries);
    return this.#turns;
  }

  /** Null: nothing. */
  dutyAt(at: number): Duty | null {
    return this.turns[this.firstFrom(at + 1) - 1]?.entered ?? null;
  }

  /** Since when there has been something at a moment, without a gap; null: there is nothing. */
  scheduledSince(at: number): number | null {
    let place = this.firstFrom(at + 1) - 1;
    if (this.turns[place]?.entered == null) return null;
    while (this.turns[place]!.left !== null) place--;
    return this.turns[place]!.at;
  }

  /** When the next turn after a moment is; ∞: there is none. */
  nextAfter(at: number): number {
    return this.turns[this.firstFrom(at + 1)]?.at ?? Number.POSITIVE_INFINITY;
  }

  /** Place of the first turn at `at` or later. */
  firstFrom(at: number): number {
    const { turns } = this;
    let low = 0;
    let high = turns.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (turns[middle]!.at < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #change(entries: ScheduleEntry[], changed: ScheduleEntry): void {
    this.#entries = entries;
    this.#turns = null;
    this.changedDays.add(dayOf(changed));
  }
}

const NEVER: Scheduled = { from: Number.NEGATIVE_INFINITY, to: Number.NEGATIVE_INFINITY, duty: null };

/** In whose row it is: where its event begins. */
const dayOf = ({ event }: ScheduleEntry): number => Math.floor((scheduledOf(event)?.from ?? event.time) / DAY_MS);

function inToldOrder(a: ScheduleEntry, b: ScheduleEntry): number {
  const [one, other] = [a.event, b.event];
  if (one.time !== other.time) return one.time - other.time;
  if (one.source !== other.source) return compareTexts(one.source, other.source);
  const [first, second] = [one.sequence ?? Number.POSITIVE_INFINITY, other.sequence ?? Number.POSITIVE_INFINITY];
  if (first !== second) return first - second;
  return lengthOf(other) - lengthOf(one) || compareTexts(one.id, other.id) || a.from - b.from;
}

function lengthOf(event: CanonicalEvent): number {
  const { from, to } = scheduledOf(event) ?? { from: 0, to: 0 };
  return to - from;
}

/** `entries` in the order in which they were told. */
function turnsOf(entries: readonly ScheduleEntry[]): readonly DutyTurn[] {
  const pieces = entries
    .filter(({ from, to }) => from < to)
    .map(({ event, from, to }) => ({ from, to, duty: scheduledOf(event)!.duty }));
  const moments = [...new Set(pieces.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const turns: DutyTurn[] = [];
  let left: Duty | null = null;
  for (const at of moments) {
    const entered: Duty | null = pieces.findLast(({ from, to }) => from <= at && to > at)?.duty ?? null;
    if (entered !== left) turns.push({ at, left, entered });
    left = entered;
  }
  return turns;
}
