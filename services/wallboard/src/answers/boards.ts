/** `GET /v1/boards` and `/v1/boards/:id` (docs/boards.md). */
import type { Board } from "@floorwalker/protocol/board";

export interface ListedBoard {
  readonly id: string;
  readonly name: string;
  readonly site: string | null;
  readonly origin: "file" | "store" | "always" | "draft";
  /** Null: it is not published. */
  readonly version: string | null;
  readonly publishedAt: string | null;
  readonly publishedBy: string | null;
  readonly defaultFor: Board["defaultFor"];
  readonly shows: "floor" | "wall";
  readonly pages: number;
  readonly draftSavedAt: string | null;
  readonly screens: number;
  readonly mayEdit: boolean;
  readonly mayPublish: boolean;
}

export interface ShownBoard extends ListedBoard {
  readonly board: Board | null;
  /** Of whoever asks. */
  readonly draft: {
    readonly version: string;
    readonly outdated: boolean;
    readonly savedAt: string;
    readonly board: Board;
  } | null;
}

export interface BoardsAnswer {
  readonly boards: readonly ListedBoard[];
  readonly home: string;
  readonly wall: string;
}

export const BOARDS_PATH = "/v1/boards";
export const boardPath = (id: string): string => `${BOARDS_PATH}/${encodeURIComponent(id)}`;
