/**
 * The board that a wall shows: asked for before the first page is painted, and again when it is another. A paired screen is told that over its
 * socket; any other wall asks from time to time. What it is shown in (theme, language, hours) is put on before whoever shows it is told.
 */
import type { Board } from "@floorwalker/protocol/board";
import { boardPath, type ShownBoard } from "../answers/boards.ts";
import { showHoursBy } from "../format/format-time.ts";
import { askWho, me, tokenHeader } from "../live/who.ts";
import type { Screen } from "../model/screen.ts";
import { fixTheme } from "../preferences/apply-theme.ts";
import { preferences } from "../preferences/preferences.ts";
import { languageOf, speak, words } from "../words/words.ts";
import type { Told } from "./told.ts";

export interface WallBoard {
  readonly id: string;
  readonly board: Pick<Board, "pages" | "window" | "site" | "queues" | "zone" | "quiet">;
  /** There is none of that name for whoever looks. */
  readonly isUnknown: boolean;
}

export interface BoardSource {
  readonly getSnapshot: () => WallBoard;
  readonly subscribe: (listener: () => void) => () => void;
}

const USUAL: WallBoard = {
  id: "wall",
  board: { pages: [{ layout: "worstFirst" }], window: "30m" },
  isUnknown: false,
};
const ASKED_EVERY_MS = 15_000;
/** Whoever made the draft looks at it beside the editor. */
const DRAFT_EVERY_MS = 2_000;
/** A gateway that does not answer keeps no wall dark: it begins as it would without a board. */
const FIRST_MS = 3_000;

/** Resolves when the first answer is there, or has been waited for long enough. */
export async function openBoard(screen: Screen, told: Told): Promise<BoardSource> {
  const listeners = new Set<() => void>();
  let shown = USUAL;
  /** Version of what is shown, of which id; as the gateway says. */
  let version: string | null = null;
  /** False: its language did not come. That keeps no board from being shown; it is asked for again. */
  let isPutOn = true;
  let isPaired = false;
  /** How many loads were begun: only the last one's answer is shown, in whatever order they come. */
  let begun = 0;

  const load = async (wanted: string | null): Promise<void> => {
    const mine = ++begun;
    const show = async (next: WallBoard, board: Board | null, at: string | null): Promise<void> => {
      const isSame = next.id === shown.id && next.isUnknown === shown.isUnknown && at === version;
      if (mine !== begun || (isSame && isPutOn)) return;
      const isDone = await putOn(screen, board).then(
        () => true,
        () => false,
      );
      if (mine !== begun) return;
      [shown, version, isPutOn] = [isSame ? shown : next, at, isDone];
      for (const listener of listeners) listener();
    };
    try {
      if (wanted === null) await askWho();
      const id = wanted ?? me()?.boards.wall ?? USUAL.id;
      const answer = await fetch(boardPath(id), { headers: tokenHeader() });
      if (answer.status === 404) return await show({ ...USUAL, id, isUnknown: screen.board !== null }, null, "unknown");
      if (!answer.ok) return;
      const { board, draft, version: published } = (await answer.json()) as ShownBoard;
      const seen = screen.draft ? (draft?.board ?? board) : board;
      if (seen === null) return await show({ ...USUAL, id, isUnknown: true }, null, "unknown");
      const isFloor = seen.pages.some(({ layout }) => layout === "floor");
      const at = screen.draft && draft !== null ? draft.version : published;
      await show({ id, board: isFloor ? { ...seen, pages: USUAL.board.pages } : seen, isUnknown: false }, seen, at);
    } catch {
      // Asked again; what is shown goes on.
    }
  };
  /** Of a paired screen: what it was told and does not show yet. It is told once, so what did not come is asked for again. */
  const catchUp = async (): Promise<void> => {
    const { board, boardVersion } = told.getSnapshot() ?? {};
    if (board !== undefined && (board !== shown.id || boardVersion !== version || !isPutOn)) await load(board);
  };
  told.subscribe(() => {
    if (told.getSnapshot()?.board === undefined || screen.board !== null) return;
    isPaired = true;
    void catchUp();
  });
  const again = async (): Promise<void> => {
    await (isPaired ? catchUp() : load(screen.board));
    setTimeout(() => void again(), screen.draft ? DRAFT_EVERY_MS : ASKED_EVERY_MS);
  };
  const first = load(screen.board ?? me()?.boards.wall ?? null);
  await Promise.race([first, new Promise((resolve) => setTimeout(resolve, FIRST_MS))]);
  setTimeout(() => void again(), screen.draft ? DRAFT_EVERY_MS : ASKED_EVERY_MS);
  return {
    getSnapshot: () => shown,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What the address says comes before what the board says, and that before what this browser chose. */
async function putOn(screen: Screen, board: Board | null): Promise<void> {
  const { language, clock } = preferences.getSnapshot();
  const theme = screen.theme ?? board?.theme ?? "dark";
  fixTheme(theme === "auto" ? null : theme);
  showHoursBy((board?.clock ?? clock) === "12" ? "h12" : "h23");
  const wanted = board?.language === undefined ? language : languageOf([board.language]);
  await speak(screen.language ?? wanted, "wall");
  document.documentElement.lang = words.locale;
}
