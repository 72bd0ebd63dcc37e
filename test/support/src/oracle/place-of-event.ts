/** Rule 5, "Where an event goes", read as it stands: from all stays of a contact to the one that an event is about. */
import type { CanonicalEvent } from "@floorwalker/domain";
import { held, isOpenTo, legOf, type Stay, talkingLeg } from "./stay.ts";

const ENDS: ReadonlySet<string> = new Set([
  "cc.contact.transferred",
  "cc.contact.abandoned",
  "cc.contact.flowedOut",
  "cc.contact.ended",
  "cc.contact.resolved",
]);

export const isEnd = ({ type }: CanonicalEvent): boolean => ENDS.has(type);

/** Never a stay of another queue, nor of another segment, than the one named. */
export const fits = (stay: Stay, event: CanonicalEvent): boolean =>
  (event.queue === null || event.queue === stay.queue) && (event.segment === null || event.segment === stay.label);

/** Among open stays. */
export const openStayOf = (stays: readonly Stay[], event: CanonicalEvent): Stay | undefined =>
  chosen(
    stays.filter((stay) => fits(stay, event) && isOpenTo(stay, event)),
    event,
  );

/** What comes after the end goes to what has ended. */
export const openOrOver = (stays: readonly Stay[], event: CanonicalEvent): Stay | undefined =>
  openStayOf(stays, event) ??
  chosen(
    stays.filter((stay) => fits(stay, event)),
    event,
  );

/** Everything named, else without the agent; of several the newest whose stamps agree, else the newest. */
export function chosen(stays: readonly Stay[], event: CanonicalEvent): Stay | undefined {
  const { agent } = event;
  const his = agent === null ? [] : stays.filter((stay) => legOf(stay, agent) !== undefined);
  let among = his.length > 0 ? his : [...stays];
  if (isEnd(event)) among = closable(among, event);
  return among.findLast((stay) => agrees(stay, event)) ?? among.at(-1);
}

/** An end closes what opens at the same instant only when no other is open, or what it reports agrees with that one alone. */
function closable(stays: readonly Stay[], event: CanonicalEvent): Stay[] {
  const opensNow = (stay: Stay): boolean => stay.queued === event.time;
  const older = stays.filter((stay) => !opensNow(stay));
  if (older.length === stays.length) return [...stays];
  const agreeing = stays.filter((stay) => agrees(stay, event));
  // All open now: the first is where it came from.
  if (older.length === 0) return agreeing.length > 0 ? agreeing : stays.slice(0, 1);
  return agreeing.length === 1 && opensNow(agreeing[0]!) ? agreeing : older;
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1000;

/** Whether the stamps of a stay agree, to a second, with every wait, hold and talk that an event reports and they tell. */
export function agrees(stay: Stay, event: CanonicalEvent): boolean {
  const { waitMs, holdMs, talkMs } = event.data;
  const told: boolean[] = [];
  if (waitMs !== undefined && stay.queued !== null) {
    const left = stay.outbound ? null : stay.left;
    const leftAt = left?.at ?? event.time - (talkMs ?? 0) - (holdMs ?? 0);
    told.push(near(waitMs, leftAt - stay.queued));
  }
  const leg = (event.agent === null ? undefined : legOf(stay, event.agent)) ?? talkingLeg(stay) ?? stay.legs.at(-1);
  if (leg !== undefined) {
    const hold = held(leg, event.time);
    if (talkMs !== undefined) told.push(near(talkMs, event.time - leg.from - (holdMs ?? hold)));
    // A source that tells no holds has not said that there was none.
    if (holdMs !== undefined && (leg.holds.length > 0 || near(holdMs, 0))) told.push(near(holdMs, hold));
  }
  return told.length > 0 && told.every((each) => each);
}
