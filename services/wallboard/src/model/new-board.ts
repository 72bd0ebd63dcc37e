/** What a new board begins with: the tiles of the usual wall, laid out by hand; a new tile of each kind. */
import {
  BOARD_FORMAT,
  BOARD_VERSION,
  type Board,
  FLOOR_SECTIONS,
  type Tile,
  type TileKind,
} from "@floorwalker/protocol/board";

const at = (column: number, row: number, columns = 1, rows = 1) => ({ column, row, columns, rows });
const worst = (rank: number, place: ReturnType<typeof at>): Tile => ({ kind: "worst", at: place, rank });

/** `site`: null where there is none yet. */
export function newBoard(shows: "wall" | "floor", name: string, site: string | null): Board {
  const usual = {
    format: BOARD_FORMAT,
    version: BOARD_VERSION,
    name,
    ...(site === null ? {} : { site }),
    window: "30m",
    defaultFor: [],
  } as const;
  if (shows === "floor")
    return { ...usual, defaultFor: [], pages: [{ layout: "floor", sections: [...FLOOR_SECTIONS] }] };
  const others = [at(3, 1), at(4, 1), at(3, 2), at(4, 2), at(1, 3), at(2, 3), at(3, 3)];
  const tiles = [worst(1, at(1, 1, 2, 2)), ...others.map((place, index) => worst(index + 2, place))];
  return { ...usual, defaultFor: [], pages: [{ layout: "grid", tiles: [...tiles, { kind: "agents", at: at(4, 3) }] }] };
}

export const TILE_KINDS = [
  "worst",
  "queue",
  "number",
  "agents",
  "actNow",
  "goal",
  "alerts",
  "message",
] as const satisfies readonly TileKind[];

export interface KnownQueue {
  readonly queue: string;
  readonly channel: "call" | "chat" | "email";
}

/** `tiles`: of the page. `queue`: null where none is known; then there is no tile of one. */
export function newTile(kind: TileKind, tiles: readonly Tile[], queue: KnownQueue | null, text: string): Tile | null {
  switch (kind) {
    case "worst": {
      const ranks = tiles.flatMap((tile) => (tile.kind === "worst" ? tile.rank : []));
      const rank = Math.max(0, ...ranks) + 1;
      return worst(rank, rank === 1 ? at(1, 1, 2, 2) : at(1, 1));
    }
    case "queue":
      return queue === null ? null : { kind, at: at(1, 1), queue: queue.queue, channel: queue.channel };
    case "number":
      return { kind, at: at(1, 1), kpi: "abandonRate" };
    case "goal":
      return { kind, at: at(1, 1), kpi: "serviceLevel", ...(queue && { queue: queue.queue, channel: queue.channel }) };
    case "message":
      return { kind, at: at(1, 1, 2), text };
    default:
      return { kind, at: at(1, 1) };
  }
}
