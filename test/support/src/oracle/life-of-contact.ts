/**
 * The life of one contact straight from rules 5 to 5e, without the fold's code: all its events in order, walked once.
 * Slow and plain on purpose.
 */
import type { CanonicalEvent } from "@floorwalker/domain";
import { answer, handedTo, leave, requestCallback, ring } from "./course-of-stay.ts";
import { end, handOn, hold, legFor, wrapUp } from "./end-of-talk.ts";
import { type Life, open, type Rated, resume } from "./life.ts";
import { chosen, fits, isEnd, openOrOver } from "./place-of-event.ts";
import { entered, isOneEnd, isOpen, isWaiting, leaveTalk, legOf, newLeg, type Stay, talkingLeg } from "./stay.ts";

export function lifeOf(events: readonly CanonicalEvent[]): Life {
  const life: Life = {
    stays: [],
    refusals: [],
    rated: [],
    rings: [],
    past: [],
    newest: null,
    outbound: false,
    resolved: null,
    reopenedBy: null,
    since: null,
    awaitingSince: null,
    handedOn: null,
    respondFrom: null,
  };
  for (const event of events) {
    if (isFirstMessage(life, event)) life.outbound = isOutbound(life, event);
    const stay = walk(life, event);
    if (stay !== undefined && !isSurvey(event)) heard(stay, event);
    life.past.push(event);
    if (!isToldAgain(stay, event)) life.newest = event;
  }
  return life;
}

const isToldAgain = (stay: Stay | undefined, event: CanonicalEvent): boolean =>
  isEnd(event) && stay?.left?.how === "abandoned" && stay.left.by !== event && isOneEnd(stay.left, event);

function heard(stay: Stay, event: CanonicalEvent): void {
  stay.last = event;
  const leg = (event.agent === null ? undefined : legOf(stay, event.agent)) ?? talkingLeg(stay) ?? stay.legs.at(-1);
  if (leg !== undefined) leg.last = event;
}

const isMessage = ({ type }: CanonicalEvent): boolean => type === "cc.contact.message";
const isFirstMessage = (life: Life, event: CanonicalEvent): boolean => isMessage(event) && !life.past.some(isMessage);

/** Rule 5c: an agent's, not later than the first `queued`: what was offered so far was not. */
function isOutbound(life: Life, { data, time }: CanonicalEvent): boolean {
  const [first] = life.stays;
  if (data.from !== "agent" || (first !== undefined && entered(first) < time)) return false;
  for (const stay of life.stays) {
    stay.outbound = true;
    stay.escalations.length = 0;
    stay.resolved = null;
    if (stay.left !== null) stay.left = stay.left.how === "answered" ? null : { ...stay.left, how: "closed" };
  }
  return true;
}

function walk(life: Life, event: CanonicalEvent): Stay | undefined {
  switch (event.type) {
    case "cc.contact.queued":
      return queue(life, event);
    case "cc.contact.refused":
      life.refusals.push(event);
      return undefined;
    case "cc.contact.alerted":
    case "cc.contact.notAnswered":
      return ring(life, event);
    case "cc.contact.escalated":
      return escalate(life, event);
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
    case "cc.survey.offered":
      return rate(life, event);
    default:
      return undefined;
  }
}

function escalate(life: Life, event: CanonicalEvent): Stay | undefined {
  const stay = openOrOver(life.stays, event);
  if (stay?.outbound === false) stay.escalations.push({ event, leg: legFor(stay, event.agent) });
  return stay;
}

const isSurvey = ({ type }: CanonicalEvent): boolean => type.startsWith("cc.survey.");

function queue(life: Life, event: CanonicalEvent): Stay {
  life.handedOn = null;
  const stay =
    unannounced(life, event) ?? resume(life, event) ?? ofItsSegment(life, event) ?? open(life, event, event.queue!);
  stay.queued ??= event.time;
  stay.announced = true;
  // A call's talk elsewhere is over at this moment, unless its own end still comes.
  if (event.channel === "call") for (const other of life.stays) if (other !== stay) leaveTalk(other, event.time);
  return stay;
}

/** One that still lacks its `queued`. */
const unannounced = (life: Life, event: CanonicalEvent): Stay | undefined =>
  life.stays.findLast((stay) => fits(stay, event) && !stay.announced);

const ofItsSegment = (life: Life, event: CanonicalEvent): Stay | undefined =>
  event.segment === null ? undefined : life.stays.findLast((stay) => fits(stay, event));

const isCustomers = ({ type, data }: CanonicalEvent): boolean =>
  type === "cc.contact.message" && data.from === "customer";

