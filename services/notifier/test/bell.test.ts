import { expect, test, vi } from "vitest";
import { Bell } from "../src/bell.ts";

test("a ring that nobody waited for ends the next wait, and only that one", async () => {
  vi.useFakeTimers();
  const bell = new Bell();
  bell.ring();
  await bell.wait(Number.POSITIVE_INFINITY);
  let over = false;
  const second = bell.wait(1_000).then(() => {
    over = true;
  });
  await vi.advanceTimersByTimeAsync(999);
  expect(over).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await second;
  vi.useRealTimers();
});
