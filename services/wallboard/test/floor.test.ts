import type { Row } from "@floorwalker/protocol";
import { expect, test } from "vitest";
import { readFloor, serviceLevelOf, valueIn } from "../src/model/floor.ts";
import { readScreen, smallestWallText } from "../src/model/screen.ts";

const site = (id: string, name: string): Row => ({
  id: `site:${id}`,
  kind: "site",
  site: id,
  name,
  "occupancy.60m": null,
});
const queue = (of: string, name: string): Row => ({
  id: `queue:${of}:${name}:call`,
  kind: "queue",
  site: of,
  queue: name,
});

test("the board shows the site the address names, or the first by name, and only its queues", () => {
  const rows = [
    site("waw", "Warsaw"),
    site("krk", "Kraków"),
    queue("waw", "a"),
    queue("krk", "b"),
    { id: "x", kind: "news" },
  ];
  expect(readFloor(rows, null).site?.site).toBe("krk");
  expect(readFloor(rows, "waw").queues.map((row) => row.queue)).toEqual(["a"]);
  expect(readFloor([], "waw")).toMatchObject({ site: null, missing: null, queues: [] });
});

test("a site that is not there is missing, and no other is shown in its place", () => {
  const rows = [site("waw", "Warsaw"), queue("waw", "a")];
  expect(readFloor(rows, "nope")).toMatchObject({ site: null, missing: "nope", queues: [], sources: [] });
  expect(readFloor(rows, "nope").sites).toHaveLength(1);
  expect(readFloor(rows, "waw").missing).toBeNull();
});

test("a field that is null is not the same as a field that is not there", () => {
  const row = readFloor([site("krk", "Kraków")], null).site!;
  expect(valueIn(row, "occupancy", "60m")).toBeNull();
  expect(valueIn(row, "csat", "day")).toBeUndefined();
});

test("service level counts those waiting past the threshold already, also when that leaves it undefined", () => {
  const row = (fields: Record<string, number | null>) =>
    readFloor([{ ...site("krk", "Kraków"), ...fields }], null).site!;
  expect(serviceLevelOf(row({ "serviceLevel.60m": 1, "serviceLevelNow.60m": 0.5 }), "60m")).toBe(0.5);
  expect(serviceLevelOf(row({ "serviceLevel.60m": 1, "serviceLevelNow.60m": null }), "60m")).toBeNull();
  expect(serviceLevelOf(row({ "serviceLevel.60m": 1 }), "60m")).toBe(1);
});

test("the smallest text on a 55-inch screen at 5 m is 5.2 per cent of its height", () => {
  const heightCm = (55 * 2.54 * 9) / Math.hypot(16, 9);
  expect(smallestWallText(500, heightCm)).toBeCloseTo(5.21, 2);
});

test("an address with nonsense is an ordinary desk", () => {
  expect(readScreen("?screen=cinema&theme=pink", "/")).toEqual({
    kind: "desk",
    theme: null,
    site: null,
    language: null,
    board: null,
    draft: false,
  });
  expect(readScreen("?draft", "/wall/hall-a")).toMatchObject({ kind: "wall", board: "hall-a", draft: true });
  expect(readScreen("?screen=wall&theme=dark&site=krk&lang=pl", "/")).toEqual({
    kind: "wall",
    theme: "dark",
    site: "krk",
    language: "pl",
    board: null,
    draft: false,
  });
});
