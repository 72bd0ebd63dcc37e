/**
 * All boards that are published, wherever they lie: in the configuration file, in the account store, or always there. Of equal ids the file's
 * wins, and the one that is always there comes last.
 */
import { createHash } from "node:crypto";
import type { StoredBoard } from "@floorwalker/domain";
import { KPIS } from "@floorwalker/domain";
import {
  AUDIENCES,
  type Audience,
  type Board,
  boardText,
  DEFAULT_BOARDS,
  readBoard,
} from "@floorwalker/protocol/board";

export interface KnownBoard {
  readonly id: string;
  readonly origin: "file" | "store" | "always";
  readonly board: Board;
  /** Another one for every other content. */
  readonly version: string;
  /** Null: nobody did. */
  readonly published: { readonly at: number; readonly by: string } | null;
}

export interface KnownBoardsParts {
  /** The same until one of them changes. */
  readonly configured: () => ReadonlyMap<string, Board>;
  /** Removed ones too; the same list until one of them changes. */
  readonly stored: () => readonly StoredBoard[];
}

/** What is known, for as long as nothing changes. */
interface Known {
  readonly configured: ReadonlyMap<string, Board>;
  readonly stored: readonly StoredBoard[];
  readonly byId: ReadonlyMap<string, KnownBoard>;
  readonly defaults: ReadonlyMap<Audience, readonly KnownBoard[]>;
}

const VERSION_LENGTH = 16;
const kpiIds: ReadonlySet<string> = new Set(KPIS.map(({ id }) => id));
export const isKpi = (kpi: string): boolean => kpiIds.has(kpi);

export const versionOf = (board: Board): string =>
  createHash("sha256").update(boardText(board)).digest("hex").slice(0, VERSION_LENGTH);

export class KnownBoards {
  readonly #parts: KnownBoardsParts;
  /** What was read of a document, once. */
  readonly #read = new WeakMap<StoredBoard, KnownBoard | null>();
  readonly #versions = new WeakMap<Board, string>();
  #known: Known | null = null;

  constructor(parts: KnownBoardsParts) {
    this.#parts = parts;
  }

  of(id: string): KnownBoard | null {
    return this.#now().byId.get(id) ?? null;
  }

  /** By id each once. */
  all(): readonly KnownBoard[] {
    return [...this.#now().byId.values()];
  }

  /** Those that say that they are for it, the one that counts first. */
  defaultsFor(audience: Audience): readonly KnownBoard[] {
    return this.#now().defaults.get(audience)!;
  }

  /** Every screen that paints asks each second. */
  #now(): Known {
    const [configured, stored] = [this.#parts.configured(), this.#parts.stored()];
    if (this.#known?.configured !== configured || this.#known.stored !== stored)
      this.#known = this.#knownOf(configured, stored);
    return this.#known;
  }

  #knownOf(configured: Known["configured"], stored: Known["stored"]): Known {
    const byId = new Map<string, KnownBoard>();
    for (const [id, board] of DEFAULT_BOARDS) byId.set(id, this.#made(id, "always", board));
    for (const each of stored) {
      const known = this.#stored(each);
      if (known !== null) byId.set(known.id, known);
    }
    for (const [id, board] of configured) byId.set(id, this.#made(id, "file", board));
    const rank = ({ origin }: KnownBoard): number => ["file", "store", "always"].indexOf(origin);
    const inOrder = [...byId.values()].sort(
      (a, b) => rank(a) - rank(b) || (b.published?.at ?? 0) - (a.published?.at ?? 0),
    );
    const defaults = AUDIENCES.map(
      (audience) => [audience, inOrder.filter(({ board }) => board.defaultFor.includes(audience))] as const,
    );
    return { configured, stored, byId, defaults: new Map(defaults) };
  }

  #made(id: string, origin: "file" | "always", board: Board): KnownBoard {
    const version = this.#versions.get(board) ?? versionOf(board);
    this.#versions.set(board, version);
    return { id, origin, board, version, published: null };
  }

  /** Null: removed, or of a newer program. */
  #stored(stored: StoredBoard): KnownBoard | null {
    const { id, document, publishedAt, publishedBy } = stored;
    if (document === null) return null;
    const before = this.#read.get(stored);
    if (before !== undefined) return before;
    const read = readBoard(document, isKpi);
    const known: KnownBoard | null = read.ok
      ? {
          id,
          origin: "store",
          board: read.board,
          version: versionOf(read.board),
          published: { at: publishedAt, by: publishedBy },
        }
      : null;
    this.#read.set(stored, known);
    return known;
  }
}
