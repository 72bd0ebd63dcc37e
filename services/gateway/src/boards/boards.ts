/**
 * Boards as somebody is given them; how they are changed is in `board-changes.ts`. Invariants:
 * B1  A draft is seen by whose it is, and by nobody else; nothing of it reaches a screen.
 * B2  Nobody is given a board of a site that he may not see, nor the name of a queue.
 * B3  A screen is given the board that it shows, as it was published, and no other.
 */
import { type BoardDraft, type Identity, mayAs, type Role, type Screen, type StoredBoard } from "@floorwalker/domain";
import { type Audience, type Board, readBoard } from "@floorwalker/protocol/board";
import type { AccountDirectory } from "../access/account-directory.ts";
import type { Sights } from "../access/sight.ts";
import { BoardError } from "./board-errors.ts";
import { isKpi, type KnownBoard, KnownBoards, versionOf } from "./known-boards.ts";
import { seenBoard } from "./seen-board.ts";

export interface BoardsParts {
  /** Null: none are kept here, but those of the file. */
  readonly directory: Pick<AccountDirectory, "of" | "all" | "change"> | null;
  readonly configured: () => ReadonlyMap<string, Board>;
  readonly sights: Pick<Sights, "of">;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
}

export interface Draft {
  readonly board: Board;
  readonly version: string;
  /** The board that it was begun from is another now. */
  readonly outdated: boolean;
  readonly savedAt: number;
}

/** A board as somebody is given it. Both null: there is none. */
export interface SeenBoard {
  readonly id: string;
  readonly known: KnownBoard | null;
  /** As he may see it. */
  readonly board: Board | null;
  readonly draft: Draft | null;
  /** Of those that he looks after: how many show it. */
  readonly screens: number;
  readonly mayEdit: boolean;
  readonly mayPublish: boolean;
}

export const DRAFTS_BY: Role = "supervisor";
export const PUBLISHED_BY: Role = "manager";
export class Boards {
  readonly #parts: BoardsParts;
  readonly known: KnownBoards;

  constructor(parts: BoardsParts) {
    this.#parts = parts;
    this.known = new KnownBoards({
      configured: parts.configured,
      stored: () => parts.directory?.all("board") ?? [],
    });
  }

  seenBy(by: Identity): readonly SeenBoard[] {
    const ids = new Set(this.known.all().map(({ id }) => id));
    for (const draft of this.draftsOf(by)) ids.add(draft.board);
    return [...ids].sort().flatMap((id) => this.seen(by, id) ?? []);
  }

  /** Null: there is none that he may see. */
  seen(by: Identity, id: string): SeenBoard | null {
    if (by.kind === "screen" && id !== this.shownOn(by.id)?.id) return null;
    const known = this.known.of(id);
    const board = known && seenBoard(known.board, this.#parts.sights.of(by));
    const draft = this.draft(by, id);
    if (board === null && draft === null) return null;
    const isWhole = known === null || board === known.board;
    const mayEdit =
      by.kind !== "screen" && mayAs(by.role, DRAFTS_BY) && isWhole && (known === null || known.origin === "store");
    return {
      id,
      known: board === null ? null : known,
      board,
      draft,
      screens: mayAs(by.role, PUBLISHED_BY) ? this.#screensOf(id).length : 0,
      mayEdit: mayEdit && this.#parts.directory !== null,
      mayPublish: mayEdit && mayAs(by.role, PUBLISHED_BY),
    };
  }

  /** Where somebody begins, at a desk and on a wall. */
  defaultOf(by: Identity): { readonly home: string; readonly wall: string } {
    const first = (audience: Audience): string =>
      this.known.defaultsFor(audience).find(({ board }) => seenBoard(board, this.#parts.sights.of(by)) !== null)!.id;
    const wall = by.kind === "screen" ? this.shownOn(by.id)?.id : undefined;
    return { home: first(by.role), wall: wall ?? first("wall") };
  }

  /** What a paired screen shows; null: it is none. A board that was removed is not missed: the one for walls takes its place. */
  shownOn(screen: string): KnownBoard | null {
    const account = this.#parts.directory?.of("screen", screen) ?? null;
    return account === null ? null : this.#shownOn(account);
  }

  /** Whether somebody may bind a screen to it. @throws BoardError */
  checkForScreen(by: Identity, id: string): void {
    const board = this.seen(by, id)?.board ?? null;
    if (board === null) throw unknown(id);
    if (board.pages.some(({ layout }) => layout === "floor"))
      throw new BoardError("bad_board", "A desk's floor is no board for a television: choose one of tiles.");
  }

  draft(by: Identity, id: string): Draft | null {
    if (by.kind === "screen") return null;
    const stored = this.#parts.directory?.of("boardDraft", draftId(by, id)) ?? null;
    if (stored?.document == null || stored.until! <= this.#parts.clock()) return null;
    const read = readBoard(stored.document, isKpi);
    return read.ok ? draftOf(stored, read.board, this.known.of(id)) : null;
  }

  draftsOf(by: Identity): readonly BoardDraft[] {
    const all = this.#parts.directory?.all("boardDraft") ?? [];
    return all.filter(({ author, document }) => author === authorOf(by) && document !== null);
  }

  #shownOn({ board }: Pick<Screen, "board">): KnownBoard {
    const bound = board === undefined ? null : this.known.of(board);
    return bound ?? this.known.defaultsFor("wall")[0]!;
  }

  #screensOf(id: string): readonly Screen[] {
    const all = this.#parts.directory?.all("screen") ?? [];
    return all.filter((screen) => screen.revokedAt === null && this.#shownOn(screen).id === id);
  }
}

export const authorOf = ({ kind, id }: Identity): string => `${kind} ${id}`;
export const draftId = (by: Identity, board: string): string => `${board} ${authorOf(by)}`;
export const unknown = (id: string): BoardError =>
  new BoardError("unknown_board", `There is no board "${id.slice(0, 64)}".`);

export const draftOf = ({ basedOn, savedAt }: BoardDraft, board: Board, known: KnownBoard | null): Draft => ({
  board,
  version: versionOf(board),
  outdated: (known?.version ?? null) !== basedOn,
  savedAt,
});

/** Null: of a newer program. */
export function documentVersion({ document }: Pick<StoredBoard | BoardDraft, "document">): string | null {
  const read = readBoard(document, isKpi);
  return read.ok ? versionOf(read.board) : null;
}
