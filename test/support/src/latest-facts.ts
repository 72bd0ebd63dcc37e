/** What a reader of the topic of facts keeps, so that two readings can be compared. */
import { type ContactFacts, isLater } from "@floorwalker/domain";
import { factsKey, readFacts, writeFacts } from "@floorwalker/events";

/** Of each contact that is not open the latest version, without that and when it left; what has become nothing is nothing. */
export function latestFacts(all: readonly ContactFacts[], open: ReadonlySet<string>): string[] {
  const latest = new Map<string, ContactFacts>();
  for (const each of all) {
    const known = latest.get(factsKey(each));
    if (known === undefined || isLater(each.version, known.version)) latest.set(factsKey(each), each);
  }
  return (
    [...latest]
      .filter(([key, each]) => !open.has(key) && (each.facts.length > 0 || each.added.length > 0))
      // As it goes over the wire.
      .map(([key, each]) => [key, readFacts(writeFacts(each))] as const)
      .map(([key, { facts, added, from, to }]) => JSON.stringify([key, from, to, facts, added]))
      .sort()
  );
}
