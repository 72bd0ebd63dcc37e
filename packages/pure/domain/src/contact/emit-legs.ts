/** What agents did of a stay: for the queue the sum of its legs, once they are over; for each agent his own (rule 5a). */
import { C } from "../counters.ts";
import { elapsed, type QueuePolicy } from "../policy.ts";
import type { ContributionSink } from "./contribution-sink.ts";
import { emitFirstContact } from "./emit-first-contact.ts";
import { emitSurveys, emitSurveysByName, emitSurveysOfAgents } from "./emit-surveys.ts";
import type { FirstContact, FoldContext } from "./fold-context.ts";
import { ATTENDED, BLIND } from "./fold-event.ts";
import type { Leg } from "./leg.ts";
import { NONE, UNKNOWN } from "./name.ts";
import type { Escalation, Stay } from "./stay.ts";

/** `sink` stands at the stay's queue; its legs are reckoned. `pinned`: queued time, where everything counts there. */
export function emitLegs(
  stay: Stay,
  sink: ContributionSink,
  context: FoldContext,
  pinned: number,
  first: FirstContact,
): void {
  const { legs, missedRings, escalations } = stay;
  const policy = context.policyOf(stay);
  // Of one that nobody was offered, its legs are agents' time and in no number.
  if (stay.isOffered) for (let index = 0; index < legs.count; index++) emitHandedOn(legs.at(index), sink, pinned);
  const handledAt = stay.outcome === "answered" ? emitSum(stay, policy, sink, pinned) : UNKNOWN;
  emitSurveys(stay, sink, context, pinned);
  if (stay.isOffered)
    for (let index = 0; index < escalations.count; index++) emitEscalation(escalations.at(index), sink, pinned);
  let isFirst = true;
  for (let index = 0; index < legs.count; index++) {
    const leg = legs.at(index);
    const answers = stay.hasAnswered(leg);
    if (leg.agent !== NONE) {
      sink.into(stay.queue, leg.agent, stay.takenAt(leg));
      if (answers) emitAnswer(stay, leg, isFirst, policy, sink, pinned);
      if (answers && isFirst) emitFirstContact(first, sink, pinned === UNKNOWN ? stay.takenAt(leg) : pinned);
      if (stay.isOffered) emitHandedOn(leg, sink, pinned);
      if (stay.outcome === "answered" && leg.reckoned.talkedTo !== UNKNOWN && leg.from !== UNKNOWN)
        emitWork(leg, sink, pinned);
    }
    if (answers) isFirst = false;
  }
  for (let index = 0; index < missedRings.count; index++) {
    const { agent, at } = missedRings.at(index);
    if (agent === NONE || !stay.isOffered) continue;
    sink.into(stay.queue, agent, at);
    sink.add(pinned === UNKNOWN ? at : pinned, C.notAnswered, 1);
  }
  emitSurveysOfAgents(stay, sink, context, pinned);
  for (let index = 0; index < escalations.count; index++) {
    const escalation = escalations.at(index);
    const { leg } = escalation;
    if (leg === null || leg.agent === NONE || !stay.isOffered) continue;
    sink.into(stay.queue, leg.agent, stay.takenAt(leg));
    emitEscalation(escalation, sink, pinned);
  }
  emitSurveysByName(stay, sink, context, pinned, handledAt);
}

function emitHandedOn({ handedOnAt, handedOnKind }: Leg, sink: ContributionSink, pinned: number): void {
  if (handedOnAt === UNKNOWN) return;
  const at = pinned === UNKNOWN ? handedOnAt : pinned;
  sink.add(at, C.transferred, 1);
  if (handedOnKind === BLIND) sink.add(at, C.transferredBlind, 1);
  else if (handedOnKind === ATTENDED) sink.add(at, C.transferredConsult, 1);
}

