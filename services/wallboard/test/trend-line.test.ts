import fc from "fast-check";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { trendLine } from "../src/model/trend-line.ts";
import { changeOf, spanOf, trendOf } from "../src/model/trends.ts";
import { Sparkline } from "../src/ui/sparkline.tsx";
import { speak } from "../src/words/words.ts";
import { lineOf } from "./lines.ts";

const MINUTE = 60_000;
const box = { from: 0, to: 30 * MINUTE, width: 100, height: 30, target: 0.8, gapMs: 2.5 * MINUTE };
const points = (values: readonly (number | null)[]) => values.map((value, n) => ({ at: n * MINUTE, value }));

test("what is not known breaks the line and is never bridged", () => {
  expect(trendLine(points([0.9, 0.9, null, 0.7, 0.7]), box).pieces).toHaveLength(2);
  const late = [...points([0.9, 0.9]), { at: 10 * MINUTE, value: 0.7 }, { at: 11 * MINUTE, value: 0.7 }];
  expect(trendLine(late, box).pieces).toHaveLength(2);
  expect(trendLine(points([0.9]), box).pieces).toEqual([]);
});

test("whatever the values, line and target lie within the picture, and the right end is the last value", () => {
  const value = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 8 });
  fc.assert(
    fc.property(fc.array(value, { maxLength: 31 }), fc.double({ min: 0, max: 1, noNaN: true }), (values, target) => {
      const line = trendLine(points(values), { ...box, target });
      const ys = line.pieces.flatMap((piece) => piece.split(" ").map((point) => Number(point.split(",")[1])));
      for (const y of [...ys, line.targetY]) {
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(30);
      }
      expect(line.last).toBe(values.filter((each) => each !== null).at(-1) ?? null);
      if (values.at(-1) != null) expect(line.end!.x).toBeCloseTo(((values.length - 1) / 30) * 100, 3);
    }),
  );
});

test("a small move looks small: the axis is at least ±0.6 points", () => {
  const { pieces } = trendLine(points([0.8, 0.801]), box);
  const [first, last] = pieces[0]!.split(" ").map((point) => Number(point.split(",")[1]));
  expect(first! - last!).toBeLessThan(4);
});

const answer = (queues: readonly (readonly [string, readonly (readonly [number, number, number])[]])[]) => ({
  site: "s",
  window: "30m",
  everySeconds: 60,
  queues: queues.map(([queue, points]) => ({ queue, channel: "call", points })),
});

test("several queues' trend is of their contacts together, and ends on what the rows say now", () => {
  const told = answer([
    ["a", [[0, 8, 10]]],
    ["b", [[0, 0, 30]]],
  ]);
  const lines = [lineOf({ queue: "a", "inTime.30m": 9, "decided.30m": 10 }), lineOf({ queue: "b" })];
  expect(trendOf(told, lines, "30m", 5)).toEqual([
    { at: 0, value: 0.2 },
    { at: 5, value: 0.9 },
  ]);
  expect(trendOf(null, [lineOf({}, { siteStaleSince: 1 })], "30m", 5)).toEqual([]);
});

test("a change is told only where the trend reaches back a window, and never of the day", () => {
  const from = spanOf("30m", 0, 30 * MINUTE);
  expect(from).toBe(0);
  expect(changeOf([...points([0.9, 0.9]), { at: 30 * MINUTE, value: 0.8 }], "30m", from)).toBeCloseTo(-0.1, 10);
  expect(
    changeOf(
      [
        { at: 20 * MINUTE, value: 0.9 },
        { at: 30 * MINUTE, value: 0.8 },
      ],
      "30m",
      from,
    ),
  ).toBeNull();
  expect(
    changeOf(
      [
        { at: 0, value: 0.9 },
        { at: 30 * MINUTE, value: 0.8 },
      ],
      "day",
      from,
    ),
  ).toBeNull();
  expect(spanOf("day", 7, 30 * MINUTE)).toBe(7);
});

test("what misses the target is shaded: below it, or above it where the rule says above", async () => {
  await speak("en");
  const shaded = (misses: "below" | "above") => {
    const facts = { points: points([0.7, 0.9]), from: 0, to: box.to, target: 0.8, width: 100, height: 60 };
    const drawn = renderToStaticMarkup(createElement(Sparkline, { ...facts, tone: "plain", misses }));
    const [, y, height] = /<rect x="-2" y="([\d.-]+)" width="\d+" height="([\d.]+)"/.exec(drawn)!.map(Number);
    const target = Number(/<line [^>]*y1="([\d.]+)"/.exec(drawn)![1]);
    return { above: y! < target, below: y! + height! > target };
  };
  expect(shaded("below")).toEqual({ above: false, below: true });
  expect(shaded("above")).toEqual({ above: true, below: false });
});
