import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stepKpiAlert } from "../../src/alert/kpi-alert.ts";
import { type AlertState, INACTIVE } from "../../src/alert/step-alert.ts";
import { KPIS, type KpiRule, kpiById, ruleDefaults } from "../../src/index.ts";

const defaultsOf = (id: string, limit: number, direction: "above" | "below") =>
  ruleDefaults(kpiById(id)!, limit, direction);

test.for([
  ["serviceLevel", 0.7, "below", { clear: 0.75, holdForMs: 60_000, minimumSample: 15 }],
  ["serviceLevelNow", 0.95, "below", { clear: 0.9667, holdForMs: 60_000, minimumSample: 15 }],
  ["abandonRate", 0.1, "above", { clear: 0.0667, holdForMs: 60_000, minimumSample: 15 }],
  ["csat", 0.5, "below", { clear: 0.55, holdForMs: 60_000, minimumSample: 15 }],
  ["averageWait", 60, "above", { clear: 54, holdForMs: 60_000, minimumSample: 15 }],
  ["longestWaitNow", 120, "above", { clear: 60, holdForMs: 10_000, minimumSample: 0 }],
  ["waiting", 5, "above", { clear: 4, holdForMs: 30_000, minimumSample: 0 }],
  ["waiting", 0, "above", { clear: 0, holdForMs: 30_000, minimumSample: 0 }],
  ["agentsIdle", 2, "below", { clear: 3, holdForMs: 30_000, minimumSample: 0 }],
  ["abandoned", 20, "above", { clear: 16, holdForMs: 30_000, minimumSample: 0 }],
  ["csatMean", 3.5, "below", { clear: 3.7, holdForMs: 60_000, minimumSample: 15 }],
  ["occupancy", 0.9, "above", { clear: 0.85, holdForMs: 300_000, minimumSample: 0 }],
] as const)("%s %s: %s has these defaults", ([id, limit, direction, expected]) => {
  expect(defaultsOf(id, limit, direction)).toEqual(expected);
});

test("of every KPI the clear level is on the good side of the limit, and can be reached", () => {
  for (const kpi of KPIS)
    for (const limit of [0, 0.01, 0.1, 0.5, 0.9, 1])
      for (const direction of ["above", "below"] as const) {
        const { clear } = ruleDefaults(kpi, limit, direction);
        if (direction === "above") expect(clear, kpi.id).toBeLessThanOrEqual(limit);
        else expect(clear, kpi.id).toBeGreaterThanOrEqual(limit);
        if (kpi.unit === "ratio") expect(clear >= 0 && clear <= 1, kpi.id).toBe(true);
        else expect(clear, kpi.id).toBeGreaterThanOrEqual(0);
      }
});

describe("with its default dead band", () => {
  const rules = fc
    .record({ kpi: fc.constantFrom(...KPIS), share: fc.integer({ min: 5, max: 95 }), above: fc.boolean() })
    .map(({ kpi, share, above }): KpiRule => {
      const limit = kpi.unit === "ratio" ? share / 100 : share;
      const direction = above ? "above" : "below";
      return {
        kind: "kpi",
        id: "r",
        default: false,
        kpi: kpi.id,
        queue: "sales",
        channel: "call",
        window: "15m",
        direction,
        limit,
        ...ruleDefaults(kpi, limit, direction),
        severity: "warning",
        receivers: [],
      };
    });

  test("a value that trembles around its limit by less than the band rings once, however long", () => {
    let rang = 0;
    fc.assert(
      fc.property(
        rules,
        fc.array(fc.tuple(fc.double({ min: -1, max: 0.99, noNaN: true }), fc.integer({ min: 1, max: 600_000 })), {
          minLength: 30,
          maxLength: 80,
        }),
        (rule, tremble) => {
          const band = Math.abs(rule.limit - rule.clear);
          const bad = rule.direction === "above" ? 1 : -1;
          let state: AlertState = INACTIVE;
          let now = 0;
          let told = 0;
          for (const [by, after] of tremble) {
            now += after;
            // From 0.99 of the band on the good side to a whole band on the bad one.
            const value = rule.limit - bad * band * by;
            const step = stepKpiAlert(rule, state, { value, sample: 15, stale: false, now });
            state = step.state;
            if (step.transition !== null) told++;
          }
          rang += told;
          expect(told).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 1_000 },
    );
    expect(rang).toBeGreaterThan(20);
  });
});
