/** Some of what is told of contacts says what they are about; one of the reasons is not configured. */
import type { CanonicalEvent, ReasonConfig } from "@floorwalker/domain";
import { Dice } from "./dice.ts";

export const REASONS: readonly ReasonConfig[] = ["billing", "delivery"].map((reason) => ({ reason, title: reason }));

export function withReasons(events: readonly CanonicalEvent[], thrown: readonly number[]): CanonicalEvent[] {
  const dice = new Dice(thrown);
  return events.map((event) =>
    event.contact === null || !dice.once(6)
      ? event
      : { ...event, contactReason: dice.pick("billing", "delivery", "unheard of") },
  );
}
