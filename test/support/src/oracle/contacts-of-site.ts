/** The lives of all contacts; a call whose id changed is one contact (rule 24). */
import type { CanonicalEvent } from "@floorwalker/domain";
import { inOrder } from "./event-order.ts";
import type { Life } from "./life.ts";
import { lifeOf } from "./life-of-contact.ts";
import { type Leg, openLegs, type Stay } from "./stay.ts";

const keyOf = ({ channel, contact, id }: CanonicalEvent): string =>
  JSON.stringify([channel, contact ?? ["nobody", id]]);

/** `events`: of a site, in order. `idsChange`: else every id is a contact of its own. */
export function livesOf(events: readonly CanonicalEvent[], idsChange: boolean): Life[] {
  const lists = new Map<string, CanonicalEvent[]>();
  /** By id, the contact that it turned out to be. */
  const same = new Map<string, string>();
  const ofContacts = events.filter(({ channel }) => channel !== null);
  for (const event of ofContacts) {
    const key = same.get(keyOf(event)) ?? keyOf(event);
    const own = lists.get(key) ?? [];
    const other = idsChange && mayHaveChanged(event) ? theOther(lists, key, own, event) : null;
    if (other !== null) {
      for (const [id, contact] of same) if (contact === key) same.set(id, other);
      same.set(key, other).set(keyOf(event), other);
      lists.set(other, [...lists.get(other)!, ...own, event]);
      lists.delete(key);
    } else lists.set(key, [...own, event]);
  }
  return [...lists.values()].map((list) => lifeOf(inOrder(list)));
}

const mayHaveChanged = ({ type, channel, queue, agent }: CanonicalEvent): boolean =>
  channel === "call" &&
  queue !== null &&
  agent !== null &&
  ["cc.contact.transferred", "cc.contact.ended"].includes(type);

/** The one other contact that this agent has open in this queue; null: none or several. */
function theOther(
  lists: ReadonlyMap<string, CanonicalEvent[]>,
  key: string,
  own: readonly CanonicalEvent[],
  event: CanonicalEvent,
): string | null {
  if (legsOf(own, event).length > 0) return null;
  // An end changes the id of a call only where nobody has heard of the new one.
  if (event.type === "cc.contact.ended" && own.length > 0) return null;
  const others: string[] = [];
  for (const [other, list] of lists) {
    if (other === key || !list.some(({ source, agent }) => source === event.source && agent === event.agent)) continue;
    const open = legsOf(list, event).filter(
      ({ stay, leg }) =>
        openLegs(stay).includes(leg) && (event.type === "cc.contact.transferred" || isItsEnd(stay, leg, event)),
    );
    if (open.length > 0 && list[0]!.channel === "call") others.push(other);
  }
  return others.length === 1 ? others[0]! : null;
}

const legsOf = (list: readonly CanonicalEvent[], { queue, agent }: CanonicalEvent): { stay: Stay; leg: Leg }[] =>
  lifeOf(inOrder(list))
    .stays.filter((stay) => stay.queue === queue)
    .flatMap((stay) => stay.legs.filter((leg) => leg.agent === agent).map((leg) => ({ stay, leg })));

/** The same reported wait, and answered about when it must have been. */
function isItsEnd(stay: Stay, leg: Leg, { time, data }: CanonicalEvent): boolean {
  if (data.talkMs === undefined || data.waitMs === undefined) return false;
  return stay.left?.told === data.waitMs && Math.abs(leg.from - (time - data.talkMs)) <= 1000;
}
