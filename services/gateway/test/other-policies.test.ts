import { DEFAULT_POLICY, type SiteConfig, unconfiguredSite } from "@floorwalker/domain";
import { expect, test } from "vitest";
import { otherPolicies } from "../src/other-policies.ts";

const CHANGE = Date.UTC(2026, 11, 1);
const site: SiteConfig = {
  ...unconfiguredSite("here"),
  queues: [
    {
      ...DEFAULT_POLICY.call,
      queue: "sales",
      channel: "call",
      title: "Sales",
      policy: null,
      target: 0.8,
      changes: [{ from: CHANGE, thresholdMs: 15_000 }],
    },
  ],
};
const owner = { policy: "short-abandons-excluded", thresholdSeconds: 20, target: 0.8 };

const others = (told: object | null, at: number): string[] =>
  otherPolicies({
    sites: () => new Map([["here", site]]),
    row: (id) => (told === null ? null : { id, kind: "queue", ...told }),
    clock: () => at,
  });

test("a queue whose owner judges by what is in force here is no other; before its first row nothing is said", () => {
  expect(others(owner, CHANGE - 1)).toEqual([]);
  expect(others({ ...owner, thresholdSeconds: 15 }, CHANGE)).toEqual([]);
  expect(others(null, CHANGE)).toEqual([]);
});

test("one that is judged by another threshold, formula or target is named", () => {
  expect(others(owner, CHANGE)).toEqual(["here/sales/call"]);
  for (const other of [{ policy: "answered-only" }, { thresholdSeconds: 30 }, { target: 0.9 }])
    expect(others({ ...owner, ...other }, CHANGE - 1)).toEqual(["here/sales/call"]);
});
