/** What surveys add: for the queue, or the site where nobody knows it, for the agent who is rated, and for the survey by its name. */
import { C } from "../counters.ts";
import type { ContributionSink } from "./contribution-sink.ts";
import type { FoldContext } from "./fold-context.ts";
import { CSAT, NPS } from "./fold-event.ts";
import { NONE, UNKNOWN } from "./name.ts";
import type { Pool } from "./pool.ts";
import { isResponse } from "./rating.ts";
import type { Stay, Survey } from "./stay.ts";

const LEAST_PROMOTER = 9_000;
const MOST_DETRACTOR = 6_000;

/** `sink` stands at the stay's queue. */
export function emitSurveys(stay: Stay, sink: ContributionSink, context: FoldContext, pinned: number): void {
  const { surveys } = stay;
  for (let index = 0; index < surveys.count; index++)
    emitSurvey(surveys, index, sink, lowScoreOf(stay, surveys.at(index), context), pinned);
}

/** Who is not named handled it last. */
export function emitSurveysOfAgents(stay: Stay, sink: ContributionSink, context: FoldContext, pinned: number): void {
  const { surveys, legs, queue } = stay;
  for (let index = 0; index < surveys.count; index++) {
    const { agent: named, at } = surveys.at(index);
    const agent = named === NONE ? (legs.last()?.agent ?? NONE) : named;
    if (agent === NONE) continue;
    const leg = stay.legOf(agent);
    sink.into(queue, agent, leg === null ? at : stay.takenAt(leg));
    emitSurvey(surveys, index, sink, lowScoreOf(stay, surveys.at(index), context), pinned);
  }
}

/**
 * By its name, where the site counts surveys so: in its own numbers alone, as its queue and agent have it already. Who was handled, at
 * `handledAt`, could have been asked (UNKNOWN: nobody was).
 */
export function emitSurveysByName(
  stay: Stay,
  sink: ContributionSink,
  context: FoldContext,
  pinned: number,
  handledAt: number,
): void {
  const { surveys, queue } = stay;
  if (handledAt !== UNKNOWN)
    for (const survey of context.surveys) {
      sink.ofSurvey(survey, queue);
      sink.add(handledAt, C.handled, 1);
    }
  for (let index = 0; index < surveys.count; index++) {
    const named = context.surveyOf(surveys.at(index).name);
    if (named === NONE) continue;
    sink.ofSurvey(named, queue);
    emitSurvey(surveys, index, sink, lowScoreOf(stay, surveys.at(index), context), pinned);
  }
}

/** Of no stay that is known. */
export function emitUnplaced(surveys: Pool<Survey>, sink: ContributionSink, context: FoldContext): void {
  for (let index = 0; index < surveys.count; index++) {
    const { agent, at, name } = surveys.at(index);
    const lowScore = context.lowScoreAt(at);
    sink.into(NONE, NONE, UNKNOWN);
    emitSurvey(surveys, index, sink, lowScore, UNKNOWN);
    const named = context.surveyOf(name);
    if (named !== NONE) {
      sink.ofSurvey(named, NONE);
      emitSurvey(surveys, index, sink, lowScore, UNKNOWN);
    }
    if (agent === NONE) continue;
    sink.into(NONE, agent, at);
    emitSurvey(surveys, index, sink, lowScore, UNKNOWN);
  }
}

/** By the version in force when the stay was queued (rule 30); a survey of a stay that nobody saw, by that of when it was told. */
const lowScoreOf = (stay: Stay, { at }: Survey, context: FoldContext): number =>
  stay.outcome === "rated" ? context.lowScoreAt(at) : context.policyOf(stay).lowScore;

function emitSurvey(
  surveys: Pool<Survey>,
  index: number,
  sink: ContributionSink,
  lowScore: number,
  pinned: number,
): void {
  const { at: told, measure, score, topTwo } = surveys.at(index);
  const at = pinned === UNKNOWN ? told : pinned;
  if (measure === UNKNOWN) {
    sink.add(at, C.surveysOffered, 1);
    return;
  }
  if (isResponse(surveys, index)) sink.add(at, C.surveyResponses, 1);
  if (measure === CSAT) {
    sink.add(at, C.surveys, 1);
    sink.add(at, C.surveyScore, score);
    if (topTwo) sink.add(at, C.surveysTopTwo, 1);
    if (score <= lowScore) sink.add(at, C.lowScores, 1);
  } else if (measure === NPS) {
    sink.add(at, C.npsAnswers, 1);
    if (score >= LEAST_PROMOTER) sink.add(at, C.npsPromoters, 1);
    else if (score <= MOST_DETRACTOR) sink.add(at, C.npsDetractors, 1);
  } else {
    sink.add(at, C.cesAnswers, 1);
    sink.add(at, C.cesScore, score);
  }
}
