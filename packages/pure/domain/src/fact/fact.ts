/** What one segment came to, in the words of the field: read off the fold, never reckoned a second time. */
import type { Channel } from "../event.ts";

/** `short`: an abandon within the limit. `rated`: known from a survey alone. `outbound`: an agent wrote, and nobody back yet. */
export const FACT_OUTCOMES = [
  "waiting",
  "answered",
  "abandoned",
  "short",
  "flowedOut",
  "refused",
  "rated",
  "outbound",
] as const;

export type FactOutcome = (typeof FACT_OUTCOMES)[number];

export interface Fact {
  /** Null: of a survey that names no contact. */
  readonly contact: string | null;
  /** Null: the source has no id of it. */
  readonly segment: string | null;
  /** Null: nobody knows. */
  readonly queue: string | null;
  readonly channel: Channel;
  /** Epoch ms; null: it never entered a queue. */
  readonly queuedAt: number | null;
  /** In the time of its policy; of one that waits: so far. Null: it never waited. */
  readonly waitMs: number | null;
  /** Of all its legs; null: nobody talked, or somebody still does. */
  readonly talkMs: number | null;
  /** On hold, of all its legs; null as `talkMs`. */
  readonly holdMs: number | null;
  /** Wrap-up of all its legs; null: nobody talked, or it is not over. */
  readonly wrapUpMs: number | null;
  /** Epoch ms when its last talk was over, else when it left the queue; null: it goes on. */
  readonly endedAt: number | null;
  /** Null: of what no stay is known of, as a survey that no stay fits. */
  readonly outcome: FactOutcome | null;
  /** Of a flow-out or refusal. */
  readonly reason: string | null;
  /** Epoch ms; null: it waits. */
  readonly outcomeAt: number | null;
  /** Who answered it first, else who had it first; null: nobody did. */
  readonly agent: string | null;
  /** All who had it, in order. */
  readonly agents: readonly string[];
  /** Null: it waits within the threshold, or is not judged by one. */
  readonly inTime: boolean | null;
  /** Of the version of the policy that judges it; null: it is not judged. */
  readonly thresholdMs: number | null;
  readonly policy: string | null;
  readonly transferred: boolean;
  readonly escalated: boolean;
  readonly complained: boolean;
  readonly reopened: boolean;
  /** One sentence. */
  readonly why: string;
}
