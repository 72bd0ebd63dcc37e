/** What befalls a stay from its queue to its answer: rings, answers, abandons, flow-outs, callbacks (rules 5 to 5b, 10). */
import type { CanonicalEvent } from "@floorwalker/domain";
import { implied, type Life, resumable } from "./life.ts";
import { chosen, fits, openStayOf } from "./place-of-event.ts";
import { isOpen, isWaiting, type Leg, newLeg, openLegs, type Stay } from "./stay.ts";

export function missedCall(life: Life, event: CanonicalEvent): Stay | undefined {
  const stay = openStayOf(life.stays, event) ?? life.stays.findLast((each) => fits(each, event));
  stay?.missed.push(event);
  return stay;
}

export function answer(life: Life, event: CanonicalEvent): Stay | undefined {
  const none = (): boolean => false;
  const waiting = life.stays.filter((stay) => isWaiting(stay) && fits(stay, event));
  const stay = chosen(waiting, event, none) ?? handedOn(life, event) ?? talking(life, event) ?? resumed(life, event);
  const his = stay === undefined ? undefined : openLegs(stay).findLast(({ agent }) => agent === event.agent);
  // Told again that he has it.
  if (stay !== undefined && his !== undefined && !isWaiting(stay)) return stay;
  const there = stay ?? implied(life, event);
  if (there === undefined) return undefined;
  const leg = his ?? newLeg(there, event, event.time);
  leg.last = event;
  if (there.channel !== "email") there.left ??= { how: "answered", at: event.time, why: "", told: event.data.waitMs };
  return there;
}

/** Rule 5a: handed on by an agent, and nothing was queued since: the next leg. */
function handedOn(life: Life, event: CanonicalEvent): Stay | undefined {
  return life.stays.findLast((stay) => {
    const last = stay.legs.at(-1);
    if (!fits(stay, event) || isOpen(stay) || last === undefined || last.handedOnAt === null) return false;
    const since = life.past.slice(life.past.findLastIndex(({ type }) => type === "cc.contact.transferred"));
    return !since.some(({ type }) => type === "cc.contact.queued");
  });
}

/** Handed over without a word: two agents of one stay are two legs. */
const talking = (life: Life, event: CanonicalEvent): Stay | undefined => openStayOf(life.stays, event);

function resumed(life: Life, event: CanonicalEvent): Stay | undefined {
  const stay = resumable(life, event);
  if (stay !== undefined) stay.left = null;
  return stay;
}

/** Rule 5b. */
export function leave(life: Life, event: CanonicalEvent): Stay | undefined {
  const known = openStayOf(life.stays, event) ?? life.stays.findLast((stay) => fits(stay, event));
  return leaves(known ?? implied(life, event), event);
}

/** Rule 5: a callback request leaves the oldest open stay. */
export function requestCallback(life: Life, event: CanonicalEvent): Stay | undefined {
  const oldest = life.stays.find((stay) => isOpen(stay) && fits(stay, event));
  const known = oldest ?? life.stays.findLast((stay) => fits(stay, event));
  return leaves(known ?? implied(life, event), event);
}

const CAUSE_WITHIN_MS = 2000;

function leaves(stay: Stay | undefined, event: CanonicalEvent): Stay | undefined {
  if (stay === undefined) return undefined;
  const { type, time, data } = event;
  const why = type === "cc.contact.callbackRequested" ? "callback" : (data.reason ?? "other");
  const how = type === "cc.contact.abandoned" ? "abandoned" : "flowedOut";
  const left = { how, at: time, why: how === "abandoned" ? "" : why, told: data.waitMs } as const;
  if (stay.left === null) {
    stay.left = left;
    // Nobody wrote the mail that he had opened.
    for (const leg of openLegs(stay)) leg.to = time;
  } else if (stay.left.how === "answered") for (const leg of openLegs(stay)) closes(leg, event);
  else if (stay.left.how === "abandoned" && statesCause(left) && time - stay.left.at <= CAUSE_WITHIN_MS)
    stay.left = left;
  return stay;
}

const statesCause = ({ how, why }: { readonly how: string; readonly why: string }): boolean =>
  how === "flowedOut" && why !== "lost" && why !== "other";

const closes = (leg: Leg, event: CanonicalEvent): void => {
  leg.to = event.time;
  leg.last = event;
};

/** Rule 5: the newest stay that was handled and not yet wrapped up; in it the leg of the agent named. */
export function wrapUp(life: Life, event: CanonicalEvent): Stay | undefined {
  const begins = event.type === "cc.contact.wrapUpStarted";
  const lacks = (leg: Leg): boolean => leg.to !== null && leg.wrapTo === null && (!begins || leg.wrapFrom === null);
  const lacking = life.stays.filter((stay) => fits(stay, event) && stay.legs.some(lacks));
  const has = (each: Stay, agent: string): boolean => each.legs.some((leg) => leg.agent === agent && lacks(leg));
  const stay = chosen(lacking, event, has);
  const legs = stay?.legs.filter(lacks);
  const leg = legs?.findLast(({ agent }) => agent === event.agent) ?? legs?.at(-1);
  if (leg === undefined) return undefined;
  if (begins) leg.wrapFrom = event.time;
  else leg.wrapTo = event.time;
  leg.last = event;
  return stay;
}
