/**
 * Where a fold puts what it adds to the numbers. The order of the calls is fixed by the events, so two emissions of one
 * contact can be compared call by call: the common beginning stays, the rest of the old is taken back, the rest of the new
 * is added. The channel is the contact's.
 */
import type { Name } from "./name.ts";

/** `alerted`: it began to ring; `rang`: he did not answer. */
export type WorkKind = "onContact" | "wrapUp" | "rang" | "alerted";

export interface ContributionSink {
  /** What the contact is about, NONE: nobody told. Comes before everything that is added. */
  about(reason: Name): void;
  /** What comes from here on is of that stay, by its place among the contact's; UNKNOWN: of none that is known. */
  of(stay: number): void;
  /**
   * What is added from here on counts for a stay in `queue` (`agent` NONE), or for what `agent` did of it. Without a queue:
   * nobody knows where it belongs, and it counts for the site (`agent` NONE) or the agent. `at`: when the agent took it, for that is
   * when his team is asked for.
   */
  into(queue: Name, agent: Name, at: number): void;
  /** What is added from here on counts for a survey alone, as `FoldContext.surveyOf` calls it, told of a stay in `queue` (NONE: of none). */
  ofSurvey(survey: Name, queue: Name): void;
  /** `at`: event time, ms. `counter`: an index of COUNTERS, or ANSWERED_WAIT and the like. */
  add(at: number, counter: number, amount: number): void;
  /** Somebody waits. */
  waiting(queue: Name, since: number, pastThreshold: boolean): void;
  /** A stay is being handled. */
  handling(queue: Name): void;
  /**
   * An agent works, or was called to it in vain. `source`: who told that it began, `sequence`: in which place of that instant, UNKNOWN: in
   * none. `to` UNKNOWN: still.
   */
  work(kind: WorkKind, agent: Name, queue: Name, source: Name, from: number, to: number, sequence: number): void;
}
