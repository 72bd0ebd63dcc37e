/**
 * Boards are made, published and removed here. Invariants:
 * B4  Nobody overwrites what he has not read: a draft is saved over the version that was read, and published over the version of the board that
 *     it was begun from, both decided where they are stored, whichever gateway is asked.
 * B5  Nobody keeps or publishes a board that names what he may not see.
 * B6  What others will see is noted in the audit first.
 */
import type { Identity, StoredBoard } from "@floorwalker/domain";
import { AUDIENCES, BOARD_ID, type Board, readBoard } from "@floorwalker/protocol/board";
import type { AccountDirectory } from "../access/account-directory.ts";
import { AccountError } from "../access/account-error.ts";
import type { Sights } from "../access/sight.ts";
import { BoardError } from "./board-errors.ts";
import { authorOf, type Boards, type Draft, documentVersion, draftId, draftOf, unknown } from "./boards.ts";
import { isKpi, type KnownBoard } from "./known-boards.ts";
import { seenBoard } from "./seen-board.ts";

export interface BoardChangesParts {
  readonly boards: Boards;
  /** Null: none are kept here. */
  readonly directory: Pick<AccountDirectory, "of" | "all" | "change"> | null;
  readonly sights: Pick<Sights, "of">;
  /** False: it could not be noted. */
  readonly note: (by: Identity, did: "published_board" | "removed_board", to: string) => Promise<boolean>;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
}

export interface SavedBoard {
  readonly document: unknown;
  /** Of the draft as it was read; null: there was none. */
  readonly version: string | null;
  /** Of the board that it is meant to replace; absent: as the draft had it, or as it is now. */
  readonly basedOn?: string | null | undefined;
}

const MOST_BOARDS = 200;
const MOST_DRAFTS = 20;
const DRAFT_KEPT_MS = 90 * 86_400_000;
/** Every gateway hears of it before it is forgotten. */
const REMOVED_KEPT_MS = 3_600_000;

/** Each method: @throws BoardError, AccountError. */
export class BoardChanges {
  readonly #parts: BoardChangesParts;
  readonly #boards: Boards;

  constructor(parts: BoardChangesParts) {
    this.#parts = parts;
    this.#boards = parts.boards;
  }

  async save(by: Identity, id: string, { document, version, basedOn }: SavedBoard): Promise<Draft> {
    const directory = this.#kept();
    if (!BOARD_ID.test(id)) throw new BoardError("bad_board_id");
    const known = this.#boards.known.of(id);
    if (known !== null && known.origin !== "store") throw new BoardError("board_fixed");
    const board = this.#read(by, document);
    if (known !== null) this.#mayName(by, known.board);
    const drafts = this.#boards.draftsOf(by);
    if (drafts.length >= MOST_DRAFTS && drafts.every((draft) => draft.board !== id))
      throw new BoardError("too_many_boards");
    const now = this.#parts.clock();
    const saved = await directory.change("boardDraft", draftId(by, id), (before) => {
      const current = before?.document == null ? null : before;
      if ((current === null ? null : documentVersion(current)) !== version) throw new BoardError("board_changed");
      return {
        kind: "boardDraft",
        id: draftId(by, id),
        board: id,
        author: authorOf(by),
        document: { ...board },
        basedOn: basedOn !== undefined ? basedOn : current === null ? (known?.version ?? null) : current.basedOn,
        savedAt: now,
        until: now + DRAFT_KEPT_MS,
      };
    });
    return draftOf(saved!, board, known);
  }

