/** What a segment came to, as far as a vendor's report can be reckoned from it. Times in epoch ms, durations in ms; null: there is none. */
import type { Channel } from "../event.ts";

export interface TiedSegment {
  readonly contact: string | null;
  readonly segment: string | null;
  readonly queue: string | null;
  readonly channel: Channel;
  readonly queuedAt: number | null;
  readonly waitMs: number | null;
  readonly talkMs: number | null;
  readonly holdMs: number | null;
  readonly wrapUpMs: number | null;
  /** As contacts are listed: `answered`, `abandoned`, `short`, `flowedOut`, `waiting`, … */
  readonly outcome: string | null;
  /** Of a flow-out. */
  readonly reason: string | null;
  /** When it left the queue. */
  readonly outcomeAt: number | null;
  /** When its talk was over, else when it left the queue. */
  readonly endedAt: number | null;
  readonly thresholdMs: number | null;
  readonly agents: readonly string[];
  readonly transferred: boolean;
}

/** What a report counts a segment by. */
export type Moment = "queued" | "left" | "ended";

export function momentOf({ queuedAt, outcomeAt, endedAt }: TiedSegment, moment: Moment): number | null {
  return moment === "queued" ? queuedAt : moment === "left" ? outcomeAt : endedAt;
}
