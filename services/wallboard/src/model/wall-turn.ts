/** What people do to a wall that turns its pages: hold it, or go to another one. What it does by itself is in `pages.ts`. */
import { type PageTurn, stayMs } from "./pages.ts";

/** The page stays: its time begins anew when it is let go. */
export const held = (turn: PageTurn, now: number): PageTurn => ({ ...turn, since: now });

export function turnedBy(turn: PageTurn, by: 1 | -1, pages: number, now: number): PageTurn {
  return { ...turn, page: (turn.page + by + pages) % pages, since: now, interrupted: null };
}

/** Whole seconds until the page is turned. */
export const secondsLeft = (turn: PageTurn, withBreach: boolean, now: number, seconds: number | null = null): number =>
  Math.max(0, Math.ceil((turn.since + stayMs(withBreach, seconds) - now) / 1000));
