/** Some of what is told of contacts says whose they are: of two customers who come again and again. */
import type { CanonicalEvent } from "@floorwalker/domain";
import { Dice } from "./dice.ts";

export function withCustomers(events: readonly CanonicalEvent[], thrown: readonly number[]): CanonicalEvent[] {
  const dice = new Dice(thrown);
  return events.map((event) =>
    event.contact === null || !dice.once(4) ? event : { ...event, customer: dice.pick("one", "one", "other") },
  );
}
