import { expect, test } from "vitest";
import { COUNTERS } from "../../src/counters.ts";
import { sidesOf } from "../../src/goal/sides.ts";
import type { KpiInput } from "../../src/kpi/kpi.ts";
import { KPIS } from "../../src/kpi/registry.ts";
import { otherwiseOf } from "../../src/kpi/service-level.ts";

const input: KpiInput = {
  // Where of one contact nobody can tell, the share is unknown.
  counters: COUNTERS.map((name, index) => (name === "firstContactsUnknown" ? 0 : Math.round(1_000_000 / (index + 1)))),
  waits: { quantile: () => 1 },
  longestWait: 1,
  live: { now: 0, waiting: 3, waitingPastThreshold: 2, oldestQueuedAt: 0, agents: null },
  policy: "short-abandons-excluded",
};

test("sides divided are the KPI, of every scope that has it", () => {
  for (const kpi of KPIS)
    for (const scope of kpi.scopes) {
      const sides = sidesOf(kpi, input, scope);
      const judged = scope === "queue" || scope === "site" ? { otherwise: otherwiseOf(scope, input.counters) } : {};
      const value = kpi.read({ ...input, ...judged })!;
      if (sides !== null) expect(sides.numerator / sides.denominator, kpi.id).toBeCloseTo(value, 12);
    }
});

test("counts, ranks and shares of agents' time have none: their goals have no budget of contacts", () => {
  const whole = KPIS.filter((kpi) => kpi.nature === "measure" && sidesOf(kpi, input, kpi.scopes[0]!) === null);
  expect(whole.map(({ id }) => id)).toEqual([
    "longestWait",
    "expectedWait",
    "waitP50",
    "waitP80",
    "waitP90",
    "waitP95",
    "surveyResponseRate",
    "firstContactResolutionMature",
    "occupancy",
    "utilisation",
    "idleShare",
    "onContactShare",
    "wrapUpShare",
    "pausedShare",
    "adherence",
    "averageConcurrency",
    "activeHandleTime",
  ]);
  expect(KPIS.filter((kpi) => kpi.nature !== "measure" && sidesOf(kpi, input, kpi.scopes[0]!) !== null)).toEqual([]);
});
