/** What is wrong with a board: each fault with its code, its place in the document and what to do about it. */
import type { Board, BoardPage, TilePlace } from "./board-schema.ts";
import { AUDIENCES, COLUMNS, ROWS } from "./board-schema.ts";

/** Each is explained by its fix here, and in the language of whoever reads by the editor. */
export const BOARD_FAULTS = {
  not_json: "Correct the text at this place: it is no JSON.",
  not_a_board: 'Export a board to see how one is written: it begins with "format": "floorwalker.board".',
  newer_version: "Open it with the version of Floorwalker that wrote it, or a newer one.",
  missing_field: "Add it.",
  unknown_field: "Remove it, or correct its name.",
  bad_value: "Write a value that is allowed here.",
  tile_outside: `Move it or make it smaller: a page has ${COLUMNS} columns and ${ROWS} rows.`,
  tiles_overlap: "Move one of the two, or make it smaller.",
  floor_not_alone: "Give the floor a board of its own: a wall's pages turn, a desk's floor does not.",
  floor_on_wall: "A television shows pages of tiles: choose another board for it.",
  site_needed: "Name the board's site: a queue is one of a site.",
  unknown_kpi: "Use an id of GET /v1/kpis.",
  channel_alone: "Name the queue too, or leave the channel out.",
} as const;
export type BoardFaultCode = keyof typeof BOARD_FAULTS;

export type PlacePath = readonly (string | number)[];

export interface BoardFault {
  readonly code: BoardFaultCode;
  readonly path: PlacePath;
  /** `pages[0].tiles[2].at`; of text that is no JSON, `line 3, column 7`; empty: the whole. */
  readonly place: string;
  readonly message: string;
  readonly fix: string;
  /** What it names or allows, in no language: whoever says it in another one needs that too. */
  readonly named?: string;
}

export const faultAt = (code: BoardFaultCode, path: PlacePath, message: string, named = ""): BoardFault => ({
  code,
  path,
  place: placeOf(path),
  message,
  fix: BOARD_FAULTS[code],
  ...(named === "" ? {} : { named }),
});

const placeOf = (path: PlacePath): string =>
  path.map((part, index) => (typeof part === "number" ? `[${part}]` : `${index > 0 ? "." : ""}${part}`)).join("");

/** What its parts say about each other. `isKpi`: of those there are. */
export function boardFaults(board: Omit<Board, "format" | "version">, isKpi: (kpi: string) => boolean): BoardFault[] {
  const found = board.pages.flatMap((page, index) => pageFaults(page, ["pages", index], isKpi));
  const ofFloor = board.pages.findIndex(({ layout }) => layout === "floor");
  if (ofFloor >= 0 && board.pages.length > 1)
    found.push(faultAt("floor_not_alone", ["pages", ofFloor], "a page of the floor is a board of its own"));
  const onWall = board.defaultFor.indexOf("wall");
  if (ofFloor >= 0 && onWall >= 0)
    found.push(faultAt("floor_on_wall", ["defaultFor", onWall], "a desk's floor is no board for a television"));
  const repeated = board.defaultFor.findIndex((audience, index) => board.defaultFor.indexOf(audience) !== index);
  if (repeated >= 0)
    found.push(
      faultAt(
        "bad_value",
        ["defaultFor", repeated],
        `each of ${AUDIENCES.join(", ")} once at most`,
        AUDIENCES.join(", "),
      ),
    );
  if (board.site === undefined) found.push(...withoutSite(board));
  return found;
}

function pageFaults(page: BoardPage, path: PlacePath, isKpi: (kpi: string) => boolean): BoardFault[] {
  if (page.layout !== "grid") return [];
  const found: BoardFault[] = [];
  for (const [index, tile] of page.tiles.entries()) {
    const place = [...path, "tiles", index];
    if (!isInside(tile.at)) found.push(faultAt("tile_outside", [...place, "at"], "the tile leaves the page"));
    const other = page.tiles.findIndex((before, at) => at < index && overlap(before.at, tile.at));
    if (other >= 0)
      found.push(faultAt("tiles_overlap", [...place, "at"], `the tile lies over tiles[${other}]`, `tiles[${other}]`));
    if (tile.kind !== "number" && tile.kind !== "goal") continue;
    if (!isKpi(tile.kpi))
      found.push(faultAt("unknown_kpi", [...place, "kpi"], `there is no KPI "${tile.kpi}"`, tile.kpi));
    if (tile.channel !== undefined && tile.queue === undefined)
      found.push(faultAt("channel_alone", [...place, "channel"], "it is of a site, or of a queue"));
  }
  return found;
}

function withoutSite({ queues, pages }: Pick<Board, "queues" | "pages">): BoardFault[] {
  const message = "it names queues and no site";
  return [
    ...(queues === undefined ? [] : [faultAt("site_needed", ["queues"], message)]),
    ...pages.flatMap((page, at) =>
      page.layout !== "grid"
        ? []
        : page.tiles.flatMap((tile, index) =>
            "queue" in tile && tile.queue !== undefined
              ? [faultAt("site_needed", ["pages", at, "tiles", index, "queue"], message)]
              : [],
          ),
    ),
  ];
}

export const isInside = ({ column, row, columns, rows }: TilePlace): boolean =>
  Math.min(column, row, columns, rows) >= 1 && column + columns - 1 <= COLUMNS && row + rows - 1 <= ROWS;

export const overlap = (a: TilePlace, b: TilePlace): boolean =>
  a.column < b.column + b.columns &&
  b.column < a.column + a.columns &&
  a.row < b.row + b.rows &&
  b.row < a.row + a.rows;
