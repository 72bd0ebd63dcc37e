/**
 * The order of an agent's own events of one moment (rule 5): each source's list in its own order (what it numbered, then by
 * lifecycle, then by id), merged by taking the head that comes first by lifecycle again and again.
 */
import { compareTexts } from "../compare-texts.ts";

export interface OwnPlace {
  readonly type: string;
  readonly source: string;
  readonly sequence: number | null;
  readonly id: string;
}

const rankOf = ({ type }: OwnPlace): number => (type === "signedIn" ? 0 : type === "signedOut" ? 2 : 1);

export function inOwnOrder<T extends OwnPlace>(events: readonly T[]): readonly T[] {
  if (events.length < 2) return events;
  const lists = [...new Set(events.map(({ source }) => source))]
    .sort(compareTexts)
    .map((source) => events.filter((event) => event.source === source).sort(compareInSource));
  return events.map(() => {
    const heads = lists.filter((list) => list.length > 0);
    return heads.reduce((first, list) => (rankOf(list[0]!) < rankOf(first[0]!) ? list : first)).shift()!;
  });
}

function compareInSource(a: OwnPlace, b: OwnPlace): number {
  const [one, other] = [a.sequence ?? Number.POSITIVE_INFINITY, b.sequence ?? Number.POSITIVE_INFINITY];
  if (one !== other) return one - other;
  return rankOf(a) - rankOf(b) || compareTexts(a.id, b.id);
}
