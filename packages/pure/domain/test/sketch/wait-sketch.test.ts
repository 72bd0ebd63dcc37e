import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { WaitSketch } from "../../src/sketch/wait-sketch.ts";
import { numbersOf, sourceOf } from "./numbers-of.ts";

const sketchOf = (waits: readonly number[]): WaitSketch => {
  const sketch = new WaitSketch();
  for (const ms of waits) sketch.add(ms);
  return sketch;
};

/** The definition, on the waits themselves. */
const nearestRank = (waits: readonly number[], percent: number): number =>
  waits.toSorted((a, b) => a - b)[Math.max(1, Math.ceil((percent * waits.length) / 100)) - 1]!;

/** Equally likely in every order of magnitude: uniform ones would all be long. */
const wait = fc.oneof(
  fc.integer({ min: 0, max: 300 }),
  fc.integer({ min: 0, max: 27 }).chain((bits) => fc.integer({ min: 0, max: Math.min(10 ** 8, 2 ** bits) })),
);
const waits = fc.array(wait, { maxLength: 60 });

describe("the sketch is a function of the multiset of waits", () => {
  test("two panes merged are, byte for byte, the pane that saw both", () => {
    fc.assert(
      fc.property(waits, waits, (a, b) => {
        const merged = sketchOf(a);
        merged.merge(sketchOf(b));
        expect(numbersOf(merged)).toEqual(numbersOf(sketchOf([...a, ...b])));
        expect(merged.total).toBe(a.length + b.length);
      }),
    );
  });

  test("a pane that leaves the window leaves no trace", () => {
    fc.assert(
      fc.property(waits, waits, (a, b) => {
        const window = sketchOf([...a, ...b]);
        window.merge(sketchOf(b), -1);
        expect(numbersOf(window)).toEqual(numbersOf(sketchOf(a)));
        window.merge(window, -1);
        expect(window.isEmpty()).toBe(true);
        expect(numbersOf(window)).toEqual([0]);
      }),
    );
  });

  test("a wait added and retracted changes no byte", () => {
    fc.assert(
      fc.property(waits, wait, (a, ms) => {
        const sketch = sketchOf(a);
        sketch.add(ms);
        sketch.subtract(ms);
        expect(numbersOf(sketch)).toEqual(numbersOf(sketchOf(a)));
      }),
    );
  });

  test("any order of additions and retractions gives the same bytes, also one that retracts first", () => {
    const shuffled = fc
      .array(fc.tuple(wait, fc.constantFrom(1, -1)))
      .chain((steps) => fc.tuple(fc.constant(steps), fc.shuffledSubarray(steps, { minLength: steps.length })));
    const apply = (steps: readonly (readonly [number, number])[]): number[] => {
      const sketch = new WaitSketch();
      for (const [ms, sign] of steps) {
        if (sign === 1) sketch.add(ms);
        else sketch.subtract(ms);
      }
      return numbersOf(sketch);
    };
    fc.assert(
      fc.property(shuffled, ([steps, other]) => {
        expect(apply(other)).toEqual(apply(steps));
      }),
    );
  });

  test("a count is that many waits", () => {
    const sketch = new WaitSketch();
    sketch.add(12_345, 3);
    sketch.add(7, 0);
    expect(numbersOf(sketch)).toEqual(numbersOf(sketchOf([12_345, 12_345, 12_345])));
  });
});

