/**
 * Boards as somebody is given them; how they are changed is in `board-changes.ts`. Invariants:
 * B1  A draft is seen by whose it is, and by nobody else; nothing of it reaches a screen.
 * B2  Nobody is given a board of a site that he may not see, nor the name of a queue.
 * B3  A screen is given the board that it shows, as it was published, and no other; it shows none of a site that it was not paired for.
 */
import {
  type AccessScope,
  type BoardDraft,
  type Identity,
  isWithin,
  mayAs,
  type Role,
  type Screen,
  type StoredBoard,
} from "@floorwalker/domain";
import { type Audience, type Board, readBoard } from "@floorwalker/protocol/board";
import type { AccountDirectory } from "../access/account-directory.ts";
import type { Sights } from "../access/sight.ts";
import { BoardError } from "./board-errors.ts";
import { isKpi, type KnownBoard, KnownBoards, versionOf } from "./known-boards.ts";
import { type BoardSight, seenBoard, sightOfScope } from "./seen-board.ts";

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
const NONE: readonly StoredBoard[] = [];

export class Boards {
  readonly #parts: BoardsParts;
  readonly known: KnownBoards;

  constructor(parts: BoardsParts) {
    this.#parts = parts;
    this.known = new KnownBoards({
      configured: parts.configured,
      stored: () => parts.directory?.all("board") ?? NONE,
    });
  }

  seenBy(by: Identity): readonly SeenBoard[] {
    const ids = new Set(this.known.all().map(({ id }) => id));
    for (const draft of this.draftsOf(by)) ids.add(draft.board);
    const screens = this.#screensOf(by);
    return [...ids].sort().flatMap((id) => this.#seen(by, id, screens) ?? []);
  }

  /** Null: there is none that he may see. */
  seen(by: Identity, id: string): SeenBoard | null {
    return this.#seen(by, id, this.#screensOf(by));
  }

  #seen(by: Identity, id: string, screens: ReadonlyMap<string, number>): SeenBoard | null {
    if (by.kind === "screen" && id !== this.shownOn(by.id)?.id) return null;
    const known = this.known.of(id);
    const board = known && seenBoard(known.board, this.#parts.sights.of(by));
    const draft = this.draft(by, id);
    if (board === null && draft === null) return null;
    const isHis = known === null || (known.origin === "store" && board === known.board && mayDecide(by, board));
    const mayEdit = by.kind !== "screen" && mayAs(by.role, DRAFTS_BY) && isHis && this.#parts.directory !== null;
    const mayPublish = mayEdit && mayAs(by.role, PUBLISHED_BY) && (draft === null || mayDecide(by, draft.board));
    return {
      id,
      known: board === null ? null : known,
      board,
      draft,
      screens: screens.get(id) ?? 0,
      mayEdit,
      mayPublish,
    };
  }

  /** Where somebody begins, at a desk and on a wall. */
  defaultOf(by: Identity): { readonly home: string; readonly wall: string } {
    const first = (audience: Audience): string => this.#firstFor(audience, by.scope, this.#parts.sights.of(by)).id;
    const wall = by.kind === "screen" ? this.shownOn(by.id)?.id : undefined;
    return { home: first(by.role), wall: wall ?? first("wall") };
  }

  /** What a paired screen shows; null: it is none. A board that was removed is not missed: the one for walls takes its place. */
  shownOn(screen: string): KnownBoard | null {
    const account = this.#parts.directory?.of("screen", screen) ?? null;
    return account === null ? null : this.#shownOn(account);
  }

  /** Whether somebody may bind a screen of that scope to it. @throws BoardError */
  checkForScreen(by: Identity, id: string, scope: AccessScope): void {
    const board = this.seen(by, id)?.board ?? null;
    if (board === null) throw unknown(id);
    if (board.pages.some(({ layout }) => layout === "floor"))
      throw new BoardError("bad_board", "A desk's floor is no board for a television: choose one of tiles.");
    if (seenBoard(board, sightOfScope(scope)) === null)
      throw new BoardError("bad_board", "The screen was not paired for what this board shows: choose another.");
  }

  draft(by: Identity, id: string): Draft | null {
    if (by.kind === "screen") return null;
    const stored = this.#parts.directory?.of("boardDraft", draftId(by, id)) ?? null;
    if (stored?.document == null || stored.until! <= this.#parts.clock()) return null;
    const read = readBoard(stored.document, isKpi);
    return read.ok ? draftOf(stored, read.board, this.known.of(id)) : null;
  }

  /** Those that count: neither given up nor kept for too long. */
  draftsOf(by: Identity): readonly BoardDraft[] {
    const all = this.#parts.directory?.all("boardDraft") ?? [];
    const now = this.#parts.clock();
    return all.filter(({ author, document, until }) => author === authorOf(by) && document !== null && until! > now);
  }

  #shownOn({ board, scope }: Pick<Screen, "board" | "scope">): KnownBoard {
    const sight = sightOfScope(scope);
    const bound = board === undefined ? null : this.known.of(board);
    if (bound !== null && seenBoard(bound.board, sight) !== null) return bound;
    return this.#firstFor("wall", scope, sight);
  }

  /** Who sees one site begins with its board before one of no site, who sees several after it. */
  #firstFor(audience: Audience, { sites }: AccessScope, sight: BoardSight): KnownBoard {
    const seen = this.known.defaultsFor(audience).filter(({ board }) => seenBoard(board, sight) !== null);
    const seesOne = sites !== "all" && sites.length === 1;
    const fits = ({ board, origin }: KnownBoard): boolean =>
      origin === seen[0]!.origin && (board.site !== undefined) === seesOne;
    return seen.find(fits) ?? seen[0]!;
  }

  /** Of the screens that he looks after: how many show each board. */
  #screensOf(by: Identity): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    if (!mayAs(by.role, PUBLISHED_BY)) return counts;
    for (const screen of this.#parts.directory?.all("screen") ?? []) {
      if (screen.revokedAt !== null || !isWithin(screen.scope, by.scope)) continue;
      const { id } = this.#shownOn(screen);
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return counts;
  }
}

/** Others begin with it, or may: who does not see all that they see does not say so. */
export function mayDecide({ scope }: Pick<Identity, "scope">, { site, defaultFor }: Board): boolean {
  const isOfAll = site === undefined;
  return (!isOfAll || scope.sites === "all") && ((!isOfAll && defaultFor.length === 0) || scope.queues === "all");
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
