import fc from "fast-check";
import { expect, test } from "vitest";
import { type AlertState, type KpiRule, worstValue } from "../../src/index.ts";

const rule: KpiRule = {
  kind: "kpi",
  id: "r",
  default: false,
  kpi: "serviceLevel",
  queue: null,
  channel: null,
  window: "15m",
  direction: "below",
  limit: 0.7,
  clear: 0.8,
  holdForMs: 0,
  minimumSample: 0,
  severity: "critical",
  receivers: [],
};
const at = (value: number | null, kind: "pending" | "firing" = "firing"): AlertState =>
  kind === "pending" ? { kind, value, since: 0 } : { kind, value, since: 0, firedAt: 0 };

test("the worst of an episode is its value furthest beyond the limit, whatever came unknown in between", () => {
  const value = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null });
  fc.assert(
    fc.property(fc.constantFrom("above", "below"), fc.array(value), (direction, values) => {
      const worst = values.reduce<number | null>(
        (before, each) => worstValue({ ...rule, direction }, before, at(each)),
        null,
      );
      const known = values.filter((each) => each !== null);
      const expected = direction === "above" ? Math.max(...known) : Math.min(...known);
      expect(worst).toBe(known.length === 0 ? null : expected);
    }),
  );
});

test("it counts from when the condition became true, and the value at which it ended makes no difference", () => {
  expect(worstValue(rule, 0.61, { kind: "inactive", value: 0.3 })).toBe(0.61);
  expect(worstValue(rule, null, at(0.5, "pending"))).toBe(0.5);
});

test("a source has none: how long it was silent says how bad it was", () => {
  const silent = { ...rule, kind: "source", source: null } as const;
  expect(worstValue(silent, null, at(1_000))).toBeNull();
});
