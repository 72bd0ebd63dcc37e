import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { C, type IntervalNumbers, inputOf, kpiById, mergeIntervals, newCounters, WaitSketch } from "../../src/index.ts";

type Told = IntervalNumbers & { to: number };

const ANSWERED = fc.record({
  waits: fc.array(fc.nat(3_600_000), { maxLength: 8 }),
  waiting: fc.nat(5),
  idle: fc.option(fc.nat(9)),
  to: fc.constantFrom(900_000, 1_800_000, 2_700_000),
});

interface Answered {
  readonly waits: readonly number[];
  readonly waiting: number;
  readonly idle: number | null;
  readonly to: number;
}

function interval({ waits, waiting, idle, to }: Answered): Told {
  const counters = newCounters();
  const sketch = new WaitSketch();
  for (const wait of waits) {
    counters[C.answered]!++;
    counters[C.answeredWait]! += wait;
    sketch.add(wait);
  }
  const agents = idle === null ? null : { idle, onContact: 1, wrapUp: 0, paused: 0 };
  const longestWait = waits.length === 0 ? null : Math.max(...waits);
  return { to, counters, waits: sketch, longestWait, atEnd: { waiting, waitingPastThreshold: 0, agents } };
}

/** What can be seen of numbers. */
const shown = (numbers: IntervalNumbers) => ({
  counters: numbers.counters,
  median: numbers.waits.quantile(0.5),
  late: numbers.waits.quantile(0.95),
  longestWait: numbers.longestWait,
  atEnd: numbers.atEnd,
});

describe("intervals merge", () => {
  test("to the numbers of all their waits together, in whatever order and however they are grouped", () => {
    fc.assert(
      fc.property(fc.array(ANSWERED, { maxLength: 12 }), (told) => {
        const all = told.map(interval);
        const end = Math.max(...told.map(({ to }) => to));
        const last = told.filter(({ to }) => to === end);
        const whole = mergeIntervals(all);
        const waits = told.flatMap((each) => each.waits);
        const one = interval({ waits, waiting: 0, idle: null, to: 0 });
        expect(shown({ ...whole, atEnd: one.atEnd })).toEqual(shown(one));
        expect(whole.atEnd.waiting).toBe(last.reduce((sum, { waiting }) => sum + waiting, 0));
        expect(shown(mergeIntervals([...all].reverse()))).toEqual(shown(whole));
        const [first, rest] = [all.slice(0, 3), all.slice(3)];
        const endOf = (part: readonly Told[]): number => Math.max(...part.map(({ to }) => to));
        const grouped = [first, rest]
          .filter((part) => part.length > 0)
          .map((part) => ({ ...mergeIntervals(part), to: endOf(part) }));
        expect(shown(mergeIntervals(grouped))).toEqual(shown(whole));
      }),
    );
  });

  test("and KPIs read them as they read a live span", () => {
    const numbers = mergeIntervals([interval({ waits: [10_000, 30_000], waiting: 0, idle: 2, to: 900_000 })]);
    const input = inputOf(numbers, { from: 0, to: 900_000, formula: "short-abandons-excluded" }, true);
    expect(kpiById("averageSpeedOfAnswer")!.read(input)).toBe(20);
    expect(input.live).toMatchObject({ now: 900_000, agents: { idle: 2, onContact: 1 } });
  });
});
