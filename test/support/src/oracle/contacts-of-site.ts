/** The lives of all contacts of a site. */
import type { CanonicalEvent } from "@floorwalker/domain";
import { changedIds, type LostAt } from "./changed-ids.ts";
import { inOrder } from "./event-order.ts";
import type { Life } from "./life.ts";
import { lifeOf } from "./life-of-contact.ts";

const keyOf = ({ channel, contact, id }: CanonicalEvent): string =>
  JSON.stringify([channel, contact ?? ["nobody", id]]);

/** `events`: of a site, in order. `lostAt`: of a talk. A call whose id changed is one contact (rule 24). */
export function livesOf(events: readonly CanonicalEvent[], lostAt: LostAt): Life[] {
  const lists = Map.groupBy(
    events.filter(({ channel }) => channel !== null),
    keyOf,
  );
  const calls = [...lists.values()].filter(([first]) => first!.channel === "call");
  for (const [one, other] of changedIds(calls, lostAt)) {
    // Whichever of them has been another's already.
    const [a, b] = [lists.get(keyOf(one))!, lists.get(keyOf(other))!];
    if (a === b) continue;
    const both = [...a, ...b];
    for (const [key, list] of lists) if (list === a || list === b) lists.set(key, both);
  }
  return [...new Set(lists.values())].map((list) => lifeOf(inOrder(list)));
}
