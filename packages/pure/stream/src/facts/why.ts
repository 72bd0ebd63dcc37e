/** Why a stay counts as it does, in one sentence, from what is known of it: for people. */
import type { Fact } from "@floorwalker/domain";

/** `shortMs` below 0: no abandon is short. */
export function whyOf(fact: Omit<Fact, "why">, shortMs: number): string {
  const { outcome, reason, waitMs, thresholdMs, inTime } = fact;
  const after = `after ${seconds(waitMs ?? 0)}`;
  const judged =
    inTime === null ? "" : inTime ? `, within ${seconds(thresholdMs!)}` : `, later than ${seconds(thresholdMs!)}`;
  switch (outcome) {
    case "answered":
      return `answered ${after}${judged}`;
    case "abandoned":
      return `abandoned ${after}${judged}`;
    case "short":
      return `abandoned ${after}: short, up to ${seconds(shortMs)}`;
    case "flowedOut":
      return `flowed out ${after}: ${reason}`;
    case "refused":
      return `refused: ${reason}`;
    case "waiting":
      return inTime === false
        ? `waiting for ${seconds(waitMs ?? 0)}, past ${seconds(thresholdMs!)}`
        : `waiting for ${seconds(waitMs ?? 0)}, not yet past ${seconds(thresholdMs!)}`;
    case "rated":
      return "known from a survey alone";
    case "outbound":
      return "begun by an agent, and the customer has not written";
    case null:
      return "counted, for no segment that is known";
  }
}

const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`;
