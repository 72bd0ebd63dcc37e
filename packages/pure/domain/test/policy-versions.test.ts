import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inForce, inForceWithin } from "../src/dated.ts";
import { DEFAULT_POLICY } from "../src/policy.ts";
import { defaultVersions, policyVersions, sitePolicies } from "../src/policy-versions.ts";
import { type QueueConfig, unconfiguredSite } from "../src/site-config.ts";

const NOON = Date.UTC(2026, 11, 1, 12);
const HOUR = 3_600_000;

const sales: QueueConfig = {
  ...DEFAULT_POLICY.call,
  queue: "sales",
  channel: "call",
  title: "Sales",
  policy: null,
  target: 0.8,
};
const site = sitePolicies(unconfiguredSite("here"), "outcome");
const ids = (versions: readonly { readonly id: string }[]): string[] => versions.map(({ id }) => id);

describe("versions of a queue's policy", () => {
  test("there is one for ever where nothing changes, called by what it judges by", () => {
    expect(ids(policyVersions(sales, site))).toEqual(["20s-5s-short-abandons-excluded"]);
    expect(ids(defaultVersions("email", site))).toEqual(["14400s-none-short-abandons-excluded"]);
  });

  test("a change names what is another from then on, and leaves the rest", () => {
    const changes = [
      { from: NOON, thresholdMs: 30_000, target: 0.9 },
      { from: NOON + HOUR, policy: "answered-only" as const },
    ];
    const versions = policyVersions({ ...sales, changes }, site);
    expect(ids(versions)).toEqual([
      "20s-5s-short-abandons-excluded",
      "30s-5s-short-abandons-excluded",
      "30s-5s-answered-only",
    ]);
    expect(versions.map(({ target }) => target)).toEqual([0.8, 0.9, 0.9]);
    expect(versions.map(({ first }) => first.formula)).toEqual(Array(3).fill("short-abandons-excluded"));
  });

  test("another low score is another version of the site and of its queues, called by it where it is not the usual one", () => {
    const changed = sitePolicies(
      { ...unconfiguredSite("here"), lowScore: 3, changes: [{ from: NOON, lowScore: 2 }] },
      "outcome",
    );
    expect(ids(changed)).toEqual(["short-abandons-excluded-low3", "short-abandons-excluded"]);
    const versions = policyVersions(sales, changed);
    expect(ids(versions)).toEqual(["20s-5s-short-abandons-excluded-low3", "20s-5s-short-abandons-excluded"]);
    expect(versions.map(({ lowScore }) => lowScore)).toEqual([3_000, 2_000]);
  });

  test("another time for coming again is another version, too", () => {
    const changes = [{ from: NOON, firstContactMs: 3 * 86_400_000 }];
    const changed = sitePolicies({ ...unconfiguredSite("here"), firstContactMs: 90_000, changes }, "outcome");
    expect(ids(changed)).toEqual(["short-abandons-excluded-again90s", "short-abandons-excluded-again3d"]);
    expect(ids(policyVersions(sales, changed))).toEqual([
      "20s-5s-short-abandons-excluded-again90s",
      "20s-5s-short-abandons-excluded-again3d",
    ]);
  });

  test("the site's formula is the queue's until the queue has one of its own; its attribution always is", () => {
    const changed = sitePolicies(
      {
        ...unconfiguredSite("here"),
        changes: [
          { from: NOON, policy: "abandons-count" },
          { from: NOON + HOUR, attribution: "offered" },
        ],
      },
      "outcome",
    );
    expect(ids(policyVersions({ ...sales, changes: [{ from: NOON + 1, policy: "answered-only" }] }, changed))).toEqual([
      "20s-5s-short-abandons-excluded",
      "20s-5s-abandons-count",
      "20s-5s-answered-only",
      "20s-5s-answered-only-offered",
    ]);
    expect(ids(defaultVersions("call", changed)).at(-1)).toBe("20s-5s-abandons-count-offered");
    expect(ids(policyVersions({ ...sales, policy: "answered-only" }, changed)).slice(0, 2)).toEqual(
      Array(2).fill("20s-5s-answered-only"),
    );
  });

  test("exactly one is in force at every moment, from its date on; a span names those in force in it", () => {
    const dates = fc.uniqueArray(fc.integer({ min: 0, max: 50 }), { maxLength: 4 });
    fc.assert(
      fc.property(dates, fc.nat(50), fc.nat(20), (days, at, length) => {
        const changes = days.sort((a, b) => a - b).map((from) => ({ from, thresholdMs: from * 1000 }));
        const versions = policyVersions({ ...sales, changes }, site);
        const holding = versions.filter(({ from, until }) => from <= at && at < until);
        expect(holding).toEqual([inForce(versions, at)]);
        const threshold = changes.findLast(({ from }) => from <= at)?.thresholdMs ?? sales.thresholdMs;
        expect(holding[0]!.thresholdMs).toBe(threshold);
        const asked = Array.from({ length: Math.max(1, length) }, (_, more) => inForce(versions, at + more));
        expect(inForceWithin(versions, at, at + length)).toEqual([...new Set(asked)]);
      }),
    );
  });
});
