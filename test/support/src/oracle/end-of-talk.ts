/** How talks end: told by an agent, handed on, resolved; the holds within them and the work after them (rules 1, 5 to 5c). */
import type { CanonicalEvent } from "@floorwalker/domain";
import { implied, type Life } from "./life.ts";
import { chosen, fits, openStayOf } from "./place-of-event.ts";
import {
  close,
  isWaiting,
  type Left,
  type Leg,
  legOf,
  newLeg,
  openLegs,
  type Stay,
  saysWhy,
  talkingLeg,
} from "./stay.ts";

const isAgents = ({ type, agent, data }: CanonicalEvent): boolean =>
  agent !== null || data.talkMs !== undefined || (type === "cc.contact.ended" && data.by === "agent");

/** `ended` and `resolved`. */
export function end(life: Life, event: CanonicalEvent): Stay | undefined {
  const known = openStayOf(life.stays, event) ?? told(life, event);
  const stay = known ?? (isAgents(event) ? implied(life, event) : undefined);
  if (stay !== undefined) over(life, stay, event);
  if (stay?.outbound === false && event.type === "cc.contact.resolved")
    stay.resolved ??= { at: event.time, since: life.since };
  if (event.type === "cc.contact.resolved") life.resolved = life.stays.length;
  return stay;
}

/** Counts the legs that an agent handed on (rule 5a); where no stay fits it implies none. */
export function handOn(life: Life, event: CanonicalEvent): Stay | undefined {
  const stay = openStayOf(life.stays, event) ?? told(life, event);
  if (stay === undefined) return undefined;
  over(life, stay, event);
  // What was over before was not handed on.
  if ((stay.left!.how !== "answered" && stay.left!.by !== event) || stay.outbound) return stay;
  // Of a mail that he has not opened: he had it, and did not work on it.
  let leg = legFor(stay, event.agent);
  if (leg === undefined && event.agent !== null) {
    leg = newLeg(stay, event, event.time);
    leg.untouched = true;
    leg.to = event.time;
  }
  // The same once more.
  if (typeof leg?.handedOnAt === "number") return stay;
  if (leg !== undefined) {
    leg.handedOnAt = event.time;
    leg.handedOnHow = event.data.kind;
  }
  // Unless it is known already who has it next, or it was queued in this very instant.
  const queued = life.stays.some((other) => other !== stay && other.queued === event.time);
  if ((leg === undefined || leg.leftAt === null) && !queued) life.handedOn = stay;
  return stay;
}

/** Nothing is open: what a stay has been told already is told again; a talk or an agent that it never had is not. */
const told = (life: Life, event: CanonicalEvent): Stay | undefined =>
  chosen(
    life.stays.filter(
      (stay) =>
        fits(stay, event) &&
        (stay.legs.length === 0
          ? event.data.talkMs === undefined
          : event.agent === null || stay.legs.at(-1)!.agent === null || legOf(stay, event.agent) !== undefined),
    ),
    event,
  );

/** Whose an event is: the agent's who is named; else his who talks, else the last one's. */
export const legFor = (stay: Stay, agent: string | null): Leg | undefined =>
  (agent === null ? undefined : legOf(stay, agent)) ?? talkingLeg(stay) ?? stay.legs.at(-1);

function over(life: Life, stay: Stay, event: CanonicalEvent): void {
  const { time, data } = event;
  if (stay.outbound) close(stay, event);
  else if (isWaiting(stay) && (stay.channel === "email" || !isAgents(event))) unanswered(life, stay, event);
  else if (isWaiting(stay)) {
    // Whoever ends a contact as an agent has answered it, though nobody said so.
    const from = time - (data.talkMs ?? 0) - (data.holdMs ?? 0);
    const leg = stay.legs.at(-1) ?? newLeg(stay, event, from);
    leg.implied = true;
    stay.left = { how: "answered", at: leg.from, why: "", told: data.waitMs, by: event };
  } else if (!isAgents(event)) {
    const left = unansweredBy(life, stay, event);
    // Resolved after a human had to do with it: that says no more of why it left than `ended`.
    const says = event.type !== "cc.contact.resolved" || left.why === "selfService" || stay.channel === "email";
    if (says && saysWhy(stay, left)) stay.left = left;
  }
  const leg = legFor(stay, event.agent);
  if (leg === undefined || leg.untouched) return;
  leg.agent ??= event.agent;
  leg.to ??= time;
  leg.last = event;
  for (const name of ["talkMs", "holdMs", "wrapUpMs"] as const) leg.told[name] ??= data[name];
  if (stay.left?.how === "answered" && leg === answering(stay) && stay.left.told === undefined)
    stay.toldWait ??= data.waitMs;
}

