import { describe, expect, test } from "vitest";
import { freshness } from "../src/model/freshness.ts";
import { type TileFacts, type TileState, tileState } from "../src/model/tile-state.ts";

const calm: TileFacts = {
  freshness: "fresh",
  serviceLevel: 0.9,
  target: 0.8,
  longestWait: null,
  thresholdSeconds: 20,
  firing: null,
};

describe("a queue's tile", () => {
  test.each<[string, Partial<TileFacts>, TileState]>([
    ["is ok well above its target", {}, "ok"],
    ["is at risk less than 3 points above its target", { serviceLevel: 0.8299 }, "warning"],
    ["is ok 3 points above its target", { serviceLevel: 0.8301 }, "ok"],
    ["is at risk exactly on its target", { serviceLevel: 0.8 }, "warning"],
    ["is in breach just below its target", { serviceLevel: 0.7999 }, "breach"],
    ["is ok at 100 % of a target of 98 %", { serviceLevel: 1, target: 0.98 }, "ok"],
    ["is at risk when somebody waits longer than 3 thresholds", { longestWait: 60.1 }, "warning"],
    ["is ok while the longest wait is within 3 thresholds", { longestWait: 60 }, "ok"],
    ["is unknown when no contact has finished", { serviceLevel: null }, "unknown"],
    [
      "is at risk when no contact has finished and somebody waits too long",
      { serviceLevel: null, longestWait: 61 },
      "warning",
    ],
    ["is in breach while a critical alert is firing for it", { firing: "critical" }, "breach"],
    ["is at risk while a warning is firing for it", { firing: "warning" }, "warning"],
    ["stays in breach when a mere warning is firing", { firing: "warning", serviceLevel: 0.5 }, "breach"],
    ["keeps its state while the data is only late", { freshness: "late", serviceLevel: 0.5 }, "breach"],
    [
      "is stale when the data is, whatever it says",
      { freshness: "stale", serviceLevel: 0.5, firing: "critical" },
      "stale",
    ],
    ["is unknown before the first event", { freshness: "never", serviceLevel: 0 }, "unknown"],
  ])("%s", (_, facts, state) => expect(tileState({ ...calm, ...facts })).toBe(state));
});

test.each([
  [null, "never"],
  [0, "fresh"],
  [-5000, "fresh"],
  [89_999, "fresh"],
  [90_000, "late"],
  [179_999, "late"],
  [180_000, "stale"],
] as const)("numbers %s ms old are %s", (age, expected) =>
  expect(freshness(age === null ? null : 1_000_000 - age, 1_000_000)).toBe(expected),
);
