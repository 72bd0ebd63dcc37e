import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { C, type CounterName, type Counters, newCounters } from "../../src/counters.ts";
import {
  SERVICE_LEVEL_POLICIES,
  type ServiceLevelPolicyId,
  serviceLevel,
  serviceLevelParts,
} from "../../src/kpi/service-level.ts";
import { consistentCounters, countersOf, sum } from "./consistent-counters.ts";

/** The vector of ICMI and Call Centre Helper: 1000 answered, 860 in 20 s; 60 abandoned, 20 in 20 s, 10 in 5 s. */
const PUBLIC_VECTOR = countersOf({
  offered: 1060,
  answered: 1000,
  answeredInThreshold: 860,
  abandoned: 60,
  abandonedInThreshold: 20,
  shortAbandoned: 10,
});

describe("the public reference vector", () => {
  test.each<[ServiceLevelPolicyId, number]>([
    ["early-abandons-met", 83.0],
    ["answered-only", 86.0],
    ["abandons-count", 81.1],
    ["early-abandons-ignored", 82.7],
    ["short-abandons-excluded", 81.9],
  ])("gives %s %s %%", (policy, percent) => {
    expect(Math.round(serviceLevel(policy, PUBLIC_VECTOR)! * 1000) / 10).toBe(percent);
  });

  test("with 40 flowed out, of which 15 asked for a callback in time, gives the two policies that see them", () => {
    const counters = sum(PUBLIC_VECTOR, countersOf({ offered: 40, flowedOut: 40, callbackInThreshold: 15 }));
    expect(serviceLevel("flow-outs-count", counters)).toBe(860 / 1100);
    expect(serviceLevel("removed-in-time", counters)).toBe((860 + 20 + 15) / 1100);
  });
});

test.each(SERVICE_LEVEL_POLICIES)("%s of a queue without a segment is undefined, neither 0 % nor 100 %", (policy) => {
  expect(serviceLevel(policy, newCounters())).toBeNull();
});

test.each(SERVICE_LEVEL_POLICIES)(
  "%s is a share between 0 and 1, undefined exactly when it has nothing to divide by",
  (policy) => {
    fc.assert(
      fc.property(consistentCounters, fc.nat(50), (counters, pastThreshold) => {
        const past = Math.min(pastThreshold, waitingOf(counters));
        const { numerator, denominator } = serviceLevelParts(policy, counters, past);
        const value = serviceLevel(policy, counters, past);
        expect(denominator).toBeGreaterThanOrEqual(numerator);
        expect(value === null).toBe(denominator === 0);
        if (value === null) return;
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }),
    );
  },
);

test.each(SERVICE_LEVEL_POLICIES)("%s of two queues is read from the sum of their parts", (policy) => {
  fc.assert(
    fc.property(consistentCounters, consistentCounters, (a, b) => {
      const parts = [serviceLevelParts(policy, a, 1), serviceLevelParts(policy, b, 2)];
      expect(serviceLevelParts(policy, sum(a, b), 3)).toEqual({
        numerator: parts[0]!.numerator + parts[1]!.numerator,
        denominator: parts[0]!.denominator + parts[1]!.denominator,
      });
    }),
  );
});

test.each(SERVICE_LEVEL_POLICIES)("a customer waiting past the threshold never raises %s", (policy) => {
  fc.assert(
    fc.property(consistentCounters, fc.integer({ min: 1, max: 50 }), (counters, past) => {
      const finished = serviceLevel(policy, counters);
      const now = serviceLevel(policy, counters, past);
      if (finished !== null) expect(now).toBeLessThanOrEqual(finished);
    }),
  );
});

test("ten customers waiting past the threshold are ten misses under every policy", () => {
  expect(serviceLevel("answered-only", PUBLIC_VECTOR, 10)).toBe(860 / 1010);
  expect(serviceLevel("short-abandons-excluded", PUBLIC_VECTOR, 10)).toBe(860 / 1060);
  expect(serviceLevel("removed-in-time", PUBLIC_VECTOR, 10)).toBe(880 / 1070);
});

test("an answer in time raises every policy, a late one none", () => {
  const inTime = countersOf({ offered: 1, answered: 1, answeredInThreshold: 1 });
  const late = countersOf({ offered: 1, answered: 1 });
  for (const policy of SERVICE_LEVEL_POLICIES) {
    const before = serviceLevel(policy, PUBLIC_VECTOR)!;
    expect(serviceLevel(policy, sum(PUBLIC_VECTOR, inTime))).toBeGreaterThan(before);
    expect(serviceLevel(policy, sum(PUBLIC_VECTOR, late))).toBeLessThan(before);
  }
});

test("a contact abandoned inside the short-abandon limit does not lower the default policy, a later one does", () => {
  const short: Partial<Record<CounterName, number>> = {
    offered: 1,
    abandoned: 1,
    abandonedInThreshold: 1,
    shortAbandoned: 1,
  };
  const before = serviceLevel("short-abandons-excluded", PUBLIC_VECTOR)!;
  expect(serviceLevel("short-abandons-excluded", sum(PUBLIC_VECTOR, countersOf(short)))).toBe(before);
  expect(
    serviceLevel("short-abandons-excluded", sum(PUBLIC_VECTOR, countersOf({ ...short, shortAbandoned: 0 }))),
  ).toBeLessThan(before);
});

const waitingOf = (counters: Counters): number =>
  counters[C.offered]! - counters[C.answered]! - counters[C.abandoned]! - counters[C.flowedOut]!;
