/** What becomes of an event once the fold has judged it: the one place that knows every outcome. */
import type { CanonicalEvent } from "@floorwalker/domain";
import type { DeadInput, FOLD_REJECTIONS } from "@floorwalker/events";
import type { LogMessage } from "@floorwalker/ports";
import type { EventOutcome, Refused } from "@floorwalker/stream";
import { conflictLetter, lateLetter, refusedLetter, unattributedLetter } from "./dead-letters.ts";

/** What became of one event of the log. */
export type RecordOutcome = "accepted" | "duplicate" | "no_effect" | (typeof FOLD_REJECTIONS)[number];

export const REFUSED_CODES = {
  site: "too_many_sites",
  queue: "too_many_queues",
  agent: "too_many_agents",
  source: "too_many_sources",
  contactEvents: "too_many_events",
} as const satisfies Record<Refused, RecordOutcome>;

export interface Judgement {
  readonly told: RecordOutcome;
  /** Null: it is in the numbers, or was already. */
  readonly letter: LogMessage | null;
  /** Nothing is wrong with the event itself: it is kept among the late events, not the dead letters. */
  readonly late?: true;
}

/** `input` is asked only when there is a letter. */
export function judged(outcome: EventOutcome, event: CanonicalEvent, input: () => DeadInput): Judgement {
  switch (outcome.outcome) {
    case "accepted":
    case "duplicate":
      return { told: outcome.outcome, letter: null };
    case "noEffect":
      return { told: "no_effect", letter: null };
    case "late":
      return { told: "late", letter: lateLetter(input()), late: true };
    case "unattributed":
      return { told: "unattributed", letter: unattributedLetter(input()), late: true };
    case "conflict":
      return { told: "id_conflict", letter: conflictLetter(input(), event, outcome.loser) };
    case "refused": {
      const code = REFUSED_CODES[outcome.refused];
      return { told: code, letter: refusedLetter(input(), code, outcome.refused) };
    }
  }
}
