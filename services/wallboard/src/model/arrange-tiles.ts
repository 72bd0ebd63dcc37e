/**
 * Worst first: breaches that nobody has, then others, by how bad they are (distance to the target, weighted by who waits), below, at risk, then by the
 * misses left, then by the longest wait against the threshold; what says nothing now comes last. The order stays for a
 * while, so that a board does not dance: only a tile that is new, gone or newly in breach changes it before its time.
 */
import type { TileState } from "./tile-state.ts";

export interface Arrangeable {
  readonly id: string;
  readonly title: string;
  readonly channel: string;
  readonly state: TileState;
  /** Service level, 0–1, and its target. */
  readonly value: number | null;
  readonly target: number;
  readonly missesLeft: number;
  readonly waiting: number;
  /** In breach, and nobody has it. */
  readonly unowned: boolean;
  /** Longest wait now ÷ threshold. */
  readonly waitInThresholds: number;
}

export interface Arrangement {
  readonly order: readonly string[];
  readonly breaches: ReadonlySet<string>;
  /** When it was made, epoch ms. */
  readonly at: number;
}

export const NO_ARRANGEMENT: Arrangement = { order: [], breaches: new Set(), at: Number.NEGATIVE_INFINITY };
export const ORDER_STAYS_MS = 10_000;

export const breachesOf = (tiles: readonly Arrangeable[]): Set<string> =>
  new Set(tiles.filter(({ state }) => state === "breach").map(({ id }) => id));

/** True when there is a breach that was not there before. */
export function hasNewBreach(breaches: ReadonlySet<string>, before: ReadonlySet<string>): boolean {
  for (const id of breaches) if (!before.has(id)) return true;
  return false;
}

/** `due`: whether an order that is old enough may change now (a wall waits for the end of its round). */
export function arrangeTiles<T extends Arrangeable>(
  tiles: readonly T[],
  before: Arrangement,
  now: number,
  due: boolean,
): { readonly tiles: readonly T[]; readonly arrangement: Arrangement } {
  const byId = new Map(tiles.map((tile) => [tile.id, tile]));
  const same = before.order.length === tiles.length && before.order.every((id) => byId.has(id));
  const breaches = breachesOf(tiles);
  if (same && !(due && (now - before.at >= ORDER_STAYS_MS || hasNewBreach(breaches, before.breaches))))
    return { tiles: before.order.map((id) => byId.get(id)!), arrangement: before };
  const ordered = [...tiles].sort(worstFirst);
  return { tiles: ordered, arrangement: { order: ordered.map(({ id }) => id), breaches, at: now } };
}

const RANK: Readonly<Record<TileState, number>> = {
  breach: 0,
  below: 1,
  atRisk: 2,
  onTarget: 3,
  noData: 4,
  stale: 5,
  closed: 6,
  muted: 7,
};

/** Of two equally far from their targets the one where more people wait is worse. */
const badness = ({ value, target, waiting }: Arrangeable): number =>
  Math.max(0, target - (value ?? target)) * (1 + waiting);

const worstFirst = (a: Arrangeable, b: Arrangeable): number =>
  RANK[a.state] - RANK[b.state] ||
  Number(b.unowned) - Number(a.unowned) ||
  badness(b) - badness(a) ||
  a.missesLeft - b.missesLeft ||
  b.waitInThresholds - a.waitInThresholds ||
  byName.compare(a.title, b.title) ||
  compare(a.title, b.title) ||
  compare(a.channel, b.channel) ||
  compare(a.id, b.id);

/** Queue 9 before Queue 10, on every display alike, whatever it speaks. */
const byName = new Intl.Collator("en", { numeric: true });
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
