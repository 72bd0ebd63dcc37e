import fc from "fast-check";
import { expect, test } from "vitest";
import type { AlertItem } from "../src/model/alert-items.ts";
import { alertItems } from "../src/model/alert-items.ts";
import { calmFacts } from "../src/model/calm-facts.ts";
import { hear } from "../src/model/heard-breaches.ts";
import { pixelShift, SHIFT_EVERY_MS } from "../src/model/pixel-shift.ts";
import { isQuiet } from "../src/model/quiet-hours.ts";
import { isLongName, nameWidth, shortName } from "../src/model/short-name.ts";
import { alertOf, lineOf, NOW } from "./lines.ts";

test("a name that is cut keeps its beginning and its end, and is no wider than there is room", () => {
  expect(shortName("Back office e-mail", 20)).toBe("Back office e-mail");
  expect(shortName("Technical support for business customers", 21)).toBe("Technical…customers");
  expect(shortName("技术支持中心热线服务台", 15)).toBe("技术支…服务台");
  expect([nameWidth("VIP"), nameWidth("在线客服"), isLongName("技术支持中心热线服务台")]).toEqual([3, 8, true]);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 5, max: 40 }), (name, most) => {
      expect(nameWidth(shortName(name, most))).toBeLessThanOrEqual(Math.max(most, 0) + 1);
    }),
  );
});

test.each([
  ["21:59", false],
  ["22:00", true],
  ["00:30", true],
  ["05:59", true],
  ["06:00", false],
])("from 22:00 to 06:00 by its own clock a wall is quiet: at %s %s", (clock, quiet) => {
  const hours = { from: "22:00", to: "06:00" };
  expect(isQuiet(hours, Date.parse(`2026-11-30T${clock}:00+01:00`), "Europe/Warsaw")).toBe(quiet);
  expect(isQuiet({ from: "06:00", to: "22:00" }, Date.parse(`2026-11-30T${clock}:00Z`), "UTC")).toBe(!quiet);
  expect(isQuiet(undefined, 0, "UTC")).toBe(false);
});

test("a breach sounds once: not again while it lasts, when it is given back, nor for what was there before", () => {
  let heard: ReadonlySet<string> | null = null;
  const sounds = (items: readonly AlertItem[]): boolean => {
    const told = hear(items, false, heard);
    heard = told.heard;
    return told.isNew;
  };
  const items = (...alerts: Parameters<typeof alertOf>[0][]) => alertItems(alerts.map(alertOf), [], NOW);
  const old = { id: "old" };
  expect(sounds(items(old))).toBe(false);
  const fresh = { id: "fresh" };
  expect(sounds(items(old, fresh))).toBe(true);
  expect(sounds(items(old, fresh))).toBe(false);
  expect(sounds(items(old, { ...fresh, owner: "Ana" }))).toBe(false);
  expect(sounds(items(old, fresh))).toBe(false);
  expect(sounds(items(old))).toBe(false);
  expect(sounds(items(old, { ...fresh, since: NOW }))).toBe(true);
  expect(sounds(items({ id: "warning", severity: "warning" }, { id: "muted", snoozedUntil: NOW + 1 }))).toBe(false);
  expect(sounds(items({ id: "muted" }))).toBe(true);
  expect(heard!.size).toBe(1);
});

test.each([
  ["the page was there before them", new Set<string>()],
  ["the page came in them, as after a new build", null],
])("what began in quiet hours and nobody has is told of when they end: %s", (_, before) => {
  const items = (...alerts: Parameters<typeof alertOf>[0][]) => alertItems(alerts.map(alertOf), [], NOW);
  const night = [items({ id: "night" }), items({ id: "night" }, { id: "later" })];
  let heard: ReadonlySet<string> | null = before;
  for (const each of night) {
    const told = hear(each, true, heard);
    expect(told.isNew).toBe(false);
    heard = told.heard;
  }
  expect(hear(items({ id: "night" }), false, heard).isNew).toBe(true);
  expect(hear(items({ id: "night", owner: "Ana" }), false, heard).isNew).toBe(false);
});

test("the picture moves by at most three pixels, and stands nowhere for more than three minutes", () => {
  const places = Array.from({ length: 40 }, (_, n) => pixelShift(n * SHIFT_EVERY_MS));
  for (const [n, [x, y]] of places.entries()) {
    expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(3);
    if (n > 0) expect(places[n - 1]).not.toEqual([x, y]);
  }
});

test("a calm wall counts apart of what nothing is known: all is on target only where all is known and open", () => {
  const level = (inTime: number) => ({ "decided.30m": 100, "inTime.30m": inTime });
  const well = lineOf(level(95));
  const lines = [
    well,
    well,
    lineOf({}),
    lineOf({ withheld: true }),
    lineOf({ open: false }),
    lineOf({ staleSince: NOW }),
  ];
  expect(calmFacts([well, well])).toEqual({ below: 0, muted: 0, well: 2, withoutData: 0, notTold: 0, closed: 0 });
  expect(calmFacts(lines)).toEqual({ below: 0, muted: 0, well: 2, withoutData: 2, notTold: 1, closed: 1 });
  expect(calmFacts([...lines, lineOf(level(50))])).toMatchObject({ below: 1, well: 2 });
});
