/**
 * A wall turns its pages, and goes on turning whatever is in breach: a page with a breach stays
 * longer, and a new breach brings the first page once, then the page that was interrupted has its turn. At most one such
 * call in a round, so that every page is seen within a bounded time (`longestRoundMs`).
 */
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
  /** How long a page stays, as its board has it; null or absent: as it is here. */
  readonly secondsOf?: (page: number) => number | null;
}

export const FIRST_TURN: PageTurn = { page: 0, since: Number.NEGATIVE_INFINITY, interrupted: null, called: false };

export function turnPage(turn: PageTurn, { pages, breachOn, newBreach, now, secondsOf }: PageFacts): PageTurn {
  if (turn.since === Number.NEGATIVE_INFINITY || turn.page >= pages) return { ...FIRST_TURN, since: now };
  if (newBreach && !turn.called)
    return { page: 0, since: now, interrupted: turn.interrupted ?? (turn.page === 0 ? null : turn.page), called: true };
  if (now - turn.since < stayMs(breachOn(turn.page), secondsOf?.(turn.page))) return turn;
  const next = turn.interrupted ?? (turn.page + 1) % pages;
  const page = next < pages ? next : 0;
  return { page, since: now, interrupted: null, called: turn.called && page !== 0 };
}

/** `seconds`: as its board has it. */
export const stayMs = (withBreach: boolean, seconds: number | null | undefined): number =>
  seconds == null ? (withBreach ? BREACH_PAGE_MS : PAGE_MS) : seconds * 1_000;

/** Within so long every page was shown at least once; `tickMs`: how often a page may be turned. */
export const longestRoundMs = (pages: number, tickMs: number): number => (pages + 2) * (BREACH_PAGE_MS + tickMs);
