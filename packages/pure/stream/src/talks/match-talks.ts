/**
 * Which ends that their own calls cannot place are the ends of which talks (rule 24). A pure function of what all ids tell, each by
 * itself: who was heard first, and what is linked already, decide nothing. Ends are taken in the order of time, and each talk has one.
 */
import type { Name } from "@floorwalker/domain";

/** A talk of an agent's whose end its own id never tells. */
export interface OpenTalk {
  readonly id: string;
  readonly source: Name;
  readonly queue: Name;
  readonly from: number;
  /** From then on nobody believes that it goes on, until an event says so (rule 9). */
  readonly lostAt: number;
  /** As reported. */
  readonly waitMs: number;
}

/** The end of a talk of that agent's that its own id never had. */
export interface StrayEnd {
  readonly id: string;
  readonly handedOn: boolean;
  readonly at: number;
  readonly source: Name;
  readonly queue: Name;
  readonly waitMs: number;
  readonly talkMs: number;
  readonly holdMs: number;
}

/** The contact of `from` is the contact of `to`. */
export interface TalkLink {
  readonly from: string;
  readonly to: string;
  readonly queue: Name;
}

const STAMPS_AGREE_MS = 1_000;

/** Of one agent. */
export function matchTalks(talks: readonly OpenTalk[], ends: readonly StrayEnd[]): TalkLink[] {
  const links: TalkLink[] = [];
  const left = new Set(talks);
  for (const end of ends.toSorted(inTime)) {
    const { id, queue, source } = end;
    // Since it is the other's contact, it has had that talk.
    if (links.some((link) => link.from === id && link.queue === queue)) continue;
    const begun = [...left].filter(
      (talk) => talk.id !== id && talk.source === source && talk.queue === queue && talk.from <= end.at,
    );
    const fitting = begun.filter((talk) => (end.handedOn ? talk.lostAt > end.at : isItsEnd(talk, end)));
    if (fitting.length !== 1) continue;
    const [talk] = fitting as [OpenTalk];
    left.delete(talk);
    links.push({ from: id, to: talk.id, queue });
  }
  return links;
}

/** The same wait, and answered about when the end says. */
const isItsEnd = (talk: OpenTalk, { at, waitMs, talkMs, holdMs }: StrayEnd): boolean =>
  talk.waitMs === waitMs && Math.abs(talk.from - (at - talkMs - Math.max(0, holdMs))) <= STAMPS_AGREE_MS;

/** Those of one moment and id stay as they were told. */
const inTime = (a: StrayEnd, b: StrayEnd): number => a.at - b.at || (a.id === b.id ? 0 : a.id < b.id ? -1 : 1);
