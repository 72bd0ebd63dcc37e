import fc from "fast-check";
import { expect, test } from "vitest";
import { type Arrangeable, arrangeTiles, NO_ARRANGEMENT, ORDER_STAYS_MS } from "../src/model/arrange-tiles.ts";
import type { TileState } from "../src/model/tile-state.ts";

const tile = (title: string, state: TileState = "onTarget", over: Partial<Arrangeable> = {}): Arrangeable => ({
  id: `${title}/call`,
  title,
  channel: "call",
  state,
  value: 0.9,
  target: 0.8,
  missesLeft: 5,
  waiting: 0,
  unowned: false,
  waitInThresholds: 0,
  ...over,
});
const titles = (tiles: readonly Arrangeable[]): string[] => tiles.map((each) => each.title);
const ordered = (tiles: readonly Arrangeable[]) => titles(arrangeTiles(tiles, NO_ARRANGEMENT, 0, true).tiles);

test("worst first: breach, below, at risk, on target by the misses left, then what says nothing now", () => {
  expect(
    ordered([
      tile("Calm", "onTarget", { missesLeft: 9 }),
      tile("Silent", "stale", { value: 0.1 }),
      tile("Tight", "onTarget", { missesLeft: 1 }),
      tile("Risk", "atRisk", { missesLeft: 0 }),
      tile("Low", "below", { value: 0.5 }),
      tile("Breach", "breach", { value: 0.7 }),
      tile("Empty", "noData", { value: null }),
    ]),
  ).toEqual(["Breach", "Low", "Risk", "Tight", "Calm", "Empty", "Silent"]);
});

test("of several breaches the one farthest from its target, weighted by who waits, is the first", () => {
  const breach = (title: string, value: number, waiting: number) => tile(title, "breach", { value, waiting });
  // 0.7 × 4, then 0.1 × 13, then 0.05 × 1.
  expect(ordered([breach("Small", 0.75, 0), breach("Many", 0.7, 12), breach("Worst", 0.1, 3)])).toEqual([
    "Worst",
    "Many",
    "Small",
  ]);
});

test("the longest wait against its threshold decides between equals", () => {
  expect(
    ordered([tile("A", "onTarget", { waitInThresholds: 1 }), tile("B", "onTarget", { waitInThresholds: 3 })]),
  ).toEqual(["B", "A"]);
});

test("an order stays ten seconds, so that one contact around the target does not make the board dance", () => {
  const first = arrangeTiles([tile("Apps"), tile("Sales", "below", { value: 0.7 })], NO_ARRANGEMENT, 0, true);
  const recovered = [tile("Apps", "below", { value: 0.7 }), tile("Sales")];
  const soon = arrangeTiles(recovered, first.arrangement, ORDER_STAYS_MS - 1, true);
  expect(titles(soon.tiles)).toEqual(["Sales", "Apps"]);
  expect(titles(arrangeTiles(recovered, soon.arrangement, ORDER_STAYS_MS, true).tiles)).toEqual(["Apps", "Sales"]);
});

test("a new breach, a new queue and one that is gone do not wait; a wall in the middle of its round does", () => {
  const calm = [tile("Apps"), tile("Sales")];
  const { arrangement } = arrangeTiles(calm, NO_ARRANGEMENT, 0, true);
  const breach = [tile("Apps"), tile("Sales", "breach", { value: 0.1 })];
  expect(titles(arrangeTiles(breach, arrangement, 1, true).tiles)).toEqual(["Sales", "Apps"]);
  expect(titles(arrangeTiles(breach, arrangement, ORDER_STAYS_MS, false).tiles)).toEqual(["Apps", "Sales"]);
  expect(titles(arrangeTiles([tile("Sales")], arrangement, 1, false).tiles)).toEqual(["Sales"]);
});

test("the order never depends on the order in which rows came", () => {
  const states = fc.constantFrom<TileState>("onTarget", "atRisk", "below", "breach", "noData", "stale");
  const some = fc.uniqueArray(
    fc
      .record({
        title: fc.string({ maxLength: 3 }),
        state: states,
        waiting: fc.nat(3),
        value: fc.constantFrom(null, 0.1, 0.9),
      })
      .map(({ title, state, ...over }) => tile(title, state, over)),
    { selector: (each) => each.id, maxLength: 20 },
  );
  fc.assert(
    fc.property(some, (tiles) => {
      expect(ordered([...tiles].reverse())).toEqual(ordered(tiles));
    }),
  );
});
