/** What a KPI says it is made of is what it is read from: an explanation that adds the parts up comes to the number shown. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BACKLOG_PARTS, type BacklogCounts } from "../../src/backlog/backlog.ts";
import { divide } from "../../src/kpi/divide.ts";
import type { KpiInput } from "../../src/kpi/kpi.ts";
import { amountOf, partOf } from "../../src/kpi/made-of.ts";
import { KPIS } from "../../src/kpi/registry.ts";
import { otherwiseOf, SERVICE_LEVEL_POLICIES } from "../../src/kpi/service-level.ts";
import { consistentCounters, countersOf, sum } from "./consistent-counters.ts";

const input = fc
  .record({
    counters: consistentCounters,
    policy: fc.constantFrom(...SERVICE_LEVEL_POLICIES),
    waiting: fc.nat(50),
    past: fc.nat(50),
    beside: fc.record({
      otherwiseInTime: fc.integer({ min: -3, max: 3 }),
      otherwiseDecided: fc.integer({ min: -3, max: 3 }),
      siteOtherwiseInTime: fc.integer({ min: -3, max: 3 }),
      siteOtherwiseDecided: fc.integer({ min: -3, max: 3 }),
    }),
  })
  .map(
    ({ counters, policy, waiting, past, beside }): Omit<KpiInput, "otherwise"> => ({
      counters: sum(counters, countersOf(beside)),
      policy,
      waits: { quantile: () => null },
      longestWait: null,
      live: {
        now: 0,
        waiting,
        waitingPastThreshold: past,
        oldestQueuedAt: null,
        agents: null,
        backlog: Object.fromEntries(
          BACKLOG_PARTS.map((part, index) => [part, index + waiting]),
        ) as unknown as BacklogCounts,
      },
    }),
  );

describe.each(KPIS.filter(({ madeOf }) => madeOf !== undefined))("$id", (kpi) => {
  test.each(kpi.scopes)("is, of a %s, what its sums make", (scope) => {
    fc.assert(
      fc.property(input, (given) => {
        const judged = scope === "queue" || scope === "site";
        const read = judged ? { ...given, otherwise: otherwiseOf(scope, given.counters) } : given;
        const { numerator, denominator, orElse, times, per, unless } = kpi.madeOf!({ policy: given.policy, scope });
        const above = (times * amountOf(numerator, partOf(given))) / per;
        const first = denominator === null ? null : amountOf(denominator, partOf(given));
        const below = first === 0 && orElse !== undefined ? amountOf(orElse, partOf(given)) : first;
        const isUnknown = unless !== undefined && partOf(given)(unless) > 0;
        expect(kpi.read(read)).toBe(isUnknown ? null : below === null ? above : divide(above, below));
      }),
    );
  });
});

test("a KPI that no contact explains says so: what is of now, of agents' time, of a pace, or null until it is decided", () => {
  const unexplained = KPIS.filter(({ madeOf, ranked }) => madeOf === undefined && ranked === undefined).map(
    ({ id }) => id,
  );
  expect(unexplained).toEqual([
    "longestWaitNow",
    "expectedWait",
    "firstContactResolutionMature",
    "agentsIdle",
    "agentsOnContact",
    "agentsWrapUp",
    "agentsPaused",
    "agentsSignedIn",
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
});
