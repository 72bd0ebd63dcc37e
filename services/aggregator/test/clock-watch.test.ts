import { describe, expect, test } from "vitest";
import { ClockWatch, type Jump } from "../src/clock-watch.ts";

const NINE = Date.UTC(2026, 10, 21, 9);
const MINUTE = 60_000;

function watching(): { watch: ClockWatch; told: Jump[] } {
  const told: Jump[] = [];
  return { watch: new ClockWatch((jump) => told.push(jump)), told };
}

test("a wall clock that is ahead for three seconds is told twice: there and back", () => {
  const { watch, told } = watching();
  const wall = [0, 1_000, 2_000 + 300 * MINUTE, 5_000 + 300 * MINUTE, 6_000].map((ms) => NINE + ms);
  for (const [index, monotonic] of [0, 1_000, 2_000, 5_000, 6_000].entries()) watch.read(wall[index]!, monotonic);
  expect(told).toEqual([
    { against: "monotonic", by: 300 * MINUTE },
    { against: "monotonic", by: -300 * MINUTE },
  ]);
});

test("a process that stood still for an hour, and a clock that is corrected by seconds, are no jump", () => {
  const { watch, told } = watching();
  watch.read(NINE, 0);
  watch.read(NINE + 60 * MINUTE, 60 * MINUTE);
  watch.read(NINE + 60 * MINUTE - 3_000, 60 * MINUTE + 1_000);
  expect(told).toEqual([]);
});

describe("the log's own append times", () => {
  const at = (time: number, isEnd = true) => ({ first: time, last: time, isEnd });

  test("ahead of the wall clock are told once, and again after they agreed", () => {
    const { watch, told } = watching();
    watch.appended(0, at(NINE + 10 * MINUTE), NINE);
    watch.appended(0, at(NINE + 11 * MINUTE), NINE + MINUTE);
    watch.appended(0, at(NINE + 12 * MINUTE), NINE + 12 * MINUTE);
    watch.appended(0, at(NINE + 23 * MINUTE), NINE + 13 * MINUTE);
    expect(told).toEqual([
      { against: "log", by: -10 * MINUTE },
      { against: "log", by: -10 * MINUTE },
    ]);
  });

  test("behind the wall clock are told only of records that came after the end was reached: an old log is no wrong clock", () => {
    const { watch, told } = watching();
    watch.appended(0, at(NINE - 600 * MINUTE, false), NINE);
    watch.appended(0, at(NINE - 590 * MINUTE), NINE + 1_000);
    expect(told).toEqual([]);
    watch.appended(0, at(NINE - 580 * MINUTE), NINE + 10 * MINUTE);
    expect(told).toEqual([{ against: "log", by: 580 * MINUTE + 1_000 }]);
  });
});
