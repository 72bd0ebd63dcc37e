/** What people do to a wall that turns its pages: hold it, or go to another one. What it does by itself is in `pages.ts`. */
import { BREACH_PAGE_MS, PAGE_MS, type PageTurn } from "./pages.ts";

/** The page stays: its time begins anew when it is let go. */
export const held = (turn: PageTurn, now: number): PageTurn => ({ ...turn, since: now });

export function turnedBy(turn: PageTurn, by: 1 | -1, pages: number, now: number): PageTurn {
  return { ...turn, page: (turn.page + by + pages) % pages, since: now, interrupted: null };
}

/** Whole seconds until the page is turned. */
export const secondsLeft = (turn: PageTurn, withBreach: boolean, now: number): number =>
  Math.max(0, Math.ceil((turn.since + (withBreach ? BREACH_PAGE_MS : PAGE_MS) - now) / 1000));
