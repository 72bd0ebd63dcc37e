/** A cell against the plain list of everything that was added to it and not taken back. */
import {
  AGENT_STATES,
  ANSWERED_WAIT,
  C,
  COUNTER_COUNT,
  FINISHED_WAIT,
  queueCell,
  SITE_CELL,
  STATE_COUNTERS,
} from "@floorwalker/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BucketPool } from "../../src/cells/bucket-pool.ts";
import { Cell } from "../../src/cells/cell.ts";
import { CounterColumns } from "../../src/cells/counter-columns.ts";
import { Landing } from "../../src/cells/landing.ts";
import { PackedDrain } from "../../src/cells/packed-drain.ts";
import {
  PANE_MS,
  paneOf,
  ROLLING_WINDOWS,
  type RollingWindow,
  SLICE_MS,
  WINDOW_PANES,
} from "../../src/cells/pane-time.ts";
import type { Span } from "../../src/cells/span.ts";
import { stateTimes } from "../../src/cells/state-times.ts";
import { ByteReader } from "../../src/columns/byte-reader.ts";

const ALL = { pane: Number.NEGATIVE_INFINITY, slice: Number.NEGATIVE_INFINITY };
const MIDNIGHT = 20_000 * 86_400_000;

interface Amount {
  readonly at: number;
  readonly counter: number;
  readonly amount: number;
}

const within = MIDNIGHT + 3 * 3_600_000;
const at = fc.integer({ min: MIDNIGHT, max: within });
const amount: fc.Arbitrary<Amount> = fc.oneof(
  fc.record({
    at,
    counter: fc.constantFrom(C.offered, C.answered, C.idleNet, C.pausedNet),
    amount: fc.constantFrom(1, -1, 3),
  }),
  fc.record({ at, counter: fc.constantFrom(C.talkTime, C.answeredWait), amount: fc.nat(10 ** 9) }),
  fc.record({ at, counter: fc.constantFrom(ANSWERED_WAIT, FINISHED_WAIT), amount: fc.nat(10 ** 6) }),
);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("add" as const), amount }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("takeBack" as const), which: fc.nat(100) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("commit" as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("roll" as const), to: at }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("read" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("restart" as const) }) },
);

/** A cell with its own store; others that the same is counted in may stand beside it. */
class Kept {
  readonly columns = new CounterColumns();
  readonly rows = new Map<string, Uint8Array>();
  pool = new BucketPool(this.columns, 10_000);
  cell = new Cell("k", SITE_CELL, this.pool, null);
  landing = new Landing(this.pool);
  set = { cells: [this.cell] };

  add({ at, counter, amount }: Amount, sign: 1 | -1 = 1, kept = ALL): void {
    if (!this.landing.isAt(this.set, at)) this.landing.moveTo(this.set, at, kept);
    this.landing.add(at, counter, amount, sign);
  }

  window(window: RollingWindow, pane: number): Span {
    this.landing.leave();
    return this.cell.window(window, pane);
  }

  since(from: number): Span {
    this.landing.leave();
    return this.cell.since(from);
  }

  commit(): void {
    this.landing.leave();
    const drain = new PackedDrain();
    if (this.cell.panes!.changedRows.length > 0) drain.changed(this.cell.panes!);
    drain.drain(this.pool, {
      row: (key, value) => (value === null ? this.rows.delete(key) : this.rows.set(key, value.slice())),
      record: () => undefined,
    });
  }

  restart(): void {
    this.commit();
    this.pool = new BucketPool(this.columns, 10_000);
    this.cell = new Cell("k", SITE_CELL, this.pool, null);
    this.landing = new Landing(this.pool);
    this.set = { cells: [this.cell] };
    for (const [key, value] of this.rows)
      for (const buckets of [this.cell.panes!, this.cell.slices])
        if (key.startsWith(buckets.rowPrefix)) buckets.restoreRow(Number(key.slice(buckets.rowPrefix.length)), value);
  }
}

/** What KPIs read: sums, percentiles, the longest wait. */
const numbersOf = ({ counters, waits, longest }: Span): unknown => {
  const sums = counters.filter((_, counter) => !AGENT_STATES.some((state) => STATE_COUNTERS[state].moment === counter));
  return [sums, waits.total, [0.1, 0.5, 0.9].map((q) => waits.quantile(q)), longest];
};

function expectedOf(amounts: readonly Amount[], from: number, to: number): unknown {
  const plain = new Kept();
  const sums: number[] = new Array<number>(COUNTER_COUNT).fill(0);
  let longest: number | null = null;
  for (const each of amounts) {
    if (each.at < from || each.at >= to) continue;
    if (each.counter < COUNTER_COUNT) sums[each.counter]! += each.amount;
    else longest = Math.max(longest ?? 0, each.amount);
    plain.add(each);
  }
  // The distribution has laws of its own (wait-sketch.test.ts).
  const { waits } = plain.since(MIDNIGHT - 86_400_000);
  const counters = sums.filter((_, counter) => !AGENT_STATES.some((state) => STATE_COUNTERS[state].moment === counter));
  return [counters, waits.total, [0.1, 0.5, 0.9].map((q) => waits.quantile(q)), longest];
}

