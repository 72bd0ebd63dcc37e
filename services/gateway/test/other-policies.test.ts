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
const owner = { "policies.5m": "15s-5s-answered-only 20s-5s-short-abandons-excluded", target: 0.8 };
const strict = { "policies.5m": "15s-5s-short-abandons-excluded" };

const others = (told: object | null, at: number): string[] =>
  otherPolicies({
    sites: () => new Map([["here", site]]),
    row: (id) => (told === null ? null : { id, kind: "queue", ...told }),
    clock: () => at,
  });

test("a queue whose owner judges by what is in force here is no other; before its first row nothing is said", () => {
  expect(others(owner, CHANGE - 1)).toEqual([]);
  expect(others({ ...owner, ...strict }, CHANGE)).toEqual([]);
  expect(others(null, CHANGE)).toEqual([]);
});

test("one that is judged by another threshold, limit, formula, attribution, calendar or target is named", () => {
  expect(others(owner, CHANGE)).toEqual(["here/sales/call"]);
  const ids = ["20s-5s-answered-only", "30s-5s-short-abandons-excluded", "20s-3s-short-abandons-excluded"];
  for (const id of [...ids, "20s-5s-short-abandons-excluded-offered", "20s-5s-short-abandons-excluded-office"])
    expect(others({ ...owner, "policies.5m": id }, CHANGE - 1)).toEqual(["here/sales/call"]);
  expect(others({ ...owner, target: 0.9 }, CHANGE - 1)).toEqual(["here/sales/call"]);
});
