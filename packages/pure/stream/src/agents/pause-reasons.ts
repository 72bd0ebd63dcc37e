/** How many agents are paused for each reason that was given. */
import type { AgentStanding } from "./agent-standing.ts";

export class PauseReasons {
  readonly counts = new Map<string, number>();

  /** From now on he is paused for this reason; null: for none, or not at all. */
  count(standing: AgentStanding, reason: string | null): void {
    const { countedReason: before } = standing;
    if (reason === before) return;
    const { counts } = this;
    if (before !== null && counts.get(before) === 1) counts.delete(before);
    else if (before !== null) counts.set(before, counts.get(before)! - 1);
    if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    standing.countedReason = reason;
  }
}
