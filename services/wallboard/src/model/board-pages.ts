/** The pages of a board as a wall turns them: those that arrange themselves are as many as it takes, the others are as they were made. */
import type { Board, GridPage, Tile } from "@floorwalker/protocol/board";
import { type WallPage, wallPages } from "./wall-pages.ts";

/** What is in a cell; `line`: of a tile about a queue, null: there is no such queue now. */
export interface Cell<T> {
  readonly tile: Tile;
  readonly line: T | null;
}

export type ShownPage<T> =
  | WallPage<T>
  | { readonly kind: "grid"; readonly cells: readonly Cell<T>[]; readonly seconds: number | null };

export interface LineNames<T> {
  readonly isBreach: (line: T) => boolean;
  readonly queueOf: (line: T) => string;
  readonly channelOf: (line: T) => string;
}

/** `lines`: of the board's queues, worst first. A desk's floor is no page of a wall: it is shown as a wall without a board. */
export function boardPages<T>(
  pages: Board["pages"],
  lines: readonly T[],
  names: LineNames<T>,
): readonly ShownPage<T>[] {
  return pages.flatMap((page): readonly ShownPage<T>[] =>
    page.layout === "grid" ? [gridPage(page, lines, names)] : wallPages(lines, names.isBreach),
  );
}

function gridPage<T>({ tiles, seconds }: GridPage, lines: readonly T[], names: LineNames<T>): ShownPage<T> {
  const lineOf = (tile: Tile): T | null => {
    if (tile.kind === "worst") return lines[tile.rank - 1] ?? null;
    if (tile.kind !== "queue") return null;
    return lines.find((line) => names.queueOf(line) === tile.queue && names.channelOf(line) === tile.channel) ?? null;
  };
  return { kind: "grid", cells: tiles.map((tile) => ({ tile, line: lineOf(tile) })), seconds: seconds ?? null };
}

export function linesOn<T>(page: ShownPage<T>): readonly T[] {
  if (page.kind === "grid") return page.cells.flatMap(({ line }) => line ?? []);
  return page.kind === "tiles" && page.hero !== null ? [page.hero, ...page.tiles] : page.tiles;
}
