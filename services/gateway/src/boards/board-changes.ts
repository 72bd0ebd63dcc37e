/**
 * Boards are made, published and removed here. Invariants:
 * B4  Nobody overwrites what he has not read: a draft is saved over the version that was read, and published over the version of the board that
 *     it was begun from, both decided where they are stored, whichever gateway is asked.
 * B5  Nobody keeps or publishes a board that names what he may not see, nor decides what is shown to who sees more (`mayDecide`).
 * B6  What others will see is noted in the audit first.
 */
import type { BoardDraft, Identity, StoredBoard } from "@floorwalker/domain";
import { AUDIENCES, BOARD_ID, type Board, readBoard } from "@floorwalker/protocol/board";
import type { AccountDirectory } from "../access/account-directory.ts";
import { AccountError } from "../access/account-error.ts";
import type { Sights } from "../access/sight.ts";
import { BoardError } from "./board-errors.ts";
import { authorOf, type Boards, type Draft, documentVersion, draftId, draftOf, mayDecide, unknown } from "./boards.ts";
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

const OF_ALL = "Only who may see all sites and all queues publishes, changes or removes a board without a site.";
const OF_MANY = "Only who may see all queues publishes, changes or removes a board that others begin with.";
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
    const known = this.#changeable(by, id);
    const board = this.#read(by, document);
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
    this.#changeable(by, id);
    const draft = this.#boards.draft(by, id);
    if (draft === null) throw unknown(id);
    if (draft.version !== version || draft.outdated) throw new BoardError("board_changed");
    const { board } = draft;
    this.#mayName(by, board);
    this.#mayDecide(by, board);
    this.#checkDefaults(by, id, board);
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
    await directory.change("boardDraft", draftId(by, id), (before) => {
      if (before === null) return null;
      if (documentVersion(before) === version) return this.#givenUp(before);
      // What he saved meanwhile was begun from the same, and goes on from what he published.
      return before.document !== null && before.basedOn === basedOn ? { ...before, basedOn: version } : null;
    });
    return this.#boards.known.of(id)!;
  }

  async giveUpDraft(by: Identity, id: string): Promise<void> {
    const directory = this.#kept();
    if (this.#boards.draft(by, id) === null) throw unknown(id);
    await directory.change("boardDraft", draftId(by, id), (before) => before && this.#givenUp(before));
  }

  #givenUp(draft: BoardDraft): BoardDraft {
    return { ...draft, document: null, until: this.#parts.clock() + REMOVED_KEPT_MS };
  }

  /** `version`: as he read it. */
  async remove(by: Identity, id: string, version: string): Promise<void> {
    const directory = this.#kept();
    const known = this.#changeable(by, id);
    if (known === null) throw unknown(id);
    // How many is not said: some may be beyond his scope.
    if (directory.all("screen").some((screen) => screen.board === id && screen.revokedAt === null))
      throw new BoardError("board_is_shown");
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

  /** The published board that is changed; null: none is called so. One that he may not see is as one that is not there. */
  #changeable(by: Identity, id: string): KnownBoard | null {
    const known = this.#boards.known.of(id);
    if (known === null) return null;
    if ((this.#boards.seen(by, id)?.known ?? null) === null) throw unknown(id);
    if (known.origin !== "store") throw new BoardError("board_fixed");
    this.#mayName(by, known.board);
    this.#mayDecide(by, known.board);
    return known;
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

  #mayDecide(by: Identity, board: Board): void {
    if (!mayDecide(by, board)) throw new AccountError("beyond_scope", board.site === undefined ? OF_ALL : OF_MANY);
  }

  /** Each site has its own, and one is for those that have none. */
  #checkDefaults(by: Identity, id: string, { defaultFor, site }: Board): void {
    for (const audience of AUDIENCES.filter((each) => defaultFor.includes(each))) {
      const other = this.#boards.known
        .defaultsFor(audience)
        .find((each) => each.id !== id && each.origin !== "always" && each.board.site === site);
      if (other === undefined) continue;
      if (seenBoard(other.board, this.#parts.sights.of(by)) === null) throw new BoardError("board_default_taken");
      throw new BoardError(
        "board_default_taken",
        `"${other.board.name}" (${other.id}) is the default for ${audience}.`,
      );
    }
  }

  async #note(by: Identity, did: "published_board" | "removed_board", to: string): Promise<void> {
    if (!(await this.#parts.note(by, did, to))) throw new AccountError("audit_unavailable");
  }
}