function emitEscalation({ at, isComplaint }: Escalation, sink: ContributionSink, pinned: number): void {
  sink.add(pinned === UNKNOWN ? at : pinned, isComplaint ? C.complaints : C.escalated, 1);
}

/** The queue's talk ends with its last leg; it is handled when that leg's wrap-up is over. When that counts; UNKNOWN: it is not handled. */
function emitSum(stay: Stay, policy: QueuePolicy, sink: ContributionSink, pinned: number): number {
  const { legs } = stay;
  let endedAt = UNKNOWN;
  let handledAt = UNKNOWN;
  let talk = 0;
  let hold = 0;
  let wrapUp = 0;
  let holds = 0;
  for (let index = 0; index < legs.count; index++) {
    const { from, reckoned, holds: ofLeg } = legs.at(index);
    if (from === UNKNOWN) continue;
    if (reckoned.talkedTo === UNKNOWN) return UNKNOWN;
    endedAt = Math.max(endedAt, reckoned.talkedTo);
    handledAt = reckoned.handledAt;
    talk += reckoned.talkMs;
    hold += reckoned.holdMs;
    holds += ofLeg;
    wrapUp += Math.max(0, reckoned.wrapUpMs);
  }
  if (endedAt === UNKNOWN) return UNKNOWN;
  emitTalk(pinned === UNKNOWN ? endedAt : pinned, talk, hold, holds, sink);
  emitReplies(stay, policy, sink, pinned === UNKNOWN ? endedAt : pinned);
  if (handledAt === UNKNOWN) return UNKNOWN;
  const at = pinned === UNKNOWN ? handledAt : pinned;
  emitHandled(at, talk, hold, wrapUp, sink);
  return at;
}

/** All of a talk together, when it has ended: a chat of hundreds of messages adds two amounts. */
function emitReplies({ replies }: Stay, policy: QueuePolicy, sink: ContributionSink, at: number): void {
  if (replies.count === 0) return;
  let waited = 0;
  let closed = 0;
  for (let index = 0; index < replies.count; index++) {
    const reply = replies.at(index);
    const open = Math.max(0, elapsed(policy, reply.from, reply.at));
    waited += open;
    closed += Math.max(0, reply.at - reply.from) - open;
  }
  sink.add(at, C.replies, replies.count);
  sink.add(at, C.replyTime, waited);
  if (closed > 0) sink.add(at, C.replyClosedTime, closed);
}

function emitTalk(at: number, talk: number, hold: number, holds: number, sink: ContributionSink): void {
  sink.add(at, C.talkEnded, 1);
  sink.add(at, C.talkTime, talk);
  sink.add(at, C.holdTime, hold);
  if (holds > 0) sink.add(at, C.holds, holds);
}

function emitHandled(at: number, talk: number, hold: number, wrapUp: number, sink: ContributionSink): void {
  sink.add(at, C.handled, 1);
  sink.add(at, C.handledTalkTime, talk);
  sink.add(at, C.handledHoldTime, hold);
  sink.add(at, C.wrapUpTime, wrapUp);
}

function emitAnswer(
  stay: Stay,
  leg: Leg,
  isFirst: boolean,
  policy: QueuePolicy,
  sink: ContributionSink,
  pinned: number,
): void {
  const at = pinned === UNKNOWN ? stay.takenAt(leg) : pinned;
  sink.add(at, C.answered, 1);
  if (isFirst && stay.waited(policy) <= policy.thresholdMs) sink.add(at, C.answeredInThreshold, 1);
}

function emitWork({ reckoned, holds }: Leg, sink: ContributionSink, pinned: number): void {
  const { talkedTo, talkMs, holdMs, handledAt, wrapUpMs } = reckoned;
  emitTalk(pinned === UNKNOWN ? talkedTo : pinned, talkMs, holdMs, holds, sink);
  if (handledAt !== UNKNOWN) emitHandled(pinned === UNKNOWN ? handledAt : pinned, talkMs, holdMs, wrapUpMs, sink);
}
