/** A stay that counts in what is asked for, while its contact is at hand: whoever wants to tell of it later keeps it. */
import type { Fact } from "@floorwalker/domain";
import type { StayCounts } from "./stay-counts.ts";

export interface FoundStay {
  /** Valid until the next one is found. */
  readonly counts: StayCounts;
  readonly place: FactPlace;
  /** What it came to can be asked from then on. */
  readonly keep: () => () => Fact;
}

/** Where it stands among others, the newest first. */
export interface FactPlace {
  readonly site: string;
  /** When it entered its queue; where it never did, its first moment that counts. Epoch ms. */
  readonly at: number;
  /** Channel and name of its contact, as rows are called. */
  readonly key: string;
  /** Among the contact's; −1: of none that is known. */
  readonly stay: number;
}

/** Below 0: `a` comes first. */
export function comparePlaces(a: FactPlace, b: FactPlace): number {
  if (a.at !== b.at) return b.at - a.at;
  if (a.site !== b.site) return a.site < b.site ? -1 : 1;
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.stay - b.stay;
}
