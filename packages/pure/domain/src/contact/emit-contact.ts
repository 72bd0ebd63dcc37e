/**
 * What one contact's stays add to the numbers, as of a moment. Pure in (events, context, asOf): the same events give the same
 * calls in the same order whatever the order they came in, and time alone changes them (rule 9, promise 4). What is added
 * comes before what is only true now, so that two emissions that follow each other have much of their beginning in common.
 */
import { C } from "../counters.ts";
import type { ContributionSink } from "./contribution-sink.ts";
import type { Course } from "./course.ts";
import { emitLive } from "./emit-live.ts";
import { emitStay } from "./emit-stay.ts";
import { emitUnplaced } from "./emit-surveys.ts";
import type { FoldContext } from "./fold-context.ts";
import type { Moments } from "./moments.ts";
import { NONE, UNKNOWN } from "./name.ts";
import { reckonLeg } from "./reckon-leg.ts";
import { waitLostAt } from "./silence.ts";

export function emitContact(
  course: Course,
  moments: Moments,
  sink: ContributionSink,
  context: FoldContext,
  asOf: number,
): void {
  const { stays, unplacedSurveys } = course;
  moments.reset();
  sink.about(course.contactReason);
  let isFirst = true;
  for (let index = 0; index < stays.count; index++) {
    const stay = stays.at(index);
    reckon(course, index, moments, context, asOf);
    sink.of(index);
    sink.into(stay.queue, NONE, UNKNOWN);
    if (isFirst && stay.isOffered) {
      isFirst = false;
      sink.add(context.policyOf(stay).attribution === "offered" ? stay.offeredAt : stay.enteredAt, C.contacts, 1);
    }
    emitStay(course, stay, sink, context, asOf);
  }
  sink.of(UNKNOWN);
  emitUnplaced(unplacedSurveys, sink, context);
  for (let index = 0; index < stays.count; index++) {
    const stay = stays.at(index);
    sink.of(index);
    emitLive(stay, context.policyOf(stay), moments, sink, asOf);
  }
  sink.of(UNKNOWN);
  for (let index = 0; index < course.unplacedRings.count; index++) {
    const { at, agent, queue, source, sequence, missed } = course.unplacedRings.at(index);
    sink.work(missed ? "rang" : "alerted", agent, queue, source, at, at, sequence);
  }
}

/** What goes on in a stay, and since when it does not. */
function reckon({ stays }: Course, index: number, moments: Moments, context: FoldContext, asOf: number): void {
  const stay = stays.at(index);
  const { legs } = stay;
  stay.waitLostAt = UNKNOWN;
  if (stay.outcome === "waiting") {
    const lostAt = waitLostAt(stay, context.policyOf(stay), context);
    if (!moments.goesOnUntil(lostAt, asOf)) stay.waitLostAt = lostAt;
  }
  for (let at = 0; at < legs.count; at++) reckonLeg(legs.at(at), stay, moments, context, asOf);
}
