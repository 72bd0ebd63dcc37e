/**
 * The order of what happened to an agent in one moment (rule 5): each source's list in its own order (what it numbered, then by
 * lifecycle, then by id), merged by taking the head that comes first by lifecycle again and again.
 */
import { compareTexts } from "../compare-texts.ts";

export interface Placed {
  readonly source: string;
  /** Null: its source gave it none. */
  readonly sequence: number | null;
  /** Where it stands in the lifecycle: position in EVENT_TYPES. */
  readonly rank: number;
  readonly id: string;
}

export function inSourcesOrder<T extends Placed>(events: readonly T[]): readonly T[] {
  if (events.length < 2) return events;
  const lists = [...new Set(events.map(({ source }) => source))]
    .sort(compareTexts)
    .map((source) => events.filter((event) => event.source === source).sort(compareInSource));
  return events.map(() => {
    const heads = lists.filter((list) => list.length > 0);
    return heads.reduce((first, list) => (list[0]!.rank < first[0]!.rank ? list : first)).shift()!;
  });
}

function compareInSource(a: Placed, b: Placed): number {
  const [one, other] = [a.sequence ?? Number.POSITIVE_INFINITY, b.sequence ?? Number.POSITIVE_INFINITY];
  if (one !== other) return one - other;
  return a.rank - b.rank || compareTexts(a.id, b.id);
}