const endOf = (pane: number): number => (pane + 1) * PANE_MS;

describe("a cell over any course of adding, taking back, committing, rolling on or back, and restarting", () => {
  test("every window is the sum of what its panes hold, the day of what its slices do", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 50 }), (steps) => {
        const kept = new Kept();
        const inForce: Amount[] = [];
        let pane = paneOf(within);
        for (const each of steps) {
          if (each.kind === "add") {
            inForce.push(each.amount);
            kept.add(each.amount);
          } else if (each.kind === "takeBack" && inForce.length > 0) {
            const [gone] = inForce.splice(each.which % inForce.length, 1);
            kept.add(gone!, -1);
          } else if (each.kind === "commit") kept.commit();
          else if (each.kind === "restart") kept.restart();
          else if (each.kind === "roll") pane = paneOf(each.to);
          else
            for (const window of ROLLING_WINDOWS)
              expect(numbersOf(kept.window(window, pane))).toEqual(
                expectedOf(inForce, endOf(pane - WINDOW_PANES[window]), endOf(pane)),
              );
        }
        for (const window of ROLLING_WINDOWS)
          expect(numbersOf(kept.window(window, pane))).toEqual(
            expectedOf(inForce, endOf(pane - WINDOW_PANES[window]), endOf(pane)),
          );
        expect(numbersOf(kept.since(MIDNIGHT))).toEqual(expectedOf(inForce, MIDNIGHT, MIDNIGHT + 86_400_000));
        const later = MIDNIGHT + 4 * SLICE_MS;
        expect(numbersOf(kept.cell.between(later, later + 3 * SLICE_MS))).toEqual(
          expectedOf(inForce, later, later + 3 * SLICE_MS),
        );
        expect(numbersOf(kept.since(later))).toEqual(expectedOf(inForce, later, MIDNIGHT + 86_400_000));
      }),
      { numRuns: 200 },
    );
  });

  test("what was added and taken back in any order leaves no byte, in memory or in the store", () => {
    const shuffled = fc
      .array(amount, { minLength: 1, maxLength: 20 })
      .chain((amounts) => fc.tuple(fc.constant(amounts), fc.shuffledSubarray(amounts, { minLength: amounts.length })));
    fc.assert(
      fc.property(shuffled, fc.boolean(), ([amounts, back], between) => {
        const kept = new Kept();
        for (const each of amounts) kept.add(each);
        if (between) kept.commit();
        for (const each of back) kept.add(each, -1);
        kept.commit();
        expect(kept.rows.size).toBe(0);
        expect(kept.cell.isEmpty).toBe(true);
      }),
    );
  });

  test("the same amounts in any order, over any commits and restarts, give the same rows", () => {
    const courses = fc
      .array(amount, { maxLength: 20 })
      .chain((amounts) =>
        fc.tuple(fc.constant(amounts), fc.shuffledSubarray(amounts, { minLength: amounts.length }), fc.nat(20)),
      );
    fc.assert(
      fc.property(courses, ([amounts, other, restartAt]) => {
        const [one, two] = [new Kept(), new Kept()];
        for (const each of amounts) one.add(each);
        other.forEach((each, index) => {
          two.add(each);
          if (index === restartAt) two.restart();
        });
        one.commit();
        two.commit();
        expect(two.rows).toEqual(one.rows);
      }),
    );
  });

  test("agents' time in state over any window equals each one's own reckoning", () => {
    const turn = fc.record({ from: at, for: fc.integer({ min: 1, max: 2 * 3_600_000 }) });
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 12 }), at, (turns, now) => {
        const kept = new Kept();
        let present = 0;
        for (const turn of turns) {
          if (turn.from > now) continue;
          kept.add({ at: turn.from, counter: C.idleNet, amount: 1 });
          if (turn.from + turn.for <= now) kept.add({ at: turn.from + turn.for, counter: C.idleNet, amount: -1 });
          else present++;
        }
        const from = (paneOf(now) - WINDOW_PANES["60m"] + 1) * PANE_MS;
        const idle = turns.reduce(
          (sum, turn) => sum + Math.max(0, Math.min(now, turn.from + turn.for) - Math.max(from, turn.from)),
          0,
        );
        expect(stateTimes(kept.window("60m", paneOf(now)), [present, 0, 0, 0], from, now)[0]).toBe(idle);
      }),
    );
  });

  test("what is no longer kept is in no window, and its rows are named to be dropped", () => {
    const kept = new Kept();
    kept.add({ at: MIDNIGHT, counter: C.offered, amount: 1 });
    kept.add({ at: MIDNIGHT + 6 * PANE_MS, counter: C.offered, amount: 1 });
    kept.commit();
    const pane = paneOf(MIDNIGHT);
    expect(kept.window("5m", pane + 6).counters[C.offered]).toBe(2);
    const dropped: string[] = [];
    expect(kept.cell.dropPanes(pane + 6, (row) => dropped.push(row))).toBe(true);
    expect(dropped).toEqual([kept.cell.panes!.rowPrefix + pane / 6]);
    expect(kept.window("5m", pane + 6).counters[C.offered]).toBe(1);
    kept.add({ at: MIDNIGHT, counter: C.offered, amount: 1 }, 1, { ...ALL, pane: pane + 6 });
    expect(kept.window("5m", pane + 6).counters[C.offered]).toBe(1);
  });

  test("a window changes only at the panes at which something enters or leaves it", () => {
    const kept = new Kept();
    kept.add({ at: MIDNIGHT, counter: C.offered, amount: 1 });
    kept.commit();
    const pane = paneOf(MIDNIGHT);
    const changes: number[] = [];
    for (let after = 1; after < 800; after++)
      if (kept.cell.changesWith(pane + after - 1, pane + after)) changes.push(after);
    expect(changes).toEqual(Object.values(WINDOW_PANES));
    expect(kept.cell.changesWith(pane - 1, pane)).toBe(true);
    expect(kept.cell.changesWith(pane, pane - 1)).toBe(true);
  });
});