  /** An id that no board has, made of a name. */
  newId(name: string): string {
    const plain = name.normalize("NFKD").replace(/ł/gi, "l").toLowerCase();
    const words = plain.replace(/\p{M}/gu, "").replace(/[^a-z0-9]+/g, "-");
    const wanted =
      words
        .replace(/^-+|-+$/g, "")
        .slice(0, 40)
        .replace(/-+$/, "") || "board";
    const taken = new Set([
      ...this.#boards.known.all().map(({ id }) => id),
      ...(this.#parts.directory?.all("boardDraft") ?? []).map(({ board }) => board),
    ]);
    for (let count = 1; ; count++) {
      const id = count === 1 ? wanted : `${wanted}-${count}`;
      if (!taken.has(id)) return id;
    }
  }

  /** Publishes his draft. `version`: as he read it. */
  async publish(by: Identity, id: string, version: string): Promise<KnownBoard> {
    const directory = this.#kept();
    const known = this.#boards.known.of(id);
    if (known !== null && known.origin !== "store") throw new BoardError("board_fixed");
    const draft = this.#boards.draft(by, id);
    if (draft === null) throw unknown(id);
    if (draft.version !== version || draft.outdated) throw new BoardError("board_changed");
    const { board } = draft;
    this.#mayName(by, board);
    this.#checkDefaults(id, board);
    const { basedOn } = directory.of("boardDraft", draftId(by, id))!;
    const kept = directory.all("board").filter(({ document }) => document !== null);
    if (kept.length >= MOST_BOARDS && kept.every((each) => each.id !== id)) throw new BoardError("too_many_boards");
    await this.#note(by, "published_board", `${id} ${draft.version} ${board.name}`);
    const now = this.#parts.clock();
    await directory.change("board", id, (before) => {
      const current = before?.document == null ? null : (documentVersion(before) ?? "of a newer program");
      if (current !== basedOn) throw new BoardError("board_changed");
      const published: StoredBoard = {
        kind: "board",
        id,
        document: { ...board },
        publishedAt: now,
        publishedBy: by.name,
        until: null,
      };
      return published;
    });
    await this.#giveUp(directory, by, id);
    return this.#boards.known.of(id)!;
  }

  async giveUpDraft(by: Identity, id: string): Promise<void> {
    const directory = this.#kept();
    if (this.#boards.draft(by, id) === null) throw unknown(id);
    await this.#giveUp(directory, by, id);
  }

  /** `version`: as he read it. */
  async remove(by: Identity, id: string, version: string): Promise<void> {
    const directory = this.#kept();
    const known = this.#boards.seen(by, id)?.known ?? null;
    if (known === null) throw unknown(id);
    if (known.origin !== "store") throw new BoardError("board_fixed");
    this.#mayName(by, known.board);
    const bound = directory.all("screen").filter((screen) => screen.board === id && screen.revokedAt === null);
    if (bound.length > 0) throw new BoardError("board_is_shown", `${bound.length} screens show it.`);
    await this.#note(by, "removed_board", `${id} ${known.version} ${known.board.name}`);
    const until = this.#parts.clock() + REMOVED_KEPT_MS;
    await directory.change("board", id, (before) => {
      if (before?.document == null || documentVersion(before) !== version) throw new BoardError("board_changed");
      return { ...before, document: null, until };
    });
  }

  #kept() {
    if (this.#parts.directory === null) throw new BoardError("boards_not_kept");
    return this.#parts.directory;
  }

  #read(by: Identity, document: unknown): Board {
    const read = readBoard(document, isKpi);
    if (!read.ok)
      throw new BoardError(
        "bad_board",
        read.faults.map(({ place, message }) => (place === "" ? message : `${place}: ${message}`)).join("\n"),
        read.faults.map(({ code, place, message, fix }) => ({ code, path: place, message, fix })),
      );
    this.#mayName(by, read.board);
    return read.board;
  }

  #mayName(by: Identity, board: Board): void {
    if (seenBoard(board, this.#parts.sights.of(by)) !== board) throw new AccountError("beyond_scope");
  }

  #checkDefaults(id: string, { defaultFor }: Board): void {
    for (const audience of AUDIENCES.filter((each) => defaultFor.includes(each))) {
      const other = this.#boards.known.defaultsFor(audience).find((each) => each.id !== id && each.origin !== "always");
      if (other !== undefined)
        throw new BoardError(
          "board_default_taken",
          `"${other.board.name}" (${other.id}) is the default for ${audience}.`,
        );
    }
  }

  async #giveUp(directory: Pick<AccountDirectory, "change">, by: Identity, id: string): Promise<void> {
    const until = this.#parts.clock() + REMOVED_KEPT_MS;
    await directory.change("boardDraft", draftId(by, id), (before) => before && { ...before, document: null, until });
  }

  async #note(by: Identity, did: "published_board" | "removed_board", to: string): Promise<void> {
    if (!(await this.#parts.note(by, did, to))) throw new AccountError("audit_unavailable");
  }
}
