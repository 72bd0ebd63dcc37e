import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TopWaits } from "../../src/sketch/top-waits.ts";
import { numbersOf, sourceOf } from "./numbers-of.ts";

const topOf = (waits: readonly number[], capacity: number): TopWaits => {
  const top = new TopWaits(capacity);
  for (const ms of waits) top.add(ms);
  return top;
};

const readBack = (top: TopWaits, k: number): TopWaits => {
  const back = new TopWaits(k);
  back.read(sourceOf(numbersOf(top)));
  return back;
};

const keptOf = (top: TopWaits): number[] => {
  const [count, ...rest] = numbersOf(top);
  let wait = 0;
  return rest.slice(0, count).map((told, index) => {
    wait = index === 0 ? told : wait - told;
    return wait;
  });
};

/** Few distinct values, so that equal waits meet at the edge of the list. */
const wait = fc.oneof(fc.integer({ min: 0, max: 8 }), fc.nat(10 ** 8));
const capacity = fc.constantFrom(1, 2, 3, 5, 64);

/** `remove` takes the wait at that place of those in force; refills are up to the run. */
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("add" as const), ms: wait }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("remove" as const), at: fc.nat(1000) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("store" as const) }) },
);

describe("against a plain multiset of waits", () => {
  test("the longest wait is exact or unknown, never wrong, and exact after a refill", () => {
    let unknowns = 0;
    fc.assert(
      fc.property(capacity, fc.array(step, { maxLength: 60 }), (k, steps) => {
        let top = new TopWaits(k);
        const inForce: number[] = [];
        for (const s of steps) {
          if (s.kind === "add") {
            inForce.push(s.ms);
            top.add(s.ms);
          } else if (s.kind === "store") {
            top = readBack(top, k);
          } else if (inForce.length > 0) {
            top.remove(inForce.splice(s.at % inForce.length, 1)[0]!);
          }
          const longest = inForce.length === 0 ? null : Math.max(...inForce);
          expect(top.total).toBe(inForce.length);
          expect(top.isEmpty()).toBe(inForce.length === 0);
          if (top.max() === "unknown") {
            unknowns++;
            expect(top.isThin()).toBe(true);
            top.refill(inForce);
          }
          expect(top.max()).toBe(longest);
          if (!top.isThin()) expect(numbersOf(top)).toEqual(numbersOf(topOf(inForce, k)));
        }
      }),
      { numRuns: 1000 },
    );
    expect(unknowns).toBeGreaterThan(0);
  });

  test("a list made from the lists of its parts knows the longest of all", () => {
    fc.assert(
      fc.property(capacity, fc.array(fc.array(wait, { maxLength: 12 }), { maxLength: 5 }), (k, parts) => {
        const whole = new TopWaits(k);
        whole.refillFrom(parts.map((waits) => topOf(waits, k)));
        const all = parts.flat();
        expect(whole.total).toBe(all.length);
        expect(whole.max()).toBe(all.length === 0 ? null : Math.max(...all));
        // What it keeps is among the longest, so it may go on: T1.
        const kept = keptOf(whole);
        expect(kept).toEqual(all.sort((a, b) => b - a).slice(0, kept.length));
      }),
    );
  });

  test("up to K waits at a time nothing is ever unknown or thin, whatever is taken back", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const top = new TopWaits(60);
        const inForce: number[] = [];
        for (const s of steps) {
          if (s.kind === "add") {
            inForce.push(s.ms);
            top.add(s.ms);
          } else if (s.kind === "remove" && inForce.length > 0) {
            top.remove(inForce.splice(s.at % inForce.length, 1)[0]!);
          }
          expect(top.isThin()).toBe(false);
          expect(top.max()).toBe(inForce.length === 0 ? null : Math.max(...inForce));
        }
      }),
    );
  });

  test("any order of the same additions gives the same bytes, and a refill gives those too", () => {
    const shuffled = fc
      .array(wait, { maxLength: 40 })
      .chain((a) => fc.tuple(fc.constant(a), fc.shuffledSubarray(a, { minLength: a.length })));
    fc.assert(
      fc.property(capacity, shuffled, (k, [a, b]) => {
        expect(numbersOf(topOf(b, k))).toEqual(numbersOf(topOf(a, k)));
        const refilled = topOf([1, 2, 3], k);
        refilled.refill(b);
        expect(numbersOf(refilled)).toEqual(numbersOf(topOf(a, k)));
      }),
    );
  });
});

