/**
 * The life of one contact straight from rules 5 to 5e, without the fold's code: all its events in order, walked once.
 * Slow and plain on purpose.
 */
import type { CanonicalEvent } from "@floorwalker/domain";
import { answer, leave, missedCall, requestCallback, wrapUp } from "./course-of-stay.ts";
import { end, handOn, hold } from "./end-of-talk.ts";
import { type Life, open, resumable } from "./life.ts";
import { chosen, fits, openStayOf } from "./place-of-event.ts";
import { isOpen, newLeg, openLegs, type Stay } from "./stay.ts";

export function lifeOf(events: readonly CanonicalEvent[]): Life {
  const life: Life = {
    stays: [],
    refusals: [],
    strays: new Map(),
    past: [],
    outbound: isOutbound(events) ? events[0]! : null,
    resolved: false,
    respondFrom: null,
  };
  for (const event of events) {
    const stay = walk(life, event);
    if (stay !== undefined && event.type !== "cc.survey.answered") stay.last = event;
    life.past.push(event);
  }
  return life;
}

/** Rule 5c: the first message is an agent's, not later than the first `queued`; who answered somebody did not write first. */
function isOutbound(events: readonly CanonicalEvent[]): boolean {
  const message = events.find(({ type }) => type === "cc.contact.message");
  if (message === undefined || message.channel === "call" || message.data.from !== "agent") return false;
  const queued = events.find(({ type }) => type === "cc.contact.queued");
  if (queued !== undefined) return message.time <= queued.time;
  return !events.slice(0, events.indexOf(message)).some(({ type }) => type !== "cc.contact.started");
}

function walk(life: Life, event: CanonicalEvent): Stay | undefined {
  // Nothing is offered until the customer writes.
  if (life.outbound !== null && !isCustomers(event) && event.type !== "cc.survey.answered") return undefined;
  switch (event.type) {
    case "cc.contact.queued":
      return queue(life, event);
    case "cc.contact.refused":
      life.refusals.push(event);
      return undefined;
    case "cc.contact.notAnswered":
      return missedCall(life, event);
    case "cc.contact.answered":
      return answer(life, event);
    case "cc.contact.message":
      return isCustomers(event) ? customerWrites(life, event) : agentWrites(life, event);
    case "cc.contact.held":
    case "cc.contact.resumed":
      return hold(life, event);
    case "cc.contact.callbackRequested":
      return requestCallback(life, event);
    case "cc.contact.transferred":
      return handOn(life, event);
    case "cc.contact.abandoned":
    case "cc.contact.flowedOut":
      return leave(life, event);
    case "cc.contact.ended":
    case "cc.contact.resolved":
      return end(life, event);
    case "cc.contact.wrapUpStarted":
    case "cc.contact.wrapUpEnded":
      return wrapUp(life, event);
    case "cc.contact.reopened":
      return reopen(life, event);
    case "cc.survey.answered":
      return rate(life, event);
    default:
      return undefined;
  }
}

function queue(life: Life, event: CanonicalEvent): Stay {
  const announced =
    life.stays.findLast((stay) => fits(stay, event) && stay.queued === null) ??
    (event.segment === null ? undefined : life.stays.findLast((stay) => fits(stay, event) && isOpen(stay)));
  const resumed = announced === undefined ? resumable(life, event) : undefined;
  if (resumed !== undefined) resumed.left = null;
  const stay = announced ?? resumed ?? open(life, event, event.queue!);
  stay.queued ??= event.time;
  return stay;
}

const isCustomers = ({ type, data }: CanonicalEvent): boolean =>
  type === "cc.contact.message" && data.from === "customer";

const lastQueue = (life: Life, event: CanonicalEvent): string | null => event.queue ?? life.stays.at(-1)?.queue ?? null;

function customerWrites(life: Life, event: CanonicalEvent): Stay | undefined {
  const wrote = life.outbound;
  life.outbound = null;
  if (wrote !== null) {
    const named = life.past.findLast((past) => past.queue !== null)?.queue ?? null;
    const where = event.queue ?? named;
    const stay = where === null ? undefined : open(life, event, where);
    life.respondFrom = event.time;
    return stay;
  }
  if (life.resolved) return reopen(life, event);
  return openStayOf(life.stays, event) ?? life.stays.findLast((stay) => fits(stay, event));
}

/** Rule 5c: a new stay in the contact's last queue, or the one it names, if none is open. */
function reopen(life: Life, event: CanonicalEvent): Stay | undefined {
  const already = life.stays.findLast(isOpen);
  if (already !== undefined) return openStayOf(life.stays, event);
  const where = lastQueue(life, event);
  if (where === null) return undefined;
  const stay = open(life, event, where, true);
  stay.queued = event.time;
  return stay;
}

/** Rules 5c, 10: the first response of a contact, and a chat's or mail's answer. */
function agentWrites(life: Life, event: CanonicalEvent): Stay | undefined {
  const stay = openStayOf(life.stays, event) ?? life.stays.findLast((each) => fits(each, event));
  if (stay === undefined || event.data.from !== "agent" || stay.channel === "call") return stay;
  if (life.respondFrom !== null) stay.responses.push({ at: event.time, since: life.respondFrom });
  life.respondFrom = null;
  if (!isOpen(stay)) return stay;
  const leg =
    openLegs(stay).findLast(({ agent }) => event.agent === null || agent === event.agent) ??
    openLegs(stay).at(-1) ??
    newLeg(stay, event, event.time);
  leg.agent ??= event.agent;
  leg.answeredAt ??= event.time;
  leg.last = event;
  stay.left ??= { how: "answered", at: event.time, why: "", told: undefined };
  return stay;
}

/** Rule 5e: of a stay that was answered rather than of another; else of its queue, else of the site alone. */
function rate(life: Life, event: CanonicalEvent): Stay | undefined {
  const had = (stay: Stay, agent: string): boolean => stay.legs.some((leg) => leg.agent === agent);
  const fitting = life.stays.filter((stay) => fits(stay, event));
  const answered = fitting.filter((stay) => stay.left?.how === "answered");
  const stay = chosen(answered, event, had) ?? chosen(fitting, event, had);
  const survey = event.data.survey ?? "";
  if (stay === undefined) life.strays.set(JSON.stringify([event.queue, survey]), event);
  else stay.ratings.set(survey, event);
  return stay;
}
