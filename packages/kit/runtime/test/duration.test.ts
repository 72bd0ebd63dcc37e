import { expect, test } from "vitest";
import { formatDuration, parseDuration } from "../src/index.ts";

test.each([
  ["20s", 20_000],
  ["5m", 300_000],
  ["4h", 14_400_000],
  ["30d", 2_592_000_000],
  ["250ms", 250],
  ["1.5m", 90_000],
  ["20", 20_000],
  [20, 20_000],
  [0.25, 250],
  ["", null],
  ["-5s", null],
  ["5 weeks", null],
  ["s", null],
])("%j is %j ms", (text, ms) => expect(parseDuration(text)).toBe(ms));

test("a formatted duration reads back as itself", () => {
  for (const ms of [0, 1, 250, 1_000, 90_000, 300_000, 14_400_000, 86_400_000, 86_401_000])
    expect(parseDuration(formatDuration(ms))).toBe(ms);
});
