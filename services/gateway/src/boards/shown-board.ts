/** What of a board is told over REST. */
import type { Board } from "@floorwalker/protocol/board";
import type { SeenBoard } from "./boards.ts";

export interface ListedBoard {
  readonly id: string;
  readonly name: string;
  readonly site: string | null;
  /** `draft`: nobody else sees it. */
  readonly origin: "file" | "store" | "always" | "draft";
  /** Null: it is not published. */
  readonly version: string | null;
  readonly publishedAt: string | null;
  readonly publishedBy: string | null;
  readonly defaultFor: Board["defaultFor"];
  /** Of a desk, or of a television. */
  readonly shows: "floor" | "wall";
  readonly pages: number;
  /** When the draft of whoever asks was saved last; null: he has none. */
  readonly draftSavedAt: string | null;
  readonly screens: number;
  readonly mayEdit: boolean;
  readonly mayPublish: boolean;
}

export interface ShownBoard extends ListedBoard {
  /** As it is published; null: it is not. */
  readonly board: Board | null;
  /** Of whoever asks. */
  readonly draft: {
    readonly version: string;
    readonly outdated: boolean;
    readonly savedAt: string;
    readonly board: Board;
  } | null;
}

export function listedBoard({ id, known, board, draft, screens, mayEdit, mayPublish }: SeenBoard): ListedBoard {
  const shown = (board ?? draft?.board)!;
  const published = known?.published ?? null;
  return {
    id,
    name: shown.name,
    site: shown.site ?? null,
    origin: known === null ? "draft" : known.origin,
    version: known?.version ?? null,
    publishedAt: published === null ? null : isoOf(published.at),
    publishedBy: published?.by ?? null,
    defaultFor: shown.defaultFor,
    shows: shown.pages.some(({ layout }) => layout === "floor") ? "floor" : "wall",
    pages: shown.pages.length,
    draftSavedAt: draft === null ? null : isoOf(draft.savedAt),
    screens,
    mayEdit,
    mayPublish,
  };
}

export function shownBoard(seen: SeenBoard): ShownBoard {
  const { board, draft } = seen;
  const told = draft && {
    version: draft.version,
    outdated: draft.outdated,
    savedAt: isoOf(draft.savedAt),
    board: draft.board,
  };
  return { ...listedBoard(seen), board, draft: told };
}

const isoOf = (time: number): string => new Date(time).toISOString();
