/**
 * The order of the tiles: breaches first, everything else by title. A tile that rose to the top keeps its place for a
 * while after it recovered, so that one contact around the target does not make the board dance.
 */
import type { TileState } from "./tile-state.ts";

export interface Arrangeable {
  readonly id: string;
  readonly title: string;
  readonly channel: string;
  readonly state: TileState;
}

/** By tile id: until when (epoch ms) it stays at the top. */
export type Risen = ReadonlyMap<string, number>;

export const STAYS_RISEN_MS = 30_000;

export function arrangeTiles<T extends Arrangeable>(
  tiles: readonly T[],
  before: Risen,
  now: number,
): { tiles: T[]; risen: Risen } {
  const risen = new Map<string, number>();
  for (const { id, state } of tiles) {
    const until = state === "breach" ? now + STAYS_RISEN_MS : (before.get(id) ?? 0);
    if (until > now) risen.set(id, until);
  }
  const ordered = [...tiles].sort(
    (a, b) =>
      Number(risen.has(b.id)) - Number(risen.has(a.id)) ||
      compare(a.title, b.title) ||
      compare(a.channel, b.channel) ||
      compare(a.id, b.id),
  );
  return { tiles: ordered, risen };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
