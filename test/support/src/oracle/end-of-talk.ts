/** How talks end: told by an agent, handed on, resolved; and the holds within them (rules 1, 5 to 5c). */
import type { CanonicalEvent } from "@floorwalker/domain";
import { implied, type Life } from "./life.ts";
import { fits, openStayOf } from "./place-of-event.ts";
import { isWaiting, type Leg, newLeg, openLegs, type Stay } from "./stay.ts";

const isAgents = ({ agent, data }: CanonicalEvent): boolean => agent !== null || data.talkMs !== undefined;

/** `ended` and `resolved`. */
export function end(life: Life, event: CanonicalEvent): Stay | undefined {
  const stay =
    openStayOf(life.stays, event) ?? told(life, event) ?? (isAgents(event) ? implied(life, event) : undefined);
  if (stay !== undefined) over(stay, event);
  if (event.type === "cc.contact.resolved") life.resolved = true;
  return stay;
}

/** Counts the legs that an agent handed on (rule 5a); where no stay fits it implies none. */
export function handOn(life: Life, event: CanonicalEvent): Stay | undefined {
  const stay = openStayOf(life.stays, event) ?? told(life, event);
  const leg = stay === undefined ? undefined : over(stay, event);
  if (leg !== undefined) leg.handedOnAt ??= event.time;
  return stay;
}

/** Nothing is open: what a stay has been told already is told again. */
const told = (life: Life, event: CanonicalEvent): Stay | undefined =>
  life.stays.findLast(
    (stay) => fits(stay, event) && (event.agent === null || stay.legs.some(({ agent }) => agent === event.agent)),
  );

function over(stay: Stay, event: CanonicalEvent): Leg | undefined {
  const { time, data } = event;
  const open = openLegs(stay);
  if (isWaiting(stay) && (stay.channel === "email" || !isAgents(event))) {
    const byNobody = event.type === "cc.contact.resolved" && stay.legs.length === 0;
    stay.left = { how: "flowedOut", at: time, why: byNobody ? "selfService" : "other", told: data.waitMs };
    for (const leg of open) leg.to = time;
    return open.at(-1);
  }
  if (isWaiting(stay)) {
    // Whoever ends a contact as an agent has answered it, though nobody said so.
    const from = time - (data.talkMs ?? 0) - (data.holdMs ?? 0);
    open.push(newLeg(stay, event, from));
    stay.left = { how: "answered", at: from, why: "", told: data.waitMs };
  }
  const leg = open.findLast(({ agent }) => agent === event.agent) ?? open.at(-1);
  if (leg === undefined) return undefined;
  leg.agent ??= event.agent;
  leg.to = time;
  leg.last = event;
  for (const name of ["talkMs", "holdMs", "wrapUpMs"] as const)
    if (data[name] !== undefined) leg.told[name] = data[name];
  if (data.waitMs !== undefined && leg === stay.legs[0]) stay.toldWait = data.waitMs;
  return leg;
}

export function hold(life: Life, event: CanonicalEvent): Stay | undefined {
  const stay = openStayOf(life.stays, event) ?? life.stays.findLast((each) => fits(each, event));
  const open = stay === undefined ? [] : openLegs(stay);
  const leg = open.findLast(({ agent }) => agent === event.agent) ?? open.at(-1);
  if (leg === undefined) return stay;
  leg.last = event;
  const last = leg.holds.at(-1);
  // Held while on hold: the resumption between is not known yet.
  if (event.type === "cc.contact.resumed") {
    if (last !== undefined) last.to ??= event.time;
  } else if (last?.to !== null) leg.holds.push({ from: event.time, to: null });
  return stay;
}
