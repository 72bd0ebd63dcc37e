/** What becomes of an event in its site: a closed union. */
import type { CanonicalEvent, Limits } from "@floorwalker/domain";

export type EventOutcome =
  | { readonly outcome: "accepted" }
  | { readonly outcome: "duplicate" }
  /**
   * It names nothing that is known (yet): kept with its contact, which may still become known; a survey counts for the
   * site. Without what its type needs (a contact, an agent) it can be kept with nobody.
   */
  | { readonly outcome: "unattributed" }
  /** It lacks what its type is about: no number can show it. */
  | { readonly outcome: "noEffect" }
  /** Beyond the horizon: counted and kept, not in the numbers. */
  | { readonly outcome: "late" }
  /** One identity, two contents: `loser` goes to the dead letters. */
  | { readonly outcome: "conflict"; readonly loser: CanonicalEvent }
  /** Beyond the limits of what nobody configured, or of one contact: counted and kept, nothing of it is in the numbers. */
  | { readonly outcome: "refused"; readonly refused: Refused };

export type Refused = Exclude<keyof Limits, "customerContacts">;

export const ACCEPTED: EventOutcome = { outcome: "accepted" };
export const DUPLICATE: EventOutcome = { outcome: "duplicate" };
export const NO_EFFECT: EventOutcome = { outcome: "noEffect" };
export const LATE: EventOutcome = { outcome: "late" };
export const UNATTRIBUTED: EventOutcome = { outcome: "unattributed" };
export const refusal = (refused: Refused): EventOutcome => ({ outcome: "refused", refused });
