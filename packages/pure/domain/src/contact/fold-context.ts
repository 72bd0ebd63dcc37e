/** What a fold asks of those around it: the same answers and the same events give the same contributions. */
import type { QueuePolicy } from "../policy.ts";
import type { Leg } from "./leg.ts";
import type { Name } from "./name.ts";
import type { Stay } from "./stay.ts";

/**
 * Of a contact that is answered: `none`, not told whose it is or not the first; the first; the first, after which the customer came again;
 * `unknown`: his contacts before are not all known, or it could not be kept.
 */
export const FIRST_CONTACT = { none: 0, only: 1, repeated: 2, unknown: 3 } as const;
export type FirstContact = (typeof FIRST_CONTACT)[keyof typeof FIRST_CONTACT];

export interface FoldContext {
  /** Surveys that are counted by name, but for `other`: whoever was handled could have been asked each of them. Mostly none. */
  readonly surveys: readonly Name[];
  /** As what a survey is counted by name, which is known within its contact only; NONE: it is not. */
  surveyOf(survey: Name): Name;
  /** Whether the contact, answered, is the first of its customer about the same, by `FIRST_CONTACT`. */
  firstContact(): FirstContact;
  /** A satisfaction up to here was low at a moment, for what is of no stay that was queued; 1000 × the score on 1–5. */
  lowScoreAt(at: number): number;
  /** The version in force when the stay was queued (rules 3, 30). */
  policyOf(stay: Stay): QueuePolicy;
  /** The first restart of a source after what it told at a moment, in the place `sequence` of it (UNKNOWN: in none); UNKNOWN: none. */
  restartAfter(source: Name, at: number, sequence: number): number;
  /** When a leg was over whose end its contact does not tell, because its agent's other contacts do; UNKNOWN: they do not (rule 9). */
  endOfLeg(leg: Leg, stay: Stay): number;
}
