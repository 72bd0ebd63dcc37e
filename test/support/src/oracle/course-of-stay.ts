/** What befalls a stay from its queue to its answer: rings, answers, abandons, flow-outs, callbacks (rules 5 to 5b, 10). */
import type { CanonicalEvent } from "@floorwalker/domain";
import { handedOnTo, implied, type Life, resume } from "./life.ts";
import { chosen, fits, openOrOver, openStayOf } from "./place-of-event.ts";
import {
  close,
  isOneEnd,
  isOpen,
  isWaiting,
  type Leg,
  legOf,
  newLeg,
  openLegs,
  type Stay,
  saysWhy,
  talkingLeg,
} from "./stay.ts";

/** Whoever's phone it was, it rang for one who waits. */
export function ring(life: Life, event: CanonicalEvent): Stay | undefined {
  const anyone = { ...event, agent: null };
  const waiting = life.stays.filter((stay) => isWaiting(stay) && fits(stay, event));
  const stay = chosen(waiting, anyone) ?? openOrOver(life.stays, anyone);
  if (stay !== undefined) stay.rings.push(event);
  else if (event.queue !== null) life.rings.push(event);
  return stay;
}

export function answer(life: Life, event: CanonicalEvent): Stay | undefined {
  const next = nextLeg(life, event);
  if (next !== undefined) return takes(next, event);
  const waiting = life.stays.filter((stay) => isToAnswer(stay) && fits(stay, event));
  const stay = chosen(waiting, event) ?? resume(life, event);
  if (stay !== undefined) return isAnswered(stay, event);
  const known = openStayOf(life.stays.filter(isOpen), event);
  const told = known === undefined ? answerOfAnEnd(life, event) : undefined;
  if (told !== undefined) return told;
  if (known === undefined) {
    const there = implied(life, event);
    return there === undefined ? undefined : isAnswered(there, event);
  }
  const his = event.agent === null ? known.legs.at(-1) : legOf(known, event.agent);
  if (isItsAnswer(his, event)) isAnswerOf(known, his, event);
  // Two agents of one stay are two legs, although nobody said that it was handed on.
  else if (event.agent !== null && his === undefined) newLeg(known, event, event.time);
  return known;
}

/** Clocks disagree by as much as events may be ahead (rule 4): an answer so soon after an end that nobody had answered is its answer. */
const CLOCKS_APART_MS = 5 * 60_000;

const isItsAnswer = (leg: Leg | undefined, { time, agent }: CanonicalEvent): leg is Leg =>
  leg?.implied === true &&
  time - (leg.to ?? leg.leftAt ?? time) <= CLOCKS_APART_MS &&
  (agent === null || leg.agent === null || leg.agent === agent);

function answerOfAnEnd(life: Life, event: CanonicalEvent): Stay | undefined {
  const ended = life.stays.filter((each) => fits(each, event) && isItsAnswer(each.legs.at(-1), event));
  const stay = chosen(ended, event);
  if (stay !== undefined) isAnswerOf(stay, stay.legs.at(-1)!, event);
  return stay;
}

function isAnswerOf(stay: Stay, leg: Leg, event: CanonicalEvent): void {
  leg.implied = false;
  leg.agent ??= event.agent;
  if (stay.left!.told === undefined) stay.toldWait ??= event.data.waitMs;
}

/** Of an outbound one nobody else has yet. */
const isToAnswer = (stay: Stay): boolean =>
  isWaiting(stay) || (stay.outbound && stay.left === null && openLegs(stay).length === 0);

/** Rule 5a: handed on by its agent, and nothing was queued since: the next leg, offered once. */
function nextLeg(life: Life, event: CanonicalEvent): Stay | undefined {
  const stay = handedOnTo(life, event);
  if (stay === undefined) return undefined;
  life.handedOn = null;
  // It had flowed out by being handed on.
  if (stay.left?.how === "flowedOut") stay.left = null;
  newLeg(stay, event, event.time);
  return stay;
}

/** Rules 5a, 10: who writes in what another has handed on has it from then on. */
export function handedTo(life: Life, event: CanonicalEvent): Stay | undefined {
  const { agent, queue, segment } = event;
  if (event.data.from !== "agent" || event.channel === "call") return undefined;
  if (agent !== null && life.handedOn?.legs.at(-1)?.agent === agent) return undefined;
  // Naming no stay he writes where he talks already (rule 5).
  if (agent !== null && queue === null && segment === null && life.stays.some((stay) => talksIn(stay, agent)))
    return undefined;
  return nextLeg(life, event);
}

function talksIn(stay: Stay, agent: string): boolean {
  const leg = isOpen(stay) ? legOf(stay, agent) : undefined;
  return leg !== undefined && !leg.untouched && leg.to === null && leg.leftAt === null;
}

function isAnswered(stay: Stay, event: CanonicalEvent): Stay {
  const talking = talkingLeg(stay);
  if (talking === undefined || (event.agent !== null && talking.agent !== event.agent)) newLeg(stay, event, event.time);
  return takes(stay, event);
}

/** A mail is answered by what is written. */
function takes(stay: Stay, event: CanonicalEvent): Stay {
  if (stay.channel !== "email" && !stay.outbound)
    stay.left ??= { how: "answered", at: event.time, why: "", told: event.data.waitMs, by: event };
  return stay;
}

/** Rule 5b. */
export function leave(life: Life, event: CanonicalEvent): Stay | undefined {
  const open = openStayOf(life.stays, event);
  const justLeft = life.stays.filter(
    ({ left }) => left !== null && (left.how === "abandoned" || left.how === "flowedOut") && isOneEnd(left, event),
  );
  const again = chosen(
    justLeft.filter((stay) => fits(stay, event)),
    event,
  );
  const stay = open ?? again ?? openOrOver(life.stays, event) ?? implied(life, event);
  return stay === undefined ? undefined : leaves(stay, event);
}

/** Rule 5: a callback request leaves the oldest open stay, first of those that wait. */
export function requestCallback(life: Life, event: CanonicalEvent): Stay | undefined {
  const fitting = life.stays.filter((stay) => fits(stay, event));
  const oldest = fitting.find(isWaiting) ?? fitting.find(isOpen);
  return oldest === undefined ? leave(life, event) : leaves(oldest, event);
}

function leaves(stay: Stay, event: CanonicalEvent): Stay {
  const { type, time, data } = event;
  const why = type === "cc.contact.callbackRequested" ? "callback" : (data.reason ?? "other");
  const how = type === "cc.contact.abandoned" ? "abandoned" : "flowedOut";
  const left = { how, at: time, why: how === "abandoned" ? "" : why, told: data.waitMs, by: event } as const;
  if (stay.outbound) close(stay, event);
  else if (stay.left === null) {
    stay.left = left;
    // Nobody wrote the mail that he had opened.
    for (const leg of openLegs(stay)) if (leg.leftAt === null) leg.to = time;
  } else if (stay.left.how === "answered") closes(stay, event);
  else if (saysWhy(stay, left)) stay.left = left;
  return stay;
}

/** The talk of him who has it, or had it last; a talk that is over stays as it ended. */
function closes(stay: Stay, { agent, time }: CanonicalEvent): void {
  const leg = (agent === null ? undefined : legOf(stay, agent)) ?? talkingLeg(stay) ?? stay.legs.at(-1);
  if (leg !== undefined) leg.to ??= time;
}
