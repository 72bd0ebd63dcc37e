import type { QueueRow } from "@floorwalker/protocol";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { freshness, knownUntil, quietMs } from "../src/model/freshness.ts";
import { serviceLevelFacts } from "../src/model/service-level-facts.ts";
import { type TileFacts, type TileState, tileState } from "../src/model/tile-state.ts";

const calm: TileFacts = {
  stale: false,
  closed: false,
  waiting: 0,
  muted: false,
  value: 0.9,
  target: 0.8,
  misses: 10,
  missesLeft: 10,
  firing: null,
};
const row = (decided: number, inTime: number, target = 0.8): QueueRow =>
  ({ target, "decided.30m": decided, "inTime.30m": inTime }) as unknown as QueueRow;

describe("a queue's tile", () => {
  test.each<[string, Partial<TileFacts>, TileState]>([
    ["is on target while misses are left", { missesLeft: 1 }, "onTarget"],
    ["is at risk with no miss left", { missesLeft: 0 }, "atRisk"],
    ["is on target when nothing was missed, however few contacts there were", { misses: 0, missesLeft: 0 }, "onTarget"],
    ["is at risk exactly on its target", { value: 0.8, missesLeft: 0 }, "atRisk"],
    ["is below just below its target, which no alert calls a breach yet", { value: 0.7999, missesLeft: -1 }, "below"],
    ["is in breach only while a critical alert is firing for it", { firing: "critical" }, "breach"],
    ["is in breach although its own window is on target again", { firing: "critical", value: 1, misses: 0 }, "breach"],
    ["keeps its word while a warning is firing", { firing: "warning" }, "onTarget"],
    ["stays below when a mere warning is firing", { firing: "warning", value: 0.5, missesLeft: -9 }, "below"],
    ["says no data when nothing is decided", { value: null, misses: 0, missesLeft: 0 }, "noData"],
    ["is stale when a source of its own is silent, whatever it says", { stale: true, firing: "critical" }, "stale"],
    ["is closed outside its hours, however old its numbers are", { closed: true, stale: true, value: 0.1 }, "closed"],
    ["is muted while its breach is snoozed", { firing: null, muted: true, value: 0.5 }, "muted"],
    ["is in breach when another critical alert fires", { firing: "critical", muted: true }, "breach"],
    ["is not closed while a breach is snoozed", { closed: true, muted: true }, "muted"],
    ["is not closed while somebody waits", { closed: true, waiting: 1 }, "onTarget"],
    ["is not closed while a critical alert is firing", { closed: true, firing: "critical" }, "breach"],
  ])("%s", (_, facts, state) => expect(tileState({ ...calm, ...facts })).toBe(state));

  test("reckons its misses in whole contacts and basis points", () => {
    expect(serviceLevelFacts(row(10, 8))).toEqual({ value: 0.8, target: 0.8, misses: 2, missesLeft: 0 });
    expect(serviceLevelFacts(row(15, 12))).toMatchObject({ misses: 3, missesLeft: 0 });
    expect(serviceLevelFacts(row(10, 9, 0.9))).toMatchObject({ misses: 1, missesLeft: 0 });
    expect(serviceLevelFacts(row(0, 0))).toEqual({ value: null, target: 0.8, misses: 0, missesLeft: 0 });
  });

  test("is below exactly when a miss too many was made", () => {
    const contacts = fc
      .tuple(fc.nat(2_000), fc.nat(2_000))
      .map(([a, b]) => [Math.max(a, b) + 1, Math.min(a, b)] as const);
    fc.assert(
      fc.property(contacts, fc.integer({ min: 0, max: 100 }), ([decided, inTime], percent) => {
        const { value, target, missesLeft } = serviceLevelFacts(row(decided, inTime, percent / 100));
        // In whole numbers: 100 × in time < percent × decided.
        expect(missesLeft < 0).toBe(100 * inTime < percent * decided);
        if (value! < target - 1e-9) expect(missesLeft).toBeLessThan(0);
      }),
    );
  });
});

const source = (silentAfterSeconds: number | null) => ({ silentAfterSeconds }) as Parameters<typeof quietMs>[0][number];

test.each([
  [null, "never"],
  [0, "fresh"],
  [-5000, "fresh"],
  [89_999, "fresh"],
  [90_000, "late"],
  [179_999, "late"],
  [180_000, "stale"],
] as const)("numbers %s ms old are %s where the sources send heartbeats", (age, expected) =>
  expect(freshness(age === null ? null : 1_000_000 - age, 1_000_000, quietMs([source(60)]))).toBe(expected),
);

test("a site whose sources may be quiet for a quarter of an hour is not stale after three minutes", () => {
  const quiet = quietMs([source(60), source(900), source(null)]);
  expect(freshness(0, 600_000, quiet)).toBe("fresh");
  expect(freshness(0, 940_000, quiet)).toBe("late");
  expect(freshness(0, 1_020_000, quiet)).toBe("stale");
});

describe("numbers of a site with opening hours", () => {
  const evening = 1_000_000;
  const morning = evening + 50_000_000;

  test("are known up to now while it is closed, and no further than to its opening", () => {
    const closed = { open: false, opensAt: morning };
    expect(knownUntil(evening, closed, evening + 7_200_000)).toBe(evening + 7_200_000);
    expect(knownUntil(evening, closed, morning + 60_000)).toBe(morning);
    expect(knownUntil(evening, { open: false, opensAt: null }, morning)).toBe(morning);
  });

  test("are as old as they are while it is open, or has no hours", () => {
    for (const open of [true, null]) expect(knownUntil(evening, { open, opensAt: null }, morning)).toBe(evening);
    expect(knownUntil(null, { open: false, opensAt: morning }, evening)).toBeNull();
  });
});
