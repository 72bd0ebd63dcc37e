/**
 * Editing a board, without a screen: each step is a new board, and every one can be undone. Laws: what a step makes has no tile outside its page
 * and none over another; undoing all steps gives the board that it began with, doing them again the one that it came to.
 */
import {
  type Board,
  COLUMNS,
  type GridPage,
  isInside,
  overlap,
  ROWS,
  type Tile,
  type TilePlace,
} from "@floorwalker/protocol/board";

export interface Editing {
  readonly past: readonly Board[];
  readonly board: Board;
  readonly future: readonly Board[];
}

const MOST_STEPS = 200;

export const begin = (board: Board): Editing => ({ past: [], board, future: [] });

export const step = ({ past, board }: Editing, next: Board): Editing => ({
  past: [...past, board].slice(-MOST_STEPS),
  board: next,
  future: [],
});

/** The last step is gone on with, so that it is undone as one. */
export const amend = ({ past }: Editing, next: Board): Editing => ({ past, board: next, future: [] });

export function undo(editing: Editing): Editing {
  const before = editing.past.at(-1);
  if (before === undefined) return editing;
  return { past: editing.past.slice(0, -1), board: before, future: [editing.board, ...editing.future] };
}

export function redo(editing: Editing): Editing {
  const [next, ...future] = editing.future;
  return next === undefined ? editing : { past: [...editing.past, editing.board], board: next, future };
}

export function gridOf(board: Board, page: number): GridPage | null {
  const found = board.pages[page];
  return found?.layout === "grid" ? found : null;
}

const withPage = (board: Board, page: number, changed: Board["pages"][number]): Board => ({
  ...board,
  pages: board.pages.map((each, index) => (index === page ? changed : each)),
});

const withTiles = (board: Board, page: number, tiles: readonly Tile[]): Board => {
  const grid = gridOf(board, page);
  return grid === null ? board : withPage(board, page, { ...grid, tiles: [...tiles] });
};

/** The first place, row by row, where so many cells are free; null: there is none. */
export function freePlace(tiles: readonly Tile[], columns: number, rows: number): TilePlace | null {
  for (let row = 1; row <= ROWS; row++)
    for (let column = 1; column <= COLUMNS; column++) {
      const place = { column, row, columns, rows };
      if (isInside(place) && tiles.every(({ at }) => !overlap(at, place))) return place;
    }
  return null;
}

/** Null: there is no room. `at` null: at the first free cell. */
export function addTile(board: Board, page: number, tile: Tile, at: TilePlace | null): Board | null {
  const tiles = gridOf(board, page)?.tiles;
  if (tiles === undefined) return null;
  const fits = at !== null && isInside(at) && tiles.every((other) => !overlap(other.at, at));
  const place = at === null ? freePlace(tiles, tile.at.columns, tile.at.rows) : fits ? at : null;
  const smaller = place ?? (at === null ? freePlace(tiles, 1, 1) : null);
  return smaller === null ? null : withTiles(board, page, [...tiles, { ...tile, at: smaller }]);
}

/** Over one tile of the same size: the two change places. Null: it cannot lie there. */
export function placeTile(board: Board, page: number, index: number, at: TilePlace): Board | null {
  const tiles = gridOf(board, page)?.tiles;
  const moved = tiles?.[index];
  if (tiles === undefined || moved === undefined || !isInside(at)) return null;
  const under = tiles.flatMap((other, other_) => (other_ !== index && overlap(other.at, at) ? [other_] : []));
  const place = (tile: Tile, to: TilePlace): Tile => ({ ...tile, at: to });
  if (under.length === 0)
    return withTiles(
      board,
      page,
      tiles.map((tile, each) => (each === index ? place(tile, at) : tile)),
    );
  const other = tiles[under[0]!]!;
  const isSwap =
    under.length === 1 &&
    sameSize(other.at, at) &&
    sameSize(moved.at, at) &&
    other.at.column === at.column &&
    other.at.row === at.row;
  if (!isSwap) return null;
  return withTiles(
    board,
    page,
    tiles.map((tile, each) => (each === index ? place(tile, at) : each === under[0] ? place(tile, moved.at) : tile)),
  );
}

const sameSize = (a: TilePlace, b: TilePlace): boolean => a.columns === b.columns && a.rows === b.rows;

export const changeTile = (board: Board, page: number, index: number, tile: Tile): Board =>
  withTiles(
    board,
    page,
    (gridOf(board, page)?.tiles ?? []).map((each, at) => (at === index ? tile : each)),
  );

export const removeTile = (board: Board, page: number, index: number): Board =>
  withTiles(
    board,
    page,
    (gridOf(board, page)?.tiles ?? []).filter((_, at) => at !== index),
  );

export const addPage = (board: Board): Board => ({ ...board, pages: [...board.pages, { layout: "grid", tiles: [] }] });

export const removePage = (board: Board, page: number): Board => ({
  ...board,
  pages: board.pages.filter((_, index) => index !== page),
});

export const changePage = withPage;
