/** Surveys: one counts for each contact, stay, survey name and measure, the last answer (rule 5e); offered it was when it first was. */
import type { Course } from "./course.ts";
import type { FoldEvent } from "./fold-event.ts";
import { type Name, NONE, UNKNOWN } from "./name.ts";
import { isAnswered, isRated, place, wasQueued } from "./placing.ts";
import type { Pool } from "./pool.ts";
import type { Survey } from "./stay.ts";

/** It says nothing about whether the stay still lives. */
export function surveyAnswered(course: Course, event: FoldEvent): void {
  if (event.score === UNKNOWN) return;
  rate(surveysFor(course, event), event);
}

function surveysFor(course: Course, event: FoldEvent): Pool<Survey> {
  const { stays } = course;
  const stay = place(stays, event, isAnswered) ?? place(stays, event, wasQueued) ?? place(stays, event, isRated);
  if (stay !== null) return stay.surveys;
  if (event.queue === NONE) return course.unplacedSurveys;
  const rated = course.open(event.queue, event);
  rated.outcome = "rated";
  return rated.surveys;
}

function rate(surveys: Pool<Survey>, event: FoldEvent): void {
  const survey = known(surveys, event.survey, event.measure) ?? surveys.add();
  survey.at = event.time;
  survey.name = event.survey;
  survey.measure = event.measure;
  survey.agent = event.agent;
  survey.score = event.score;
  survey.topTwo = event.topTwo;
}

export function surveyOffered(course: Course, event: FoldEvent): void {
  const surveys = surveysFor(course, event);
  if (known(surveys, event.survey, UNKNOWN) !== null) return;
  const survey = surveys.add();
  survey.at = event.time;
  survey.name = event.survey;
  survey.agent = event.agent;
}

function known(surveys: Pool<Survey>, name: Name, measure: number): Survey | null {
  for (let index = 0; index < surveys.count; index++) {
    const survey = surveys.at(index);
    if (survey.name === name && survey.measure === measure) return survey;
  }
  return null;
}

/** Is it the first answer to its survey among these? One survey may ask for several measures. */
export function isResponse(surveys: Pool<Survey>, index: number): boolean {
  const { name, measure } = surveys.at(index);
  if (measure === UNKNOWN) return false;
  for (let before = 0; before < index; before++) {
    const survey = surveys.at(before);
    if (survey.name === name && survey.measure !== UNKNOWN) return false;
  }
  return true;
}
