/** What a wall without an alert says: of its queues how many miss, are snoozed or well, and of how many nothing can be said. */
import type { QueueLine } from "./queue-line.ts";

export interface CalmFacts {
  readonly below: number;
  readonly muted: number;
  /** With a target that is met, at risk included. */
  readonly well: number;
  /** Nothing decided in the window, or a source that is not heard. */
  readonly withoutData: number;
  /** Withheld from whoever is told of groups. */
  readonly notTold: number;
  readonly closed: number;
}

export function calmFacts(lines: readonly Pick<QueueLine, "state" | "row">[]): CalmFacts {
  const facts = { below: 0, muted: 0, well: 0, withoutData: 0, notTold: 0, closed: 0 };
  for (const { state, row } of lines) {
    if (state === "below" || state === "muted" || state === "closed") facts[state] += 1;
    else if (state === "onTarget" || state === "atRisk") facts.well += 1;
    else if (state === "noData" && row.withheld === true) facts.notTold += 1;
    else if (state === "noData" || state === "stale") facts.withoutData += 1;
  }
  return facts;
}
