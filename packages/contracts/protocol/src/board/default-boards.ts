/** Boards that are always there: what a desk and a wall show where nobody made another. */
import { BOARD_FORMAT, BOARD_VERSION, type Board, FLOOR_SECTIONS } from "./board-schema.ts";

const usual = { format: BOARD_FORMAT, version: BOARD_VERSION, window: "30m" } as const;

export const DEFAULT_BOARDS: ReadonlyMap<string, Board> = new Map<string, Board>([
  [
    "floor",
    {
      ...usual,
      name: "Floor",
      defaultFor: ["viewer", "supervisor", "manager", "admin"],
      pages: [{ layout: "floor", sections: [...FLOOR_SECTIONS] }],
    },
  ],
  ["wall", { ...usual, name: "Wall", defaultFor: ["wall"], pages: [{ layout: "worstFirst" }] }],
]);
