/**
 * What a queue's service level was at moments that are past, from the panes and slices that its owner has stored: whoever begins to follow
 * rows knows then what they said before. Both parts of a level are sums of counters, so each pane is read once and a window is a difference.
 * Laws: as of a pane's beginning it is what the row said just before; what was committed between the row and what is stored moves no
 * moment before it.
 */
import {
  C,
  type CellKey,
  type Counters,
  cellKind,
  judgedParts,
  otherwiseOf,
  type ServiceLevelPolicyId,
} from "@floorwalker/domain";
import { BucketPool } from "../cells/bucket-pool.ts";
import { Buckets } from "../cells/buckets.ts";
import { PANES_ROW, SLICE_ROW } from "../cells/cell.ts";
import { COLUMNS_ROW, CounterColumns } from "../cells/counter-columns.ts";
import {
  MOST_PANES,
  PANE_MS,
  PANES_PER_ROW,
  paneOf,
  type RollingWindow,
  SLICE_MS,
  WINDOW_PANES,
} from "../cells/pane-time.ts";
import { Span } from "../cells/span.ts";
import { rowKey } from "../site-context.ts";
import { siteEnd, siteRow } from "../site-row.ts";

/** Who crossed the threshold in a span, less those of them who have left in it. */
export const crossedOf = (counters: Counters): number => counters[C.crossed]! - counters[C.crossedLeft]!;

/** Longest waits are of no use here. */
const LONGEST_KEPT = 1;
/** Of the widest window, and as much before it. */
const PANES_READ = 2 * MOST_PANES + PANES_PER_ROW;

/** What the keys of the rows begin with that they are made of: queues alone have levels here. */
export const keptLevelPrefixes = (site: string): readonly string[] => [
  rowKey(site, COLUMNS_ROW, ""),
  rowKey(site, PANES_ROW, "q"),
  rowKey(site, SLICE_ROW, "q"),
];

/** As the queue's row says it. */
export interface LevelNow {
  readonly at: number;
  /** The queue's first formula. */
  readonly policy: ServiceLevelPolicyId;
  readonly waitingPastThreshold: number;
  /** Who crossed the threshold less who of them left, by the row: what is stored may know more by now. Null: it does so as of `at`. */
  readonly crossed: RowCrossed | null;
}

export interface RowCrossed {
  /** When its windows end. */
  readonly asOf: number;
  readonly hour: number;
  readonly day: number;
}

export interface LevelThen {
  readonly inTime: number;
  readonly decided: number;
}

export interface QueueLevels {
  /** Of the window that ends with `at`, on a minute; not before what is read begins. */
  rolling(window: RollingWindow, at: number): LevelThen;
  /** Since the day began, as of a slice's beginning. */
  day(at: number): LevelThen;
}

export class KeptLevels {
  readonly #dayFrom: number;
  readonly #panesFrom: number;
  readonly #columns = new CounterColumns();
  readonly #pool = new BucketPool(this.#columns, LONGEST_KEPT);
  readonly #panes = new Map<CellKey, Buckets>();
  readonly #slices = new Map<CellKey, Buckets>();

  /** `now`: of the newest number that is asked for; `dayFrom`: when the site's day began. */
  constructor(now: number, dayFrom: number) {
    this.#dayFrom = dayFrom;
    this.#panesFrom = Math.floor(now / PANE_MS) - PANES_READ;
  }

  /** In any order, all before anything is asked. */
  row(key: string, stored: Uint8Array): void {
    const { kind, parts, value } = siteRow(key, siteEnd(key), stored);
    if (kind === COLUMNS_ROW) this.#columns.restore(Number(parts[0]), value);
    const [cell = "", place] = parts;
    if (cellKind(cell) !== "queue") return;
    const number = Number(place);
    if (kind === PANES_ROW && (number + 1) * PANES_PER_ROW > this.#panesFrom)
      this.#of(this.#panes, cell, PANE_MS, PANES_PER_ROW).restoreRow(number, value);
    if (kind === SLICE_ROW && number * SLICE_MS >= this.#dayFrom)
      this.#of(this.#slices, cell, SLICE_MS, 1).restoreRow(number, value);
  }

  #of(held: Map<CellKey, Buckets>, cell: CellKey, lengthMs: number, perRow: number): Buckets {
    const known = held.get(cell) ?? new Buckets({ cell, rowPrefix: "", lengthMs, perRow, pool: this.#pool });
    held.set(cell, known);
    return known;
  }

  levels(cell: CellKey, { at: now, policy, waitingPastThreshold, crossed }: LevelNow): QueueLevels {
    const panes = new Sums(this.#panes.get(cell), policy);
    const slices = new Sums(this.#slices.get(cell), policy);
    const hourFrom = (paneOf(crossed?.asOf ?? now) - MOST_PANES + 1) * PANE_MS;
    /** Who was past the threshold before all that is summed: back from those who are by the row, by the row's own sums. */
    const pastBefore = (sums: Sums, from: number, known: number | undefined): number =>
      waitingPastThreshold -
      (known ?? sums.before(now).crossed - sums.before(from).crossed) -
      sums.before(from).crossed;
    const beforePanes = pastBefore(panes, hourFrom, crossed?.hour);
    const beforeSlices = pastBefore(slices, this.#dayFrom, crossed?.day);
    const between = (sums: Sums, from: number, to: number, past: number): LevelThen => {
      const [before, after] = [sums.before(from), sums.before(to)];
      const decided = after.decided - before.decided + past + after.crossed;
      return { inTime: after.inTime - before.inTime, decided };
    };
    return {
      rolling: (window, at) => between(panes, at - WINDOW_PANES[window] * PANE_MS, at, beforePanes),
      day: (at) => between(slices, this.#dayFrom, at, beforeSlices),
    };
  }
}

interface Sum {
  readonly inTime: number;
  readonly decided: number;
  /** Beyond the threshold, less those of them who have left. */
  readonly crossed: number;
}
const NOTHING: Sum = { inTime: 0, decided: 0, crossed: 0 };

/** All that was before a moment. */
class Sums {
  readonly #begins: readonly number[];
  /** Up to and with each of them. */
  readonly #sums: readonly Sum[];

  constructor(buckets: Buckets | undefined, policy: ServiceLevelPolicyId) {
    this.#begins = [...(buckets?.starts() ?? [])].sort((a, b) => a - b);
    const span = new Span(0);
    let sum = NOTHING;
    this.#sums = this.#begins.map((begin) => {
      const index = begin / buckets!.lengthMs;
      span.counters.fill(0);
      buckets!.sum(span, index, index + 1);
      const { counters, waits } = span;
      const otherwise = otherwiseOf("queue", counters);
      const live = { now: 0, waiting: 0, waitingPastThreshold: 0, oldestQueuedAt: null, agents: null };
      const { numerator, denominator } = judgedParts(
        { counters, waits, longestWait: null, live, policy, otherwise },
        0,
      );
      sum = {
        inTime: sum.inTime + numerator,
        decided: sum.decided + denominator,
        crossed: sum.crossed + crossedOf(counters),
      };
      return sum;
    });
  }

  before(time: number): Sum {
    let [low, high] = [0, this.#begins.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#begins[middle]! < time) low = middle + 1;
      else high = middle;
    }
    return this.#sums[low - 1] ?? NOTHING;
  }
}
