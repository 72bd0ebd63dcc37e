import { expect, test } from "vitest";
import { POINTS, Trends } from "../src/trends/trends.ts";

const MINUTE = 60_000;
const queue = (over: object = {}) => ({
  id: "queue:s:q:call",
  kind: "queue",
  site: "s",
  staleSince: null,
  "inTime.30m": 8,
  "decided.30m": 10,
  ...over,
});
const none = new Set<string>();

test("a point a minute of what boards show, of a day one a quarter of an hour, and never more than are kept", () => {
  const trends = new Trends();
  for (let n = 0; n < 3 * POINTS; n += 1) trends.sample([queue()], none, n * MINUTE);
  expect(trends.of("queue:s:q:call", "30m")).toHaveLength(POINTS);
  expect(trends.of("queue:s:q:call", "30m").at(-1)).toEqual([(3 * POINTS - 1) * MINUTE, 8, 10]);
  expect(trends.of("queue:s:q:call", "day")).toHaveLength((3 * POINTS) / 15);
});

test("what is not to be believed has no point: a silent source, a site that catches up", () => {
  const trends = new Trends();
  trends.sample([queue({ staleSince: 1 })], none, 0);
  trends.sample([queue()], new Set(["s"]), MINUTE);
  expect(trends.of("queue:s:q:call", "30m")).toEqual([]);
  trends.sample([queue()], none, 2 * MINUTE);
  expect(trends.of("queue:s:q:call", "30m")).toEqual([[2 * MINUTE, 8, 10]]);
});

test("a queue that is gone leaves nothing behind", () => {
  const trends = new Trends();
  trends.sample([queue()], none, 0);
  trends.sample([], none, MINUTE);
  expect(trends.of("queue:s:q:call", "30m")).toEqual([]);
});
