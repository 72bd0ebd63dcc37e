/**
 * Rule 24: ids of calls that are one call. An end that its own call cannot have had is that of another id's talk, which that id
 * never ends: told by what each id says alone, so that nothing depends on what was known when.
 */
import type { CanonicalEvent } from "@floorwalker/domain";
import { lifeOf } from "./life-of-contact.ts";
import { type Leg, openLegs, type Stay } from "./stay.ts";

/** When silence, or a restart, ends a talk. */
export type LostAt = (stay: Stay) => number;

interface Talk {
  readonly stay: Stay;
  readonly leg: Leg;
  readonly list: readonly CanonicalEvent[];
}

type Pair = readonly [CanonicalEvent, CanonicalEvent];

/** `calls`: the events of each id, in order. Pairs of any event of each. */
export function changedIds(calls: readonly (readonly CanonicalEvent[])[], lostAt: LostAt): Pair[] {
  let talks = calls.flatMap(openTalks);
  const ends = calls.flatMap((list) => list.filter((_, index) => isAnothers(list, index)));
  const pairs: { readonly end: CanonicalEvent; readonly talk: Talk }[] = [];
  for (const end of ends.toSorted(inTime)) {
    // Its contact has had that talk by now.
    if (pairs.some(({ end: other }) => other.contact === end.contact && sameTalk(other, end))) continue;
    const talk = theOne(talks, end, lostAt);
    if (talk === undefined) continue;
    talks = talks.filter((each) => each !== talk);
    pairs.push({ end, talk });
  }
  return pairs.map(({ end, talk }) => [end, talk.list[0]!]);
}

const inTime = (a: CanonicalEvent, b: CanonicalEvent): number =>
  a.time - b.time || (a.contact === b.contact ? 0 : a.contact! < b.contact! ? -1 : 1);

const sameTalk = (a: CanonicalEvent, b: CanonicalEvent): boolean => a.queue === b.queue && a.agent === b.agent;

const openTalks = (list: readonly CanonicalEvent[]): Talk[] =>
  lifeOf(list).stays.flatMap((stay) =>
    openLegs(stay)
      .filter(({ agent, leftAt }) => agent !== null && leftAt === null)
      .map((leg) => ({ stay, leg, list })),
  );

function isAnothers(list: readonly CanonicalEvent[], index: number): boolean {
  const { type, queue, agent, data } = list[index]!;
  if (queue === null || agent === null) return false;
  if (type === "cc.contact.ended") return index === 0 && data.waitMs !== undefined && data.talkMs !== undefined;
  if (type !== "cc.contact.transferred") return false;
  const had = lifeOf(list.slice(0, index)).stays.filter((stay) => stay.queue === queue);
  return !had.some(({ legs }) => legs.some((leg) => leg.agent === agent || leg.agent === null));
}

/** Begun by then, in that queue and by that agent, as the same source tells; undefined: none or several. */
function theOne(talks: readonly Talk[], end: CanonicalEvent, lostAt: LostAt): Talk | undefined {
  const found = talks.filter(
    ({ stay, leg, list }) =>
      list[0]!.contact !== end.contact &&
      stay.queue === end.queue &&
      leg.agent === end.agent &&
      leg.origin.source === end.source &&
      leg.from <= end.time &&
      (end.type === "cc.contact.ended" ? isItsEnd(stay, leg, end) : lostAt(stay) > end.time),
  );
  return found.length === 1 ? found[0] : undefined;
}

/** The same reported wait, and answered about when it must have been. */
const isItsEnd = (stay: Stay, leg: Leg, { time, data }: CanonicalEvent): boolean =>
  (stay.toldWait ?? stay.left?.told) === data.waitMs &&
  Math.abs(leg.from - (time - data.talkMs! - (data.holdMs ?? 0))) <= 1000;
