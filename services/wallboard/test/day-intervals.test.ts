/** A queue's day by half hours: what is over, in progress, to come, and not known. */
import { expect, test } from "vitest";
import { type CountedInterval, type DayFacts, dayIntervals, HALF_HOUR_MS } from "../src/model/day-intervals.ts";

const DAY = Date.UTC(2026, 10, 25);
const at = (halfHours: number): number => DAY + halfHours * HALF_HOUR_MS;

const counted = (halfHour: number, answered: number, over: Partial<CountedInterval> = {}): CountedInterval => ({
  from: at(halfHour),
  offered: answered + 1,
  answered,
  inTime: answered - 2,
  abandoned: 1,
  level: (answered - 2) / (answered + 1),
  handleTime: 120,
  restated: 0,
  policies: ["20s"],
  ...over,
});

/** Ten past nine: quarters are closed up to nine, three half hours are over. */
const facts = (over: Partial<DayFacts> = {}): DayFacts => ({
  dayFrom: DAY,
  now: at(18) + 600_000,
  counted: [counted(16, 10), counted(17, 20)],
  since: DAY - 86_400_000,
  until: at(18),
  soFar: { offered: 37, answered: 34, inTime: 29, abandoned: 3 },
  forecast: [18, 19, 20].flatMap((halfHour) => [
    { from: at(halfHour), to: at(halfHour) + 900_000, offered: 5 },
    { from: at(halfHour) + 900_000, to: at(halfHour + 1), offered: 7.5 },
  ]),
  staleSince: null,
  ...over,
});

const shown = (of: DayFacts) =>
  dayIntervals(of).map(({ from, state, inTime, late, abandoned, expected }) => [
    (from - DAY) / HALF_HOUR_MS,
    state,
    state === "expected" ? expected : [inTime, late, abandoned],
  ]);

test("what is over is as counted, what is in progress is the day's sums less that, what is to come is forecast", () => {
  expect(shown(facts()).slice(-5)).toEqual([
    [16, "done", [8, 2, 1]],
    [17, "done", [18, 2, 1]],
    [18, "running", [3, 1, 1]],
    [19, "expected", 12.5],
    [20, "expected", 12.5],
  ]);
});

test("every contact of the day is in one bar", () => {
  const of = facts();
  const sum = dayIntervals(of).reduce((all, { inTime, late, abandoned }) => all + inTime + late + abandoned, 0);
  expect(sum).toBe(of.soFar.answered + of.soFar.abandoned);
});

test("hours before the first contact are left out, but never the hours of which nothing is known", () => {
  expect(shown(facts())[0]![0]).toBeGreaterThan(10);
  const began = shown(facts({ since: at(17), counted: [counted(17, 20)] }));
  expect(began[0]).toEqual([0, "unknown", [0, 0, 0]]);
  expect(began.find(([halfHour]) => halfHour === 16)).toEqual([16, "unknown", [0, 0, 0]]);
});

test("a history that lags behind leaves a hole, and what came is put into no half hour", () => {
  expect(shown(facts({ until: at(17), counted: [counted(16, 10)] })).slice(-4)).toEqual([
    [17, "unknown", [0, 0, 0]],
    [18, "unknown", [0, 0, 0]],
    [19, "expected", 12.5],
    [20, "expected", 12.5],
  ]);
});

test("from when on a queue's source is silent nothing is drawn of it, and its half hour is a hole as a whole", () => {
  const states = shown(facts({ staleSince: at(17) + 60_000 })).map(([, state]) => state);
  expect(states.slice(-5)).toEqual(["done", "unknown", "unknown", "expected", "expected"]);
});

test("a half hour of which a part is not forecast has no forecast", () => {
  const [first, second, ...others] = facts().forecast;
  const of = facts({ forecast: [first!, second!, { ...others[0]!, offered: null }, ...others.slice(1)] });
  expect(dayIntervals(of).at(-2)).toMatchObject({ from: at(19), expected: null });
  expect(dayIntervals(of).at(-1)).toMatchObject({ from: at(20), expected: 12.5 });
});
