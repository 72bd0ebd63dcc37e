import fc from "fast-check";
import { expect, test } from "vitest";
import { isRoomy, LISTED, wallPages } from "../src/model/wall-pages.ts";

const lines = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);
const none = (): boolean => false;
const first = (line: number): boolean => line === 0;

test("every queue stands on exactly one page, worst first, whatever is in breach", () => {
  fc.assert(
    fc.property(fc.nat(500), fc.boolean(), (count, breach) => {
      const pages = wallPages(lines(count), breach ? first : none);
      const shown = pages.flatMap((page) =>
        page.kind === "tiles" && page.hero !== null ? [page.hero, ...page.tiles] : page.tiles,
      );
      expect(shown).toEqual(lines(count));
    }),
  );
});

test("no page has more than its cells, nor more than thirty lines", () => {
  for (const breach of [first, none])
    for (let count = 0; count < 120; count += 1)
      for (const page of wallPages(lines(count), breach)) {
        if (page.kind === "list") {
          expect(page.tiles.length).toBeLessThanOrEqual(LISTED);
          continue;
        }
        const last = page.agents || page.rest.length > 0 ? 1 : 0;
        const cells = page.tiles.length + last + (page.hero === null ? 0 : 4);
        expect(cells, `${count}`).toBeLessThanOrEqual(page.columns * page.rows);
      }
});

test.each([
  [1, none, 1, 1, false],
  [3, none, 3, 1, false],
  [4, none, 2, 2, false],
  [8, none, 4, 2, false],
  [9, none, 4, 3, true],
  [12, none, 4, 3, false],
  [8, first, 4, 3, true],
  [9, first, 4, 3, false],
])("%d queues stand in %s × %s cells", (count, breach, columns, rows, agents) => {
  const [page, ...others] = wallPages(lines(count), breach);
  expect(page).toMatchObject({ columns, rows, agents });
  expect(others).toEqual([]);
  expect(isRoomy(page!)).toBe(count <= 8 && breach === none);
});

test("forty queues with a breach: the worst, seven tiles, how many follow, and two pages of equal length", () => {
  const [page, ...others] = wallPages(lines(40), first);
  expect(page).toMatchObject({ hero: 0, tiles: lines(8).slice(1) });
  expect(page!.kind === "tiles" && page!.rest.length).toBe(32);
  expect(others.map(({ kind, tiles }) => [kind, tiles.length])).toEqual([
    ["list", 16],
    ["list", 16],
  ]);
});
