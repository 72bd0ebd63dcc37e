import { expect, test } from "vitest";
import { formatLimit, formatValue } from "../src/format-value.ts";

test.for([
  [0.713, "ratio", 0.8, "71.3%"],
  [0.79996, "ratio", 0.8, "79.9%"],
  [0.80004, "ratio", 0.8, "80.1%"],
  [0.8, "ratio", 0.8, "80.0%"],
  [119.6, "seconds", 120, "01:59"],
  [120.2, "seconds", 120, "02:01"],
  [3_725, "seconds", 120, "1:02:05"],
  [4.499, "score", 4.5, "4.49"],
  [12, "count", 10, "12"],
  [null, "ratio", 0.8, "unknown"],
] as const)("%s (%s) beside a limit of %s is %s: never rounded on to or over it", ([value, unit, limit, shown]) => {
  expect(formatValue(value, unit, limit)).toBe(shown);
});

test.for([
  [0.8, "ratio", "80%"],
  [0.805, "ratio", "80.5%"],
  [120, "seconds", "02:00"],
  [12, "count", "12"],
  [4.5, "score", "4.5"],
] as const)("a limit of %s (%s) is %s, as it was configured", ([limit, unit, shown]) => {
  expect(formatLimit(limit, unit)).toBe(shown);
});
