/** How things stand when a message is sent: who waits, who is free, who could help, and how the value was one window before. */
import type { HelperState } from "./alert-words.ts";

export interface LiveMoment {
  /** As of when it is told, epoch ms. */
  readonly at: number;
  /** Null: nobody waits for a team. */
  readonly waiting: number | null;
  /** Of them past the threshold. */
  readonly late: number;
  /** Null: nobody waits. */
  readonly longestWaitMs: number | null;
  /** Of those who serve the queue, are in the team, or at the site; null: nobody can say. */
  readonly staff: { readonly free: number; readonly signedIn: number } | null;
  /** At most two, the one to ask first before the other. */
  readonly helpers: readonly Helper[];
  /** Of the KPI over the window before the rule's; null: there is none, or nothing to divide by. */
  readonly before: number | null;
}

export interface Helper {
  readonly agent: string;
  readonly name: string;
  readonly state: HelperState;
  readonly forMs: number;
}
