import { expect, test } from "vitest";
import { createClockOffset } from "../src/clock-offset.ts";
import { retryPause } from "../src/retry-pause.ts";

test("the pause grows from half a second to 20 s, and chance spreads it over its upper half", () => {
  const pauses = (random: number) => [1, 2, 3, 4, 5, 6, 7, 1_000].map((attempts) => retryPause(attempts, random));
  expect(pauses(0)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000]);
  expect(pauses(0.999_999)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000, 20_000]);
});

test("a delayed message does not move the clock, a quick one corrects it", () => {
  const offset = createClockOffset();
  expect(offset.value()).toBe(0);
  offset.note(10_000, 9_000);
  expect(offset.value()).toBe(1_000);
  offset.note(12_000, 11_800);
  expect(offset.value()).toBe(1_000);
  offset.note(13_000, 11_900);
  expect(offset.value()).toBe(1_100);
});

test("a clock that is set, here or there, is followed", () => {
  const offset = createClockOffset();
  offset.note(100_000, 90_000);
  offset.note(101_000, 101_000);
  expect(offset.value()).toBe(0);
  // Set back a little: followed within the time the best sample is forgotten.
  for (let now = 102_000; now <= 1_102_000; now += 1_000) offset.note(now - 400, now);
  expect(offset.value()).toBe(-400);
});
