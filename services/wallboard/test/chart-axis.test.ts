/** What an axis shows. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { aloneIn, axisSplits, changeAxis, countAxis, dayShareAxis } from "../src/model/chart-axis.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });

test("an axis of change holds every value and the target, with room on both sides, and never less than ±0.6 points", () => {
  fc.assert(
    fc.property(fc.array(share, { minLength: 1, maxLength: 50 }), share, (values, target) => {
      const [low, high] = changeAxis(values, target, "ratio");
      for (const value of [...values, target]) {
        expect(value).toBeGreaterThanOrEqual(low);
        expect(value).toBeLessThanOrEqual(high);
      }
      expect(high - low).toBeGreaterThanOrEqual(0.012 - 1e-12);
    }),
  );
});

test("counts begin at 0 and end above the greatest, at a round number", () => {
  expect(countAxis([3, 58, 12])).toEqual([0, 80]);
  expect(countAxis([])).toEqual([0, 2]);
  fc.assert(
    fc.property(fc.array(fc.nat(100_000), { minLength: 1 }), (counts) => {
      const [low, high] = countAxis(counts);
      expect(low).toBe(0);
      expect(high).toBeGreaterThanOrEqual(Math.max(...counts));
      expect(high).toBe(Math.round(high));
    }),
  );
});

test.each([
  [[0.9, 0.84], 0.8, 0.6],
  [[0.9, 0.57], 0.8, 0.5],
  [[0.6], null, 0.6],
  [[], 0.35, 0.3],
  [[0], 0.8, 0],
])("shares of a day of %j against %j are seen from %d on", (values, target, low) => {
  expect(dayShareAxis(values, target)[0]).toBeCloseTo(low, 12);
  expect(dayShareAxis(values, target)[1]).toBeGreaterThan(1);
});

test("what stands at an axis are round numbers in its range, and never a share above the whole", () => {
  expect(axisSplits([0.5, 1.015], "ratio")).toEqual([0.5, 0.6, 0.7, 0.8, 0.9, 1].filter((each) => each >= 0.5));
  expect(axisSplits([0, 400], "seconds")).toEqual([0, 120, 240, 360]);
  expect(axisSplits([0, 2], "count")).toEqual([0, 1, 2]);
  fc.assert(
    fc.property(
      fc.double({ min: -5, max: 5, noNaN: true }),
      fc.double({ min: 0.001, max: 1e5, noNaN: true }),
      (low, span) => {
        const splits = axisSplits([low, low + span], "score");
        expect(splits.length).toBeLessThanOrEqual(7);
        for (const split of splits) {
          expect(split).toBeGreaterThanOrEqual(low - 1e-6 * span);
          expect(split).toBeLessThanOrEqual(low + span * (1 + 1e-6));
        }
      },
    ),
  );
});

test("a value stands alone where nothing is known on either side of it, and so does that of a single day", () => {
  expect(aloneIn([0])).toEqual([0]);
  expect(aloneIn([1, null, 2, undefined, 3, 4, null, 5])).toEqual([0, 2, 7]);
  expect(aloneIn([null, 1, 2])).toEqual([]);
});
