import fc from "fast-check";
import { expect, test } from "vitest";
import {
  amountLeft,
  burn,
  expectedSides,
  fewestToReach,
  missesLeft,
  missesOf,
  neededAverage,
  neededOf,
  noReturnAfter,
  slack,
  type Target,
} from "../../src/goal/budget.ts";
import type { Sides } from "../../src/goal/sides.ts";

/** With all the digits there are. */
function isMet({ better, value }: Target, { numerator, denominator }: Sides): boolean {
  const [share, target] = [BigInt(numerator) * 10_000n, BigInt(Math.round(value * 10_000)) * BigInt(denominator)];
  return better === "higher" ? share >= target : share <= target;
}

const TARGETS: Target[] = [0, 0.0001, 0.05, 0.3333, 0.5, 0.6667, 0.8, 0.85, 0.95, 0.9999, 1].flatMap((value) => [
  { better: "higher", value },
  { better: "lower", value },
]);

/** All there are of up to so many decided, of which so many count in the numerator. */
const small = (most: number): Sides[] =>
  Array.from({ length: most + 1 }, (_, denominator) =>
    Array.from({ length: denominator + 1 }, (_, numerator) => ({ numerator, denominator })),
  ).flat();

/** Every way in which the next contacts can turn out: true is in time. */
const courses = (coming: number): boolean[][] =>
  coming === 0
    ? [[]]
    : courses(coming - 1).flatMap((course) => [
        [...course, true],
        [...course, false],
      ]);

const after = ({ better }: Target, { numerator, denominator }: Sides, course: readonly boolean[]): Sides => ({
  numerator: numerator + course.filter((inTime) => inTime === (better === "higher")).length,
  denominator: denominator + course.length,
});

const every = (most: number, coming: number, check: (target: Target, sides: Sides, coming: number) => void): void => {
  for (const target of TARGETS)
    for (const sides of small(most)) for (let next = 0; next <= coming; next++) check(target, sides, next);
};

test("a target is met exactly when there is no slack below 0", () => {
  every(12, 0, (target, sides) => expect(slack(target, sides) >= 0).toBe(isMet(target, sides)));
});

test("misses left are what the best division of the same contacts could have missed more", () => {
  every(12, 0, (target, sides) => {
    const affordable = small(12)
      .filter((other) => other.denominator === sides.denominator && isMet(target, other))
      .map((other) => missesOf(target, other));
    if (affordable.length > 0)
      expect(missesLeft(target, sides)).toBe(Math.max(...affordable) - missesOf(target, sides));
  });
});

test("so many of the next must be in time: with them every course ends on target, with one fewer none does", () => {
  every(7, 6, (target, sides, coming) => {
    const good = courses(coming).filter((course) => isMet(target, after(target, sides, course)));
    const inTime = good.map((course) => course.filter(Boolean).length);
    expect(neededOf(target, sides, coming)).toBe(good.length === 0 ? null : Math.min(...inTime));
    const needed = neededOf(target, sides, coming);
    if (needed !== null)
      expect(good.length).toBe(courses(coming).filter((course) => course.filter(Boolean).length >= needed).length);
  });
});

test("misses left by the close are what some course of the contacts to come can still miss", () => {
  every(7, 6, (target, sides, coming) => {
    const misses = courses(coming)
      .filter((course) => isMet(target, after(target, sides, course)))
      .map((course) => course.filter((inTime) => !inTime).length);
    const left = missesLeft(target, sides, coming);
    expect(left < 0).toBe(misses.length === 0);
    if (misses.length > 0) expect(Math.min(left, coming)).toBe(Math.max(...misses));
  });
});

test("the fewest contacts in time to reach the target are enough, and one fewer is not", () => {
  every(12, 0, (target, sides) => {
    const fewest = fewestToReach(target, sides);
    const reaches = (count: number): boolean =>
      isMet(target, after(target, sides, new Array<boolean>(count).fill(true)));
    if (fewest === null) expect(reaches(5_000)).toBe(false);
    else {
      expect(reaches(fewest)).toBe(true);
      if (fewest > 0) expect(reaches(fewest - 1)).toBe(false);
    }
  });
});

