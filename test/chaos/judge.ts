/** What the boards show against what the oracle says, and whether a board's position ever misled it. */
import { isDeepStrictEqual } from "node:util";
import type { Row } from "@floorwalker/protocol";
import { QUEUES, type Traffic } from "./traffic.ts";
import { type Board, SITES, type World } from "./world.ts";

/** Of a queue's row, over the windows that hold everything. */
const FIELDS = [
  "offered",
  "answered",
  "abandoned",
  "shortAbandoned",
  "flowedOut",
  "handled",
  "averageSpeedOfAnswer",
  "averageWait",
  "longestWait",
  "averageTalkTime",
  "averageWrapUpTime",
  "averageHandleTime",
  "csatCount",
  "csat",
  "csatMean",
] as const;
/** From panes and from slices: two roads to one number. */
const WINDOWS = ["60m", "day"] as const;

export type Cells = Readonly<Record<string, number | null | undefined>>;

export function expectedCells(traffic: Traffic, now: number): Cells {
  const cells: Record<string, number | null> = {};
  for (const site of SITES)
    for (const where of QUEUES) {
      const numbers = traffic.numbers(site, where, now);
      const id = `queue:${site}:${where.queue}:${where.channel}`;
      cells[`${id} waiting`] = numbers.waiting ?? null;
      for (const field of FIELDS)
        for (const window of WINDOWS) cells[`${id} ${field}.${window}`] = rounded(numbers[field] ?? null);
    }
  return cells;
}

export function shownCells(expected: Cells, rowOf: (id: string) => Row | undefined): Cells {
  const cells: Record<string, number | null | undefined> = {};
  for (const cell of Object.keys(expected)) {
    const at = cell.lastIndexOf(" ");
    const value = rowOf(cell.slice(0, at))?.[cell.slice(at + 1)];
    cells[cell] = typeof value === "number" ? rounded(value) : value === null ? null : undefined;
  }
  return cells;
}

/** Differences, as `cell: shown instead of expected`. */
export const differences = (expected: Cells, shown: Cells): string[] =>
  Object.keys(expected)
    .filter((cell) => expected[cell] !== shown[cell])
    .map((cell) => `${cell}: ${shown[cell]} instead of ${expected[cell]}`);

/**
 * Looks at the boards again and again. Two boards whose positions are equal must show equal rows: a position that does not
 * tell what the rows are would be worse than none. Also notes how long a site's rows stood still.
 */
export class Watch {
  readonly misled: string[] = [];
  readonly #world: World;
  readonly #timer: NodeJS.Timeout;
  readonly #movedAt = new Map<string, number>();
  readonly #rows = new Map<string, unknown>();
  #longestStill = 0;

  constructor(world: World) {
    this.#world = world;
    this.#timer = setInterval(() => this.#look(), 100);
  }

  /** Ends the watch; the longest time, ms, during which a board showed no change of a site. */
  end(): number {
    clearInterval(this.#timer);
    return this.#longestStill;
  }

  #look(): void {
    const { boards } = this.#world;
    const now = performance.now();
    for (const board of boards) for (const site of SITES) this.#moves(board, site, now);
    const [one, other] = boards.map(({ live }) => live.getSnapshot());
    if (one === undefined || other === undefined || one.phase !== "live" || other.phase !== "live") return;
    if (one.position === null || !isDeepStrictEqual(one.position, other.position)) return;
    for (const [id, row] of one.rows) {
      const there = other.rows.get(id);
      if (row.kind !== "partition" && !isDeepStrictEqual(row, there) && this.misled.length < 5)
        this.misled.push(`${id}: ${JSON.stringify(row).slice(0, 200)} and ${JSON.stringify(there)?.slice(0, 200)}`);
    }
  }

  #moves(board: Board, site: string, now: number): void {
    const key = `${board.name} ${site}`;
    const { rows, phase } = board.live.getSnapshot();
    const seen = QUEUES.map(({ queue, channel }) => rows.get(`queue:${site}:${queue}:${channel}`)?.["offered.day"]);
    const text = `${phase === "live"} ${seen.join()}`;
    if (this.#rows.get(key) === text) {
      this.#longestStill = Math.max(this.#longestStill, now - (this.#movedAt.get(key) ?? now));
      return;
    }
    this.#rows.set(key, text);
    this.#movedAt.set(key, now);
  }
}

/** The same number to nine digits: seconds are quotients of integers. */
const rounded = (value: number | null): number | null => (value === null ? null : Number(value.toPrecision(9)));
