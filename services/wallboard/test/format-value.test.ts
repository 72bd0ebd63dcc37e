import { beforeAll, describe, expect, test } from "vitest";
import {
  formatAge,
  formatByUnit,
  formatCount,
  formatDuration,
  formatRatio,
  formatScore,
  formatShare,
  formatSpan,
  type Value,
} from "../src/format/format-value.ts";
import { speak } from "../src/words/words.ts";

beforeAll(() => speak("en"));

describe("the three absences are kept apart", () => {
  test.each<[string, (value: Value) => string, string]>([
    ["count", formatCount, "0"],
    ["ratio", formatRatio, "0.0 %"],
    ["duration", formatDuration, "00:00"],
    ["score", formatScore, "0.00"],
  ])("a %s of null is a dash, an absent one is N/A, a true zero is zero", (_, format, zero) => {
    expect(format(null)).toBe("–");
    expect(format(undefined)).toBe("N/A");
    expect(format(0)).toBe(zero);
    expect(format(Number.NaN)).toBe("–");
  });
});

test.each([
  [7, "7"],
  [999, "999"],
  [1000, "1,000"],
  [1234567, "1,234,567"],
])("a count of %d is written %s", (value, text) => expect(formatCount(value)).toBe(text));

test.each([
  [0.09, "9.0 %"],
  [0.1, "10.0 %"],
  [0.9994, "99.9 %"],
  [1, "100.0 %"],
  [0.290000001, "29.0 %"],
  // The public reference vector of service level under five policies.
  [880 / 1060, "83.0 %"],
  [860 / 1000, "86.0 %"],
  [860 / 1060, "81.1 %"],
  [860 / 1040, "82.7 %"],
  [860 / 1050, "81.9 %"],
])("a ratio of %d is written %s", (value, text) => expect(formatRatio(value)).toBe(text));

test.each([
  [0.7996, 0.8, "79.9 %"],
  [0.8, 0.8, "80.0 %"],
  [0.8004, 0.8, "80.1 %"],
  [0.0504, 0.05, "5.1 %"],
  [0.6, 0.8, "60.0 %"],
  [0.8123, 0.8125, "81.2 %"],
])("a ratio of %d beside its limit %d is written %s: rounding does not carry it over the limit", (value, limit, text) =>
  expect(formatRatio(value, limit)).toBe(text),
);

test.each([
  [0.4, "00:00"],
  [9.99, "00:09"],
  [61, "01:01"],
  [3599.9, "59:59"],
  [3600, "1:00:00"],
  [7384, "2:03:04"],
  [100 * 3600, "100:00:00"],
  [-3, "00:00"],
])("a wait of %d s is written %s, and hours never roll into days", (seconds, text) =>
  expect(formatDuration(seconds)).toBe(text),
);

test.each([
  [20, "20 s"],
  [90, "90 s"],
  [120, "2 min"],
  [150, "150 s"],
  [3600, "1 h"],
  [14400, "4 h"],
  [5400, "90 min"],
])("a threshold of %d s is written %s", (seconds, text) => expect(formatSpan(seconds)).toBe(text));

test.each([
  [-1, "0 s"],
  [1.9, "1 s"],
  [119, "119 s"],
  [121, "2 min"],
  [7199, "119 min"],
  [7200, "2 h"],
])("data %d s old is %s old", (seconds, text) => expect(formatAge(seconds)).toBe(text));

test("a target shows decimals only where it has them", () => {
  expect(formatShare(0.8)).toBe("80 %");
  expect(formatShare(0.955)).toBe("95.5 %");
});

test.each([
  [0.613, "ratio", "61.3 %"],
  [95, "seconds", "01:35"],
  [4.25, "score", "4.25"],
  [12, "count", "12"],
  [12, "parsecs", "12"],
])("a value of %d in %s is written %s", (value, unit, text) => expect(formatByUnit(value, unit)).toBe(text));
