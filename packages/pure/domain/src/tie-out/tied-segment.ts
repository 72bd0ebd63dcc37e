/** Of a fact what a vendor's report can be reckoned from. */
import type { Fact } from "../fact/fact.ts";

export type TiedSegment = Pick<
  Fact,
  | "contact"
  | "segment"
  | "queue"
  | "channel"
  | "queuedAt"
  | "waitMs"
  | "talkMs"
  | "holdMs"
  | "wrapUpMs"
  | "outcome"
  | "reason"
  | "outcomeAt"
  | "endedAt"
  | "thresholdMs"
  | "agents"
  | "transferred"
>;

/** What a report counts a segment by. */
export type Moment = "queued" | "left" | "ended";

export function momentOf({ queuedAt, outcomeAt, endedAt }: TiedSegment, moment: Moment): number | null {
  return moment === "queued" ? queuedAt : moment === "left" ? outcomeAt : endedAt;
}