/** The contact's last queue. */
const named = (life: Life): string | null => life.past.findLast((past) => past.queue !== null)?.queue ?? null;

function customerWrites(life: Life, event: CanonicalEvent): Stay | undefined {
  life.awaitingSince ??= event.time;
  if (life.outbound) {
    const where = event.queue ?? named(life);
    if (where === null) return undefined;
    life.outbound = false;
    life.resolved = null;
    const last = life.stays.at(-1);
    // What is open there is offered from now on, and who works on it still does.
    const stay = last?.left === null && last.queue === where ? last : open(life, event, where);
    stay.outbound = false;
    stay.queued = event.time;
    life.respondFrom = event.time;
    life.since = event.time;
    return stay;
  }
  if (life.resolved !== null && !life.stays.some(isOpen)) return reopen(life, event);
  return openOrOver(life.stays, event);
}

/** Rule 5c: a new stay in the contact's last queue, or the one it names, if none is open; one that is since it was resolved is it. */
function reopen(life: Life, event: CanonicalEvent): Stay | undefined {
  if (life.stays.some(isOpen)) {
    const stay = openOrOver(life.stays, event);
    if (stay === undefined || life.resolved === null || life.stays.indexOf(stay) < life.resolved) return stay;
    stay.reopened = true;
    life.resolved = null;
    life.handedOn = null;
    life.respondFrom = event.time;
    return stay;
  }
  const where =
    event.queue ?? life.stays.at(-1)?.queue ?? life.rated.findLast(({ queue }) => queue !== null)?.queue ?? null;
  if (where === null) return undefined;
  const stay = open(life, event, where, true);
  life.resolved = null;
  stay.queued = event.time;
  return stay;
}

/** Rules 5c, 10: the first response of a contact, and a chat's or mail's answer. */
function agentWrites(life: Life, event: CanonicalEvent): Stay | undefined {
  const stay = handedTo(life, event) ?? openOrOver(life.stays, event);
  if (stay === undefined || event.data.from !== "agent" || stay.channel === "call") return stay;
  if (stay.outbound) {
    const his = stay.legs.at(-1);
    if (his !== undefined) his.agent ??= event.agent;
    return stay;
  }
  // Of a stay of an earlier life, which has had its own, the newest has this one.
  const responding = stay.responses.length === 0 ? stay : life.stays.at(-1)!;
  if (life.respondFrom === null && life.awaitingSince !== null)
    stay.replies.push({ from: life.awaitingSince, at: event.time });
  life.awaitingSince = null;
  if (life.respondFrom !== null && responding.responses.length === 0)
    responding.responses.push({ at: event.time, since: life.respondFrom });
  life.respondFrom = null;
  const talking = talkingLeg(stay);
  if (talking !== undefined) talking.agent ??= event.agent;
  if (!isWaiting(stay)) return stay;
  const isHis = talking !== undefined && (event.agent === null || talking.agent === event.agent);
  (isHis ? talking : newLeg(stay, event, event.time)).wrote = true;
  stay.left = { how: "answered", at: event.time, why: "", told: event.data.waitMs, by: event };
  return stay;
}

/** Where it was by the word of a survey alone. */
function ratedBefore(life: Life, event: CanonicalEvent): Rated {
  const fitting = life.rated.filter(
    ({ queue, label }) =>
      queue !== null &&
      (event.queue === null || event.queue === queue) &&
      (event.segment === null || event.segment === label),
  );
  const nowhere = event.queue === null ? life.rated.find(({ queue }) => queue === null) : undefined;
  const known = fitting.at(-1) ?? nowhere;
  if (known !== undefined) return known;
  const rated: Rated = { queue: event.queue, label: event.segment, ratings: new Map() };
  life.rated.push(rated);
  return rated;
}

/** Rule 5e: of a stay that was answered rather than of another; else of its queue, else of the site alone. */
function rate(life: Life, event: CanonicalEvent): Stay | undefined {
  const fitting = life.stays.filter((stay) => fits(stay, event));
  const answered = fitting.filter((stay) => stay.left?.how === "answered");
  const stay = chosen(answered, event) ?? chosen(fitting, event);
  const asked = event.type === "cc.survey.offered" ? "offered" : (event.data.measure ?? "csat");
  const survey = [event.data.survey ?? "", asked];
  const { ratings } = stay ?? ratedBefore(life, event);
  const key = JSON.stringify(survey);
  if (asked === "offered" && ratings.has(key)) return stay;
  ratings.set(key, event);
  return stay;
}
