import { expect, test } from "vitest";
import { targetAt } from "../../src/goal/goal.ts";
import { type GoalInput, goalProgress } from "../../src/goal/goal-progress.ts";
import type { Sides } from "../../src/goal/sides.ts";
import { kpiById } from "../../src/kpi/registry.ts";

const NOTHING = { "5m": null, "30m": null, "60m": null };
const of = (numerator: number, denominator: number): Sides => ({ numerator, denominator });

const level = (numerator: number, denominator: number, more: Partial<GoalInput> = {}) =>
  goalProgress({
    kpi: kpiById("serviceLevelNow")!,
    target: { better: "higher", value: 0.8 },
    value: denominator === 0 ? null : numerator / denominator,
    sides: of(numerator, denominator),
    windows: NOTHING,
    coming: null,
    ...more,
  });

test("nobody decided is no data, though a target stands; misses and a budget are not told then", () => {
  expect(level(0, 0)).toMatchObject({ state: "noData", value: null, misses: null, missesLeft: null, byClose: null });
});

test("without a forecast the state is told by the misses left", () => {
  expect(level(90, 100)).toMatchObject({ state: "onTarget", misses: 10, missesLeft: 10, toReach: 0 });
  expect(level(80, 100)).toMatchObject({ state: "atRisk", misses: 20, missesLeft: 0 });
  expect(level(79, 100)).toMatchObject({ state: "below", misses: 21, missesLeft: -1, toReach: 5 });
  expect(level(1, 1)).toMatchObject({ state: "onTarget", misses: 0, missesLeft: 0 });
});

test("with one it is told by what is expected by the close, at the pace of the last hour", () => {
  const hour = { "5m": of(2, 4), "30m": of(15, 20), "60m": of(28, 40) };
  expect(level(81, 100, { coming: 50, windows: hour })).toMatchObject({
    state: "atRisk",
    burn: { "5m": 2.5, "30m": 1.25, "60m": 1.5 },
    byClose: { coming: 50, value: 116 / 150, missesLeft: 11, inTimeNeeded: 39, outOfReach: false, noReturnAfter: 40 },
  });
  expect(level(90, 100, { coming: 20, windows: hour })).toMatchObject({
    state: "onTarget",
    byClose: { noReturnAfter: null },
  });
});

test("an hour in which hardly anybody came does not speak for the rest of the day", () => {
  expect(level(90, 100, { coming: 100, windows: { ...NOTHING, "60m": of(0, 10) } })).toMatchObject({
    state: "onTarget",
    byClose: { value: 0.9 },
  });
});

test("out of reach: not even all of those to come would do", () => {
  expect(level(60, 100, { coming: 90 })).toMatchObject({
    state: "below",
    toReach: 100,
    byClose: { missesLeft: -2, inTimeNeeded: null, outOfReach: true, noReturnAfter: 0 },
  });
});

test("an average has seconds left instead of misses", () => {
  const told = level(5_600, 20, {
    kpi: kpiById("averageHandleTime")!,
    target: { better: "lower", value: 300 },
    value: 280,
    coming: 10,
    windows: { ...NOTHING, "60m": of(6_000, 15) },
  });
  expect(told).toMatchObject({ state: "atRisk", misses: null, missesLeft: null, amountLeft: 400, burn: NOTHING });
  expect(told.byClose).toMatchObject({ value: 320, averageNeeded: 340, outOfReach: false, inTimeNeeded: null });
});

test("an average is out of reach when even contacts of no length would not do", () => {
  const aht = { kpi: kpiById("averageHandleTime")!, target: { better: "lower", value: 300 } } as const;
  expect(level(9_500, 20, { ...aht, value: 475, coming: 10 })).toMatchObject({
    state: "below",
    byClose: { outOfReach: true },
  });
  expect(level(9_500, 20, { ...aht, value: 475, coming: 0 })).toMatchObject({ byClose: { outOfReach: true } });
  expect(level(5_600, 20, { ...aht, value: 280, coming: 0 })).toMatchObject({ byClose: { outOfReach: false } });
});

test("a KPI that is no quotient is reached or not, and has no budget", () => {
  const longest = {
    kpi: kpiById("waitP90")!,
    target: { better: "lower", value: 60 },
    sides: null,
    coming: 10,
  } as const;
  expect(level(0, 0, { ...longest, value: 60 })).toMatchObject({
    state: "onTarget",
    numerator: null,
    amountLeft: null,
    byClose: null,
  });
  expect(level(0, 0, { ...longest, value: 60.1 })).toMatchObject({ state: "below" });
});

test("a share that lies on its target is on it, whatever its quotient rounds to", () => {
  const target = { better: "higher", value: 0.07 } as const;
  expect(level(7, 100, { target })).toMatchObject({ state: "atRisk" });
  expect(level(21, 300, { target })).toMatchObject({ state: "atRisk", missesLeft: 0 });
  // 79.999 % is 80.00 % in basis points, and one contact short all the same.
  expect(level(79_999, 100_000)).toMatchObject({ state: "below", missesLeft: -1, toReach: 5 });
});

test("the target in force is the one of the last change that has come, and there may be none before or any more", () => {
  const goal = {
    kpi: "serviceLevel",
    scope: { kind: "site" },
    better: "higher",
    value: null,
    changes: [
      { from: 100, value: 0.8 },
      { from: 200, value: 0.85 },
      { from: 300, value: null },
    ],
  } as const;
  expect([99, 100, 199, 200, 300].map((at) => targetAt(goal, at))).toEqual([
    { value: null, from: null },
    { from: 100, value: 0.8 },
    { from: 100, value: 0.8 },
    { from: 200, value: 0.85 },
    { from: 300, value: null },
  ]);
});
