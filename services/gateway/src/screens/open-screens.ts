/**
 * Screens whose sockets are open at this gateway: what they tell of themselves goes to the account store, at most twice a minute each, so that every
 * gateway knows when each was seen last; what somebody told them goes back to them, whichever gateway he told it.
 */
import type { Painted, Screen } from "@floorwalker/domain";
import type { ServerMessage } from "@floorwalker/protocol";
import type { AccountDirectory } from "../access/account-directory.ts";
import type { Boards } from "../boards/boards.ts";

export type ToldScreen = Extract<ServerMessage, { type: "screen" }>;

export interface OpenScreensParts {
  /** Null: nobody has an account here. */
  readonly directory: Pick<AccountDirectory, "of" | "all" | "change"> | null;
  readonly boards: Pick<Boards, "shownOn">;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
}

/** A screen that has painted nothing for so long is dead: it paints every ten seconds. */
export const SILENT_MS = 90_000;
const KEPT_EVERY_MS = 30_000;
const TOLD = ["name", "board", "boardVersion", "reloadAt", "identifyAt"] as const;

export class OpenScreens {
  readonly #parts: OpenScreensParts;
  /** Newer than what is kept. */
  readonly #painted = new Map<string, Painted>();

  constructor(parts: OpenScreensParts) {
    this.#parts = parts;
  }

  painted(id: string, told: Omit<Painted, "at">): void {
    const { directory, clock } = this.#parts;
    const painted = { at: clock(), build: told.build, page: told.page, of: told.of };
    this.#painted.set(id, painted);
    const kept = directory?.of("screen", id)?.painted ?? null;
    if (kept !== null && painted.at - kept.at < KEPT_EVERY_MS && kept.build === painted.build) return;
    void directory
      ?.change("screen", id, (before) =>
        before === null || before.revokedAt !== null ? null : { ...before, painted: newest(before.painted, painted) },
      )
      .catch(() => {});
  }

  /** What was heard of it last, here or elsewhere. */
  lastOf({ id, painted }: Pick<Screen, "id" | "painted">): Painted | null {
    const here = this.#painted.get(id);
    return here === undefined ? painted : newest(painted, here);
  }

  /** What it is to be told of itself; null: nothing that it was not told before. */
  news(id: string, before: ToldScreen | null): ToldScreen | null {
    const screen = this.#parts.directory?.of("screen", id) ?? null;
    if (screen === null) return null;
    const { name, reloadAt, identifyAt } = screen;
    const shown = this.#parts.boards.shownOn(id)!;
    const news = { name, board: shown.id, boardVersion: shown.version, reloadAt, identifyAt };
    const isSame = before !== null && TOLD.every((key) => before[key] === news[key]);
    return isSame ? null : { type: "screen", ...news, serverTime: this.#parts.clock() };
  }

  /** Which board. */
  shownOn({ id }: Pick<Screen, "id">): { readonly id: string; readonly name: string } {
    const shown = this.#parts.boards.shownOn(id)!;
    return { id: shown.id, name: shown.board.name };
  }

  /** Paired and not revoked; of these, those that have painted nothing for long. */
  count(): { readonly paired: number; readonly silent: number } {
    const paired = (this.#parts.directory?.all("screen") ?? []).filter(({ revokedAt }) => revokedAt === null);
    const now = this.#parts.clock();
    return { paired: paired.length, silent: paired.filter((screen) => this.isSilent(screen, now)).length };
  }

  isSilent(screen: Screen, now: number): boolean {
    const painted = this.lastOf(screen);
    return now - (painted?.at ?? screen.madeAt) > SILENT_MS;
  }
}

const newest = (kept: Painted | null, painted: Painted): Painted =>
  kept !== null && kept.at > painted.at ? kept : painted;