test("the point of no return is where a course at this pace first cannot end on target any more", () => {
  every(6, 12, (target, sides, coming) => {
    for (const pace of [
      { numerator: 1, denominator: 3 },
      { numerator: 1, denominator: 2 },
      { numerator: 2, denominator: 2 },
      { numerator: 0, denominator: 1 },
    ]) {
      const missed = (contacts: number): number => Math.floor((contacts * missesOf(target, pace)) / pace.denominator);
      const canStill = (contacts: number): boolean => {
        const course = Array.from({ length: coming }, (_, index) => index >= missed(contacts));
        return isMet(target, after(target, sides, course));
      };
      const lost = Array.from({ length: coming + 1 }, (_, contacts) => contacts).find(
        (contacts) => !canStill(contacts),
      );
      expect(noReturnAfter(target, sides, coming, pace)).toBe(lost ?? null);
    }
  });
});

test("a window that misses as much as the target allows burns at 1, one that misses nothing at 0", () => {
  const target: Target = { better: "higher", value: 0.8 };
  expect(burn(target, { numerator: 80, denominator: 100 })).toBe(1);
  expect(burn(target, { numerator: 70, denominator: 100 })).toBe(1.5);
  expect(burn(target, { numerator: 10, denominator: 10 })).toBe(0);
  expect(burn(target, { numerator: 0, denominator: 0 })).toBeNull();
  const all: Target = { better: "higher", value: 1 };
  expect([burn(all, { numerator: 9, denominator: 10 }), burn(all, { numerator: 9, denominator: 9 })]).toEqual([
    null,
    0,
  ]);
  expect(burn({ better: "lower", value: 0.05 }, { numerator: 10, denominator: 100 })).toBe(2);
});

test("a whole number of contacts never trembles at its target: 0.1 + 0.2 has no part in it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 0, max: 10_000 }), (hundreds, points) => {
      const sides = { numerator: hundreds * points, denominator: hundreds * 10_000 };
      expect(slack({ better: "higher", value: points / 10_000 }, sides)).toBe(0);
      expect(slack({ better: "lower", value: points / 10_000 }, sides)).toBe(0);
    }),
  );
});

test("an average has so much left, and the next contacts so much on average: with just that the target is just met", () => {
  const aht: Target = { better: "lower", value: 300 };
  // 20 contacts of 280 s: 400 s left.
  expect(amountLeft(aht, { numerator: 5_600, denominator: 20 })).toBe(400);
  expect(neededAverage(aht, { numerator: 5_600, denominator: 20 }, 10, "seconds")).toBe(340);
  expect(neededAverage(aht, { numerator: 9_500, denominator: 20 }, 10, "seconds")).toBeNull();
  expect(neededAverage(aht, { numerator: 5_600, denominator: 20 }, 0, "seconds")).toBeNull();
  const score: Target = { better: "higher", value: 4 };
  expect(amountLeft(score, { numerator: 38, denominator: 10 })).toBe(-2);
  expect(neededAverage(score, { numerator: 38, denominator: 10 }, 4, "score")).toBe(4.5);
  expect(neededAverage(score, { numerator: 38, denominator: 10 }, 1, "score")).toBeNull();
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 90_000 }),
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 1, max: 300 }),
      (seconds, count, coming) => {
        const sides = { numerator: seconds, denominator: count };
        const needed = neededAverage(aht, sides, coming, "seconds");
        if (needed === null) expect(slack(aht, { numerator: seconds, denominator: count + coming })).toBeLessThan(0);
        else
          expect(
            Math.abs(slack(aht, expectedSides(sides, { numerator: needed, denominator: 1 }, coming))),
          ).toBeLessThan(2);
      },
    ),
  );
});