describe("a percentile", () => {
  test("is within 1 % of the exact nearest-rank wait", () => {
    fc.assert(
      fc.property(fc.array(wait, { minLength: 1, maxLength: 200 }), fc.integer({ min: 0, max: 100 }), (a, percent) => {
        const exact = nearestRank(a, percent);
        expect(Math.abs(sketchOf(a).quantile(percent / 100)! - exact)).toBeLessThanOrEqual(exact * 0.01);
      }),
      { numRuns: 500 },
    );
  });

  test("of one wait is that wait within 1 %, from 1 ms over a day to a year, at both edges of every bucket", () => {
    let worst = 0;
    let previous = -1;
    const edges: number[] = [];
    for (let power = 0; power <= 35; power++) {
      for (let lead = 64; lead < 128; lead++)
        edges.push(Math.floor(lead * 2 ** (power - 6)), Math.floor((lead + 1) * 2 ** (power - 6)) - 1);
    }
    for (const ms of [...edges, 10 ** 8, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 365 * 86_400_000].sort((a, b) => a - b)) {
      const answer = sketchOf([ms]).quantile(0.5)!;
      expect(answer).toBeGreaterThanOrEqual(previous);
      previous = answer;
      if (ms > 0) worst = Math.max(worst, Math.abs(answer - ms) / ms);
    }
    expect(worst).toBeGreaterThan(0.007);
    expect(worst).toBeLessThan(1 / 129);
  });

  test("of waits below 128 ms is exact", () => {
    for (let ms = 0; ms < 128; ms++) expect(sketchOf([ms]).quantile(1)).toBe(ms);
  });

  test("0 is the shortest wait and 1 the longest", () => {
    const sketch = sketchOf([90, 5, 0, 40]);
    expect(sketch.quantile(0)).toBe(0);
    expect(sketch.quantile(1)).toBe(90);
  });

  test("takes the rank that was meant where the share has no exact binary form", () => {
    const sketch = sketchOf(Array.from({ length: 100 }, (_, i) => i + 1));
    for (let percent = 1; percent <= 100; percent++) expect(sketch.quantile(percent / 100)).toBe(percent);
  });

  test("of no waits is undefined, also while a retraction is ahead of what it retracts", () => {
    expect(new WaitSketch().quantile(0.5)).toBeNull();
    const ahead = new WaitSketch();
    ahead.subtract(100);
    expect(ahead.quantile(0.5)).toBeNull();
    expect(ahead.isEmpty()).toBe(false);
  });
});

describe("what is stored", () => {
  test("comes back as it was, and goes on as it would have", () => {
    fc.assert(
      fc.property(waits, wait, (a, next) => {
        const sketch = sketchOf(a);
        const back = new WaitSketch();
        back.read(sourceOf(numbersOf(sketch)));
        expect(numbersOf(back)).toEqual(numbersOf(sketch));
        expect(back.total).toBe(sketch.total);
        expect(back.quantile(0.8)).toBe(sketch.quantile(0.8));
        back.add(next);
        sketch.add(next);
        expect(numbersOf(back)).toEqual(numbersOf(sketch));
      }),
    );
  });

  test("read twice counts twice, and read to be taken off leaves no trace", () => {
    fc.assert(
      fc.property(waits, waits, (a, b) => {
        const sum = sketchOf(a);
        sum.read(sourceOf(numbersOf(sketchOf(b))));
        expect(numbersOf(sum)).toEqual(numbersOf(sketchOf([...a, ...b])));
        sum.read(sourceOf(numbersOf(sketchOf(b))), -1);
        expect(numbersOf(sum)).toEqual(numbersOf(sketchOf(a)));
      }),
    );
  });

  test("what a window has beyond a narrower one in it is what came in between", () => {
    fc.assert(
      fc.property(waits, waits, (narrower, between) => {
        const within = sketchOf(narrower);
        const window = sketchOf([...narrower, ...between]);
        const beyond = numbersOf({ write: (sink) => window.writeBeyond(sink, within) });
        expect(beyond).toEqual(numbersOf(sketchOf(between)));
        within.read(sourceOf(beyond));
        expect(numbersOf(within)).toEqual(numbersOf(window));
        within.read(sourceOf(numbersOf({ write: (sink) => window.writeBeyond(sink, within) })));
        expect(numbersOf(within)).toEqual(numbersOf(window));
      }),
    );
  });

  test("keeps its form: these numbers are read by the next version too", () => {
    expect(numbersOf(sketchOf([0, 5, 5, 127, 128, 20_000]))).toEqual([5, 0, 11, 2, 244, 2, 924]);
  });

  test("is small for a pane with few waits and bounded for a day with very many", () => {
    expect(numbersOf(sketchOf([3_000, 14_000, 61_000]))).toHaveLength(4);
    const day = new WaitSketch();
    for (let ms = 0; ms < 3_600_000; ms += 7) day.add(ms);
    expect(numbersOf(day).length).toBeLessThan(2_200);
  });
});

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])(
  "a wait of %s ms is a defect of the caller and changes nothing",
  (ms) => {
    const sketch = sketchOf([5]);
    expect(() => sketch.add(ms)).toThrow(RangeError);
    expect(() => sketch.subtract(ms)).toThrow(RangeError);
    expect(numbersOf(sketch)).toEqual([1, 10]);
  },
);