test("of 64 kept waits and one more, the longest is known until all 64 were taken back", () => {
  const top = new TopWaits();
  for (let ms = 0; ms <= 64; ms++) top.add(ms);
  for (let ms = 64; ms > 1; ms--) top.remove(ms);
  expect(top.max()).toBe(1);
  top.remove(1);
  expect(top.max()).toBe("unknown");
  top.refill([0]);
  expect(top.max()).toBe(0);
});

test("a new wait shorter than what is left of a thinned list stays out: a dropped one may be longer", () => {
  const top = topOf([10, 9, 8], 2);
  top.remove(9);
  top.add(7);
  expect(top.max()).toBe(10);
  top.remove(10);
  expect(top.max()).toBe("unknown");
});

test("a longer wait makes a thinned list whole again", () => {
  const top = topOf([10, 9, 8], 2);
  top.remove(9);
  expect(top.isThin()).toBe(true);
  top.add(11);
  expect(top.isThin()).toBe(false);
  expect(numbersOf(top)).toEqual(numbersOf(topOf([8, 10, 11], 2)));
});

test("an unknown longest wait is known again, as none, when the last dropped one is taken back", () => {
  const top = topOf([5, 3], 1);
  top.remove(5);
  expect(top.max()).toBe("unknown");
  top.remove(3);
  expect(top.max()).toBeNull();
  expect(numbersOf(top)).toEqual([0, 0]);
});

test("taking back what was never added is a defect of the caller", () => {
  expect(() => new TopWaits().remove(5)).toThrow(RangeError);
  expect(() => topOf([5], 2).remove(4)).toThrow(RangeError);
  expect(() => topOf([5, 3, 1], 2).remove(4)).toThrow(RangeError);
});

test("a fraction of a millisecond is dropped, coming and going", () => {
  const top = topOf([5.9, 3.2], 2);
  expect(readBack(top, 2).max()).toBe(5);
  top.remove(5.9);
  expect(top.max()).toBe(3);
});

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])(
  "a wait of %s ms is a defect of the caller and changes nothing",
  (ms) => {
    const top = topOf([5], 2);
    expect(() => top.add(ms)).toThrow(RangeError);
    expect(() => top.remove(ms)).toThrow(RangeError);
    expect(numbersOf(top)).toEqual([1, 5, 0]);
  },
);

test("what is stored keeps its form, and a smaller K drops the rest", () => {
  const top = topOf([20_000, 36, 35], 2);
  expect(numbersOf(top)).toEqual([2, 20_000, 19_964, 1]);
  expect(numbersOf(readBack(top, 1))).toEqual([1, 20_000, 2]);
  expect(readBack(topOf([20_000, 36], 2), 1).max()).toBe(20_000);
});

test("the longest is read without the rest, and the rest is passed", () => {
  fc.assert(
    fc.property(capacity, fc.array(wait, { maxLength: 20 }), (k, waits) => {
      const top = topOf(waits, k);
      expect(TopWaits.longestOf(sourceOf(numbersOf(top)))).toBe(top.max());
      const source = sourceOf([...numbersOf(top), 77]);
      TopWaits.pass(source);
      expect(source.unsigned()).toBe(77);
    }),
  );
});

test.each([0, -1, 1.5])("a list cannot keep %s waits", (k) => {
  expect(() => new TopWaits(k)).toThrow(RangeError);
});
