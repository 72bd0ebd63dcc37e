import fc from "fast-check";
import { expect, test } from "vitest";
import { type Arrangeable, arrangeTiles, STAYS_RISEN_MS } from "../src/model/arrange-tiles.ts";
import { PAGE_MS, pageOf, WALL_TILES, wallGrid } from "../src/model/pages.ts";
import type { TileState } from "../src/model/tile-state.ts";

const tile = (title: string, state: TileState = "ok", channel = "call"): Arrangeable => ({
  id: `${title}/${channel}`,
  title,
  channel,
  state,
});
const titles = (tiles: readonly Arrangeable[]): string[] => tiles.map((each) => each.title);
const NONE = new Map<string, number>();

test("queues in breach float to the top, the others keep their order by title", () => {
  const tiles = [
    tile("Billing"),
    tile("Cards", "breach"),
    tile("Sales", "warning"),
    tile("Apps", "unknown"),
    tile("Bank", "breach"),
  ];
  expect(titles(arrangeTiles(tiles, NONE, 0).tiles)).toEqual(["Bank", "Cards", "Apps", "Billing", "Sales"]);
});

test("a queue that recovered keeps its place for half a minute, then sinks back", () => {
  const breach = arrangeTiles([tile("Apps"), tile("Sales", "breach")], NONE, 1000);
  const recovered = [tile("Apps"), tile("Sales", "ok")];
  const soon = arrangeTiles(recovered, breach.risen, 1000 + STAYS_RISEN_MS - 1);
  expect(titles(soon.tiles)).toEqual(["Sales", "Apps"]);
  expect(titles(arrangeTiles(recovered, soon.risen, 1000 + STAYS_RISEN_MS).tiles)).toEqual(["Apps", "Sales"]);
});

test("the order never depends on the order in which rows came", () => {
  const states = fc.constantFrom<TileState>("ok", "warning", "breach", "unknown", "stale");
  const some = fc.uniqueArray(
    fc
      .tuple(fc.string({ maxLength: 3 }), states, fc.constantFrom("call", "chat"))
      .map(([title, state, channel]) => tile(title, state, channel)),
    { selector: (each) => each.id, maxLength: 20 },
  );
  fc.assert(
    fc.property(some, (tiles) => {
      const reversed = [...tiles].reverse();
      expect(arrangeTiles(tiles, NONE, 0).tiles).toEqual(arrangeTiles(reversed, NONE, 0).tiles);
    }),
  );
});

test("more queues than a wall holds turn pages, each queue on one of them", () => {
  const tiles = Array.from({ length: 30 }, (_, n) => n);
  const seen = [0, 1, 2].flatMap((turn) => pageOf(tiles, WALL_TILES, false, turn * PAGE_MS).tiles);
  expect(seen).toEqual(tiles);
  expect(pageOf(tiles, WALL_TILES, false, 3 * PAGE_MS).page).toBe(1);
});

test("pages are of about equal size: thirteen queues are seven and six", () => {
  const tiles = Array.from({ length: 13 }, (_, n) => n);
  expect([0, PAGE_MS].map((now) => pageOf(tiles, WALL_TILES, false, now).tiles.length)).toEqual([7, 6]);
});

test("a queue in breach calls the wall back to the first page", () => {
  const tiles = Array.from({ length: 30 }, (_, n) => n);
  expect(pageOf(tiles, WALL_TILES, true, PAGE_MS)).toMatchObject({ page: 1, of: 3 });
});

test.each([
  [0, 1, 1],
  [2, 1, 2],
  [4, 2, 2],
  [6, 3, 2],
  [9, 3, 3],
  [12, 3, 4],
  [13, 3, 3],
  [40, 3, 4],
])("%d queues stand in %d columns and %d rows", (count, columns, rows) =>
  expect(wallGrid(count)).toEqual({ columns, rows }),
);