/** Whose talk is the first: of a mail the talk of him who wrote, whoever had taken it before (rule 10). */
const answering = ({ legs, left }: Stay): Leg | undefined =>
  legs.find(({ untouched, wrote, from }) => !untouched && (wrote || from >= left!.at));

/** Handed on or resolved it flowed out; a caller who is gone has abandoned; a mail that is closed has not. */
function unanswered(life: Life, stay: Stay, event: CanonicalEvent): void {
  stay.left = unansweredBy(life, stay, event);
  for (const leg of openLegs(stay)) if (leg.leftAt === null) leg.to = event.time;
}

function unansweredBy(life: Life, stay: Stay, event: CanonicalEvent): Left {
  const flowedOut = event.type !== "cc.contact.ended" || stay.channel === "email";
  const why = whyUnanswered(life, event);
  return { how: flowedOut ? "flowedOut" : "abandoned", at: event.time, why, told: event.data.waitMs, by: event };
}

/** Handed on unanswered it overflowed; resolved without any human in this life it was self-service (rule 5c); else it was closed. */
function whyUnanswered(life: Life, event: CanonicalEvent): string {
  if (event.type === "cc.contact.transferred") return "overflow";
  const { past } = life;
  const since = past.findLastIndex(({ id }) => id === life.reopenedBy);
  const solved = event.type === "cc.contact.resolved" && ![...past.slice(since + 1), event].some(isHumans);
  return solved ? "selfService" : "closed";
}

/** A human agent has had to do with the contact. */
const isHumans = (event: CanonicalEvent): boolean => {
  if (event.type === "cc.contact.answered") return true;
  if (event.type === "cc.contact.message") return event.data.from === "agent";
  return /ended|resolved|transferred/.test(event.type) && isAgents(event);
};

export function hold(life: Life, event: CanonicalEvent): Stay | undefined {
  const stay = openStayOf(life.stays, event);
  const leg = stay === undefined ? undefined : legFor(stay, event.agent);
  if (leg === undefined || leg.to !== null || leg.leftAt !== null) return stay;
  const last = leg.holds.at(-1);
  // Held while on hold: the resumption between is not known yet.
  if (event.type === "cc.contact.resumed") {
    if (last !== undefined) last.to ??= event.time;
  } else if (last?.to !== null) leg.holds.push({ from: event.time, to: null });
  return stay;
}

/** Rule 5: the newest stay that was handled and not yet wrapped up; failing that, one whose talk is not over by its stamps. */
export function wrapUp(life: Life, event: CanonicalEvent): Stay | undefined {
  const fitting = life.stays.filter((stay) => fits(stay, event));
  for (const over of [true, false]) {
    const stay = chosen(
      fitting.filter((each) => legToWrapUp(each, event, over) !== undefined),
      event,
    );
    if (stay === undefined) continue;
    const leg = legToWrapUp(stay, event, over)!;
    leg.agent ??= event.agent;
    if (event.type === "cc.contact.wrapUpEnded") leg.wrapTo = event.time;
    else leg.wrapFrom ??= event.time;
    leg.told.wrapUpMs ??= event.data.wrapUpMs;
    return stay;
  }
  return undefined;
}

/** The agent's who is named, where he had the stay at all. */
function legToWrapUp(stay: Stay, { agent }: CanonicalEvent, over: boolean): Leg | undefined {
  const own = agent === null ? [] : stay.legs.filter((leg) => leg.agent === agent);
  return (own.length > 0 ? own : stay.legs).findLast(
    (leg) => !leg.untouched && leg.wrapTo === null && (!over || leg.to !== null || leg.leftAt !== null),
  );
}
