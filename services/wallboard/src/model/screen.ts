/**
 * What the address says about this screen: `?screen=wall&theme=dark&site=krakow&lang=pl`; `/tv` is short for the wall, `/wall/hall-a` one that
 * shows that board, with `?draft` as its author has it. Anything unknown is the default.
 */
import { LANGUAGES, type Language } from "../words/words.ts";

export type ScreenKind = "desk" | "wall";
export type Theme = "auto" | "dark" | "light";

export interface Screen {
  readonly kind: ScreenKind;
  /** Null: what this browser chose before, or the system's. */
  readonly theme: Theme | null;
  readonly site: string | null;
  /** Null: what this browser chose before, or asks for. */
  readonly language: Language | null;
  /** Id of a board; null: the one that is for walls, or that the screen is bound to. */
  readonly board: string | null;
  /** Not as it is published: as whoever looks has it. */
  readonly draft: boolean;
}

export function readScreen(search: string, path: string): Screen {
  const params = new URLSearchParams(search);
  const theme = params.get("theme");
  const board = /^\/wall\/([^/]+)\/?$/.exec(path)?.[1] ?? null;
  return {
    kind: params.get("screen") === "wall" || path === "/tv" || board !== null ? "wall" : "desk",
    theme: theme === "dark" || theme === "light" || theme === "auto" ? theme : null,
    site: params.get("site"),
    language: LANGUAGES.find((language) => language === params.get("lang")) ?? null,
    board,
    draft: board !== null && params.has("draft"),
  };
}

/**
 * The smallest text a wall may use, in vh: a letter must be a 200th of the distance high, and capitals are 0.7 of the
 * font size. 55″ at 5 m gives 5.2 vh (`wall.css` has it rounded up).
 */
export const smallestWallText = (distanceCm: number, screenHeightCm: number): number =>
  (100 * (distanceCm / 200)) / screenHeightCm / 0.7;
