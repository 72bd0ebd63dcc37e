/** Which events count and in which order they happened (rules 1, 2, 5, 6), for the oracle. */
import { type CanonicalEvent, EVENT_TYPES } from "@floorwalker/domain";

const LONGEST_MS = 400 * 86_400_000;

/** One event per identity (rule 2): the one recorded later, then the one with the greater text; `sequence` is no content (rule 5). */
export function distinct(events: readonly CanonicalEvent[]): CanonicalEvent[] {
  const winners = new Map<string, CanonicalEvent>();
  for (const event of events) {
    const key = JSON.stringify([event.source, event.id]);
    const present = winners.get(key);
    if (present === undefined || beats(event, present)) winners.set(key, event);
  }
  return [...winners.values()];
}

function beats(event: CanonicalEvent, other: CanonicalEvent): boolean {
  const [a, b] = [event.recordedTime ?? -1, other.recordedTime ?? -1];
  if (a !== b) return a > b;
  const content = (of: CanonicalEvent): string => JSON.stringify({ ...of, sequence: undefined });
  if (content(event) !== content(other)) return content(event) > content(other);
  return placeOf(event) < placeOf(other);
}

/** Without the durations that cannot be (rule 6). */
export const believed = (event: CanonicalEvent): CanonicalEvent => ({
  ...event,
  data: Object.fromEntries(
    Object.entries(event.data).filter(([name, value]) => !name.endsWith("Ms") || (value >= 0 && value <= LONGEST_MS)),
  ),
});

const placeOf = ({ sequence }: CanonicalEvent): number => sequence ?? Number.POSITIVE_INFINITY;
const rankOf = ({ type }: CanonicalEvent): number => EVENT_TYPES.indexOf(type);
const firstOf = <T extends string>(a: T, b: T): number => (a === b ? 0 : a < b ? -1 : 1);

/** Rule 5: the sources' own lists of each instant, merged by taking the head of lowest rank again and again. */
export function inOrder(events: readonly CanonicalEvent[]): CanonicalEvent[] {
  const ordered: CanonicalEvent[] = [];
  const times = [...new Set(events.map(({ time }) => time))].sort((a, b) => a - b);
  const byTime = Map.groupBy(events, ({ time }) => time);
  for (const time of times) ordered.push(...merged(byTime.get(time)!));
  return ordered;
}

function merged(instant: readonly CanonicalEvent[]): CanonicalEvent[] {
  const lists = [...Map.groupBy(instant, ({ source }) => source)]
    .sort(([a], [b]) => firstOf(a, b))
    .map(([, own]) => own.toSorted(byItsSource));
  const taken: CanonicalEvent[] = [];
  while (taken.length < instant.length) {
    let lowest: CanonicalEvent[] | null = null;
    for (const list of lists)
      if (list.length > 0 && (lowest === null || rankOf(list[0]!) < rankOf(lowest[0]!))) lowest = list;
    taken.push(lowest!.shift()!);
  }
  return taken;
}

function byItsSource(a: CanonicalEvent, b: CanonicalEvent): number {
  if (placeOf(a) !== placeOf(b)) return placeOf(a) < placeOf(b) ? -1 : 1;
  return rankOf(a) - rankOf(b) || firstOf(a.id, b.id);
}

/** Whether a source told of one thing before it told of another. */
export const before = (a: CanonicalEvent, b: CanonicalEvent): boolean =>
  a.time === b.time ? byItsSource(a, b) < 0 : a.time < b.time;
