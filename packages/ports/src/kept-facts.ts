/**
 * What is kept of contacts that have left their owner's memory, by site and time. Laws that every adapter keeps
 * (`../contract/kept-facts.ts` checks them):
 *
 * F1  Of one contact (site, channel, name) the latest version is kept. What is not later changes nothing, so a topic that is read again
 *     from its start leaves everything as it is, in whatever order its records come.
 * F2  A `put` takes all of its contacts or none, and `kept` with them.
 * F3  `read` gives each contact once of which something counts in the span, those that went on longest first, step by step (`reach.ts`
 *     of the domain), of each step those first that began last; a chunk is of one step. What is put meanwhile is in it or not, never half.
 * F4  `kept` says up to which version contacts were put, and from when on none is missing; it never goes back. Whoever asks it before
 *     `read` finds everything that was put up to then.
 * F5  `forget` takes away contacts of which nothing counts since a moment, in small steps, and nothing else.
 * F7  `forgetAgents` makes of those contacts what `withoutAgents` of the domain makes of them, of what is put of them later too, as often as
 *     it is asked; nothing else of them changes, and of no other.
 * F6  What was put survives kill -9 of every process of ours.
 */
import type { Channel, ContactFacts, IntervalVersion } from "@floorwalker/domain";

export interface FactsQuery {
  readonly site: string;
  /** Null: all. */
  readonly channel: Channel | null;
  /** Something of them counts in [from, to), epoch ms, or they began before its end and went on after it. */
  readonly from: number;
  readonly to: number;
}

/** Of a site. */
export interface FactsKept {
  /** Every contact that left its owner's memory after this moment was put, up to `version`; epoch ms, the least there is: all were. */
  readonly from: number;
  readonly version: IntervalVersion;
}

export interface KeptFacts {
  /** Resolves to how many of them are another now than what was there. */
  put(told: readonly ContactFacts[]): Promise<number>;
  read(query: FactsQuery): AsyncIterable<readonly ContactFacts[]>;
  /** Null: none was ever put. */
  kept(site: string): Promise<FactsKept | null>;
  /** Those of which nothing counts since `before`, epoch ms. */
  forget(before: number): Promise<void>;
  /** Who handled those of which nothing counts since `before`, epoch ms. */
  forgetAgents(before: number): Promise<void>;
}