describe("the rows of a cell", () => {
  const amounts = fc.array(amount, { minLength: 1, maxLength: 20 });

  test("hold what is kept and nothing else, wherever it is dropped", () => {
    fc.assert(
      fc.property(amounts, amounts, fc.nat({ max: 800 }), (first, then, panes) => {
        const kept = new Kept();
        for (const each of first) kept.add(each);
        kept.commit();
        const oldest = Math.min(...first.map(({ at }) => paneOf(at)));
        const from = oldest + panes;
        kept.landing.leave();
        kept.cell.dropPanes(from, (row) => kept.rows.delete(row));
        for (const each of then) kept.add(each, 1, { pane: from, slice: ALL.slice });
        kept.commit();
        const rows = [...kept.rows.keys()].filter((key) => key.startsWith(kept.cell.panes!.rowPrefix));
        const { resting } = kept.cell.panes!;
        const indexes = Array.from({ length: resting.size }, (_, place) => resting.indexAt(place));
        expect(indexes.every((index) => index >= from)).toBe(true);
        kept.restart();
        const restored = kept.cell.panes!.resting;
        expect(Array.from({ length: restored.size }, (_, place) => restored.indexAt(place))).toEqual(indexes);
        expect(rows.length).toBe(new Set(indexes.map((index) => Math.floor(index / 6))).size);
      }),
    );
  });

  test("of a pane alone, as they were once, become rows of minutes", () => {
    fc.assert(
      fc.property(amounts, (given) => {
        const kept = new Kept();
        for (const each of given) kept.add(each);
        kept.commit();
        const { resting } = kept.cell.panes!;
        const alone = Array.from({ length: resting.size }, (_, place) => {
          const { bytes, at, end } = resting.open(place, new ByteReader());
          return [resting.indexAt(place), bytes.slice(at, end)] as const;
        });
        const after = new Kept();
        for (const [index, bytes] of alone) after.cell.panes!.restoreOne(index, bytes);
        after.commit();
        const panes = (rows: ReadonlyMap<string, Uint8Array>) =>
          new Map([...rows].filter(([key]) => key.startsWith(kept.cell.panes!.rowPrefix)));
        expect(panes(after.rows)).toEqual(panes(kept.rows));
      }),
    );
  });
});

describe("what a cell takes in memory", () => {
  test("a queue of three calls a pane, day and night, fits 50 KB a day with its panes and slices", () => {
    const columns = new CounterColumns();
    const pool = new BucketPool(columns, 64);
    const cell = new Cell("k", queueCell("sales", "call"), pool, null);
    const landing = new Landing(pool);
    const set = { cells: [cell] };
    const add = (at: number, counter: number, amount: number): void => {
      if (!landing.isAt(set, at)) landing.moveTo(set, at, ALL);
      landing.add(at, counter, amount, 1);
    };
    const drain = new PackedDrain();
    let seed = 1;
    const upTo = (most: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((seed / 2 ** 32) * most);
    };
    for (let time = MIDNIGHT; time < MIDNIGHT + 86_400_000; time += PANE_MS) {
      // Ten hours of work, three calls a minute and queue.
      const hour = (time - MIDNIGHT) / 3_600_000;
      for (let call = hour >= 8 && hour < 18 ? upTo(2) : 0; call > 0; call--) {
        const wait = upTo(60_000);
        const talk = upTo(300_000);
        for (const [counter, amount] of [
          [C.offered, 1],
          [C.answered, 1],
          [C.answeredInThreshold, 1],
          [C.answeredWait, wait],
          [ANSWERED_WAIT, wait],
        ] as const)
          add(time + upTo(PANE_MS), counter, amount);
        for (const [counter, amount] of [
          [C.talkEnded, 1],
          [C.talkTime, talk],
          [C.handled, 1],
          [C.handledTalkTime, talk],
          [C.wrapUpTime, upTo(30_000)],
        ] as const)
          add(time + talk, counter, amount);
      }
      landing.leave();
      drain.drain(pool, { row: () => undefined, record: () => undefined });
      cell.dropPanes(paneOf(time) - 780, () => undefined);
    }
    expect(cell.panes!.resting.heldBytes + cell.slices.resting.heldBytes).toBeLessThan(50_000);
  });
});
