/**
 * A contact that has left its owner's memory, told so that it needs nothing beside it: what its segments came to, and exactly what it
 * has added to the numbers. A number explained by these amounts is made of the sums that the board was made of.
 * Of two of one contact the one with the later version is true; it replaces the other whole.
 */
import type { Channel } from "../event.ts";
import { type IntervalVersion, isLater } from "../history/interval.ts";
import type { Fact } from "./fact.ts";

export interface ContactFactsKey {
  readonly site: string;
  readonly channel: Channel;
  /** Within its channel: its id; of a survey of nobody's contact a name of its own. */
  readonly name: string;
}

export interface ContactFacts extends ContactFactsKey {
  /** Its id; null: it is a survey of nobody's contact. */
  readonly contact: string | null;
  /** IANA; the site's. */
  readonly zone: string;
  /** The commit with which it left. */
  readonly version: IntervalVersion;
  /** The site's clock then, epoch ms. */
  readonly leftAt: number;
  /** Nobody has left before it. */
  readonly first: boolean;
  /** Some contacts that left up to this moment were not told; null: all were. Epoch ms. */
  readonly toldFrom: number | null;
  /** From when to when something of it counts, epoch ms, both inclusive; of one that adds nothing: when it left. */
  readonly from: number;
  readonly to: number;
  /** Its segments, in order. */
  readonly facts: readonly Fact[];
  readonly added: readonly AddedAmounts[];
}

/** What counts in the same cells. */
export interface AddedAmounts {
  /** Which of the facts it is of, from 0; −1: of none that is known. */
  readonly fact: number;
  readonly queue: string | null;
  /** Of a leg: its agent, and the team he was in. */
  readonly agent: string | null;
  readonly team: string | null;
  /** What the contact is about, as it counts. */
  readonly reason: string | null;
  /** Of what counts for a survey by its name alone: how it is counted. */
  readonly survey: string | null;
  readonly amounts: readonly AddedAmount[];
}

/** `counter`: by its name; one that a reader does not know it passes over. `at`: epoch ms. Times are ms, scores × 1000. */
export type AddedAmount = readonly [counter: string, at: number, amount: number];

/** Of each contact the one with the latest version; of equal versions the first. */
export function latestFacts(told: readonly ContactFacts[]): readonly ContactFacts[] {
  const latest = new Map<string, ContactFacts>();
  for (const each of told) {
    const key = JSON.stringify([each.site, each.channel, each.name]);
    const before = latest.get(key);
    if (before === undefined || isLater(each.version, before.version)) latest.set(key, each);
  }
  return [...latest.values()];
}
