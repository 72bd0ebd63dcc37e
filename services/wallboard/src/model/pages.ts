/**
 * A wall holds twelve tiles. More queues turn pages, and go on turning whatever is in breach: a page with a breach stays
 * longer, and a new breach brings the first page once, then the page that was interrupted has its turn. At most one such
 * call in a round, so that every page is seen within a bounded time (`longestRoundMs`).
 */
export const WALL_TILES = 12;
export const PAGE_MS = 12_000;
export const BREACH_PAGE_MS = 20_000;

export interface PageTurn {
  /** From 0. */
  readonly page: number;
  /** When it was turned to, epoch ms. */
  readonly since: number;
  /** The page that a new breach interrupted; null: none. */
  readonly interrupted: number | null;
  /** A new breach has called the first page in this round already. */
  readonly called: boolean;
}

export interface PageFacts {
  readonly pages: number;
  /** Whether a page shows a breach. */
  readonly breachOn: (page: number) => boolean;
  /** A queue is in breach that was not when the order was made. */
  readonly newBreach: boolean;
  readonly now: number;
}

export const FIRST_TURN: PageTurn = { page: 0, since: Number.NEGATIVE_INFINITY, interrupted: null, called: false };

export function turnPage(turn: PageTurn, { pages, breachOn, newBreach, now }: PageFacts): PageTurn {
  if (turn.since === Number.NEGATIVE_INFINITY || turn.page >= pages) return { ...FIRST_TURN, since: now };
  if (newBreach && !turn.called)
    return { page: 0, since: now, interrupted: turn.interrupted ?? (turn.page === 0 ? null : turn.page), called: true };
  if (now - turn.since < (breachOn(turn.page) ? BREACH_PAGE_MS : PAGE_MS)) return turn;
  const next = turn.interrupted ?? (turn.page + 1) % pages;
  const page = next < pages ? next : 0;
  return { page, since: now, interrupted: null, called: turn.called && page !== 0 };
}

/** Within so long every page was shown at least once; `tickMs`: how often a page may be turned. */
export const longestRoundMs = (pages: number, tickMs: number): number => (pages + 2) * (BREACH_PAGE_MS + tickMs);

export interface Page<T> {
  readonly tiles: readonly T[];
  /** From 1. */
  readonly page: number;
  readonly of: number;
}

export const pagesOf = (count: number, size: number): number => Math.max(1, Math.ceil(count / size));

/** Pages are of about equal size. @param page from 0. */
export function pageOf<T>(tiles: readonly T[], size: number, page: number): Page<T> {
  const of = pagesOf(tiles.length, size);
  const each = Math.ceil(tiles.length / of);
  const shown = Math.min(page, of - 1);
  return { tiles: tiles.slice(shown * each, (shown + 1) * each), page: shown + 1, of };
}

/** Columns and rows of a wall for this many queues: as few as hold a page of them, so that few queues are large. */
export function wallGrid(count: number): { columns: number; rows: number } {
  const shown = Math.max(1, Math.ceil(count / Math.ceil(count / WALL_TILES)) || 1);
  const columns = shown <= 2 ? 1 : shown <= 4 ? 2 : 3;
  return { columns, rows: Math.ceil(shown / columns) };
}
