/**
 * A wall holds twelve tiles. More queues turn pages of about equal size by the clock; while a tile has risen to the top,
 * the first page stays.
 */
export const WALL_TILES = 12;
export const PAGE_MS = 15_000;

export interface Page<T> {
  readonly tiles: readonly T[];
  /** From 1. */
  readonly page: number;
  readonly of: number;
}

export function pageOf<T>(tiles: readonly T[], size: number, somethingRose: boolean, now: number): Page<T> {
  const of = Math.max(1, Math.ceil(tiles.length / size));
  const each = Math.ceil(tiles.length / of);
  const index = somethingRose ? 0 : Math.floor(now / PAGE_MS) % of;
  return { tiles: tiles.slice(index * each, (index + 1) * each), page: index + 1, of };
}

/** Columns and rows of a wall for this many queues: as few as hold a page of them, so that few queues are large. */
export function wallGrid(count: number): { columns: number; rows: number } {
  const shown = Math.max(1, Math.ceil(count / Math.ceil(count / WALL_TILES)) || 1);
  const columns = shown <= 2 ? 1 : shown <= 4 ? 2 : 3;
  return { columns, rows: Math.ceil(shown / columns) };
}
