/** Surveys: one counts for each contact, stay and survey name, the last answer (rule 5e). */
import type { Course } from "./course.ts";
import type { FoldEvent } from "./fold-event.ts";
import { NONE, UNKNOWN } from "./name.ts";
import { isAnswered, isNotRefused, place } from "./placing.ts";
import type { Pool } from "./pool.ts";
import type { Survey } from "./stay.ts";

/** It says nothing about whether the stay still lives. */
export function surveyAnswered(course: Course, event: FoldEvent): void {
  if (event.score === UNKNOWN) return;
  rate(surveysFor(course, event), event);
}

function surveysFor(course: Course, event: FoldEvent): Pool<Survey> {
  const { stays } = course;
  const stay = place(stays, event, isAnswered) ?? place(stays, event, isNotRefused);
  if (stay !== null) return stay.surveys;
  if (event.queue === NONE) return course.unplacedSurveys;
  const rated = course.open(event.queue, event);
  rated.outcome = "rated";
  return rated.surveys;
}

function rate(surveys: Pool<Survey>, event: FoldEvent): void {
  const survey = named(surveys, event) ?? surveys.add();
  survey.at = event.time;
  survey.name = event.survey;
  survey.agent = event.agent;
  survey.score = event.score;
  survey.topTwo = event.topTwo;
}

function named(surveys: Pool<Survey>, { survey: name }: FoldEvent): Survey | null {
  for (let index = 0; index < surveys.count; index++) if (surveys.at(index).name === name) return surveys.at(index);
  return null;
}
