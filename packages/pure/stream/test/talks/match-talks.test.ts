import { UNKNOWN } from "@floorwalker/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchTalks, type OpenTalk, type StrayEnd } from "../../src/talks/match-talks.ts";

const talk = (id: string, from: number, rest: Partial<OpenTalk> = {}): OpenTalk => ({
  id,
  source: 1,
  queue: 1,
  from: from * 1000,
  lostAt: 1e9,
  waitMs: 5000,
  ...rest,
});
const handedOn = (id: string, at: number, rest: Partial<StrayEnd> = {}): StrayEnd => ({
  id,
  handedOn: true,
  at: at * 1000,
  source: 1,
  queue: 1,
  waitMs: UNKNOWN,
  talkMs: UNKNOWN,
  holdMs: UNKNOWN,
  ...rest,
});
const ended = (id: string, at: number, talkMs: number, rest: Partial<StrayEnd> = {}): StrayEnd =>
  handedOn(id, at, { handedOn: false, waitMs: 5000, talkMs, ...rest });
const pairs = (talks: readonly OpenTalk[], ends: readonly StrayEnd[]): string[] =>
  matchTalks(talks, ends).map(({ from, to }) => `${from} is ${to}`);

describe("an end that its own call cannot place", () => {
  test.each([
    ["the one talk there", [talk("a", 10)], [handedOn("x", 50)], ["x is a"]],
    ["none where there are two", [talk("a", 10), talk("b", 20)], [handedOn("x", 50)], []],
    ["not one that began later", [talk("a", 60)], [handedOn("x", 50)], []],
    ["not one of another queue", [talk("a", 10, { queue: 2 })], [handedOn("x", 50)], []],
    ["not one of another source", [talk("a", 10, { source: 2 })], [handedOn("x", 50)], []],
    ["not its own", [talk("x", 10)], [handedOn("x", 50)], []],
    [
      "not one that was lost before, beside one that was not",
      [talk("a", 10, { lostAt: 40_000 }), talk("b", 20)],
      [handedOn("x", 50)],
      ["x is b"],
    ],
    [
      "each talk once: the second end finds what began meanwhile",
      [talk("a", 10), talk("b", 60)],
      [handedOn("y", 90), handedOn("x", 50)],
      ["x is a", "y is b"],
    ],
    [
      "no second talk for who has had one there",
      [talk("a", 10), talk("b", 60)],
      [handedOn("x", 50), handedOn("x", 90)],
      ["x is a"],
    ],
    ["the talk as long as it says", [talk("a", 10), talk("b", 20)], [ended("x", 50, 30_400)], ["x is b"]],
    ["hold beside the talk", [talk("a", 10)], [ended("x", 50, 30_000, { holdMs: 9500 })], ["x is a"]],
    ["not by another wait", [talk("a", 10)], [ended("x", 50, 40_000, { waitMs: 4000 })], []],
    ["nor where the wait was never told", [talk("a", 10, { waitMs: UNKNOWN })], [ended("x", 50, 40_000)], []],
    ["not by another length", [talk("a", 10)], [ended("x", 50, 38_900)], []],
    [
      "one that was lost, when its very end is told",
      [talk("a", 10, { lostAt: 40_000 })],
      [ended("x", 50, 40_000)],
      ["x is a"],
    ],
  ] as const)("ends %s", (_name, talks, ends, found) => {
    expect(pairs(talks, ends)).toEqual(found);
  });
});

test("who was heard first decides nothing", () => {
  const id = fc.constantFrom("a", "b", "c", "d");
  const talks = fc.uniqueArray(fc.tuple(id, fc.nat(30)), { selector: ([each]) => each, maxLength: 4 });
  const ends = fc.uniqueArray(fc.tuple(id, fc.nat(60), fc.boolean()), { selector: ([each]) => each, maxLength: 4 });
  fc.assert(
    fc.property(talks, ends, fc.boolean(), (begun, over, back) => {
      const allTalks = begun.map(([of, from]) => talk(of, from));
      const allEnds = over.map(([of, at, isEnd]) => (isEnd ? ended(of, at, 10_000) : handedOn(of, at)));
      const found = pairs(allTalks, allEnds);
      expect(pairs(allTalks.toReversed(), back ? allEnds.toReversed() : allEnds)).toEqual(found);
    }),
  );
});
