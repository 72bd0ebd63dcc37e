/** Editing a board: whatever is done, no tile leaves its page or lies over another, and everything can be undone. */
import { type Board, isInside, overlap, readBoard, type TilePlace } from "@floorwalker/protocol/board";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addPage,
  addTile,
  begin,
  type Editing,
  gridOf,
  placeTile,
  redo,
  removePage,
  removeTile,
  step,
  undo,
} from "../src/model/board-edit.ts";
import { newBoard, newTile, TILE_KINDS } from "../src/model/new-board.ts";

const START = newBoard("wall", "Hall", "krakow");
const QUEUE = { queue: "sales", channel: "call" } as const;

const cell = (most: number) => fc.integer({ min: -1, max: most + 1 });
const place: fc.Arbitrary<TilePlace> = fc.record({ column: cell(4), row: cell(3), columns: cell(4), rows: cell(3) });
const act = fc.oneof(
  fc.record({ do: fc.constant("add" as const), kind: fc.constantFrom(...TILE_KINDS), at: fc.option(place) }),
  fc.record({ do: fc.constant("place" as const), index: fc.nat(12), at: place }),
  fc.record({ do: fc.constant("remove" as const), index: fc.nat(12) }),
  fc.record({ do: fc.constantFrom("addPage" as const, "removePage" as const, "undo" as const, "redo" as const) }),
);

test("whatever is done, in whatever order: it is a board, and undoing and redoing all of it comes to the same", () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      let editing: Editing = begin(START);
      const change = (next: Board | null): void => {
        if (next !== null && next.pages.length > 0 && next.pages.length <= 12) editing = step(editing, next);
      };
      for (const each of acts) {
        const { board } = editing;
        const last = board.pages.length - 1;
        const tiles = gridOf(board, last)?.tiles ?? [];
        if (each.do === "add") change(addTile(board, last, newTile(each.kind, tiles, QUEUE, "x")!, each.at));
        else if (each.do === "place") change(placeTile(board, last, each.index, each.at));
        else if (each.do === "remove") change(removeTile(board, last, each.index));
        else if (each.do === "addPage") change(addPage(board));
        else if (each.do === "removePage") change(removePage(board, last));
        else editing = each.do === "undo" ? undo(editing) : redo(editing);
        const now = gridOf(editing.board, editing.board.pages.length - 1)!.tiles.map(({ at }) => at);
        expect(
          now.every((at, index) => isInside(at) && now.every((other, o) => o === index || !overlap(at, other))),
        ).toBe(true);
        expect(readBoard(editing.board, () => true).ok).toBe(true);
      }
      let back = editing;
      const steps = editing.past.length;
      for (let count = 0; count < steps; count++) back = undo(back);
      expect(back.board).toEqual(START);
      for (let count = 0; count < steps; count++) back = redo(back);
      expect(back.board).toEqual(editing.board);
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 60), endOnFailure: true },
  );
});

test("two tiles of one size change places; a tile that finds no room stays where it is", () => {
  const [first, second] = gridOf(START, 0)!.tiles.slice(1);
  const swapped = gridOf(placeTile(START, 0, 1, second!.at)!, 0)!.tiles;
  expect([swapped[1]!.at, swapped[2]!.at]).toEqual([second!.at, first!.at]);
  expect(placeTile(START, 0, 1, { ...first!.at, column: 2 })).toBeNull();
  expect(addTile(START, 0, newTile("agents", [], null, "")!, null)).toBeNull();
});

test("what a new board begins with is a board, of a desk and of a wall", () => {
  for (const shows of ["wall", "floor"] as const)
    expect(readBoard(newBoard(shows, "New", null), () => true)).toMatchObject({ ok: true });
});

test("where no queue is known there is no tile of one, nor of a queue that is called like a message", () => {
  expect(TILE_KINDS.filter((kind) => newTile(kind, [], null, "Message") === null)).toEqual(["queue"]);
});
