/** Goals as a privacy profile tells them: those of persons by pseudonyms, in the order of these, and of no more than the day where it says so. */
import { tellsSurveys } from "@floorwalker/domain";
import type { Disclosure } from "../access/privacy/disclosure.ts";
import type { ToldGoal } from "./site-goals.ts";

export function goalsAsTold(goals: readonly ToldGoal[], site: string, told: Disclosure): readonly ToldGoal[] {
  const ofPersons = goals.filter(isOfPerson).flatMap((goal) => asTold(goal, site, told));
  if (told.hides) ofPersons.sort((a, b) => compare(a.scope.agent, b.scope.agent));
  const others = goals.filter((goal) => !isOfPerson(goal));
  if (told.profile.agents !== "groups") return [...others, ...ofPersons];
  // Less the days that history tells a week would be those that it withholds.
  return others.map((goal) => ({ ...goal, week: null, month: null }));
}

type PersonsGoal = ToldGoal & { readonly scope: Extract<ToldGoal["scope"], { kind: "agent" }> };

const isOfPerson = (goal: ToldGoal): goal is PersonsGoal => goal.scope.kind === "agent";

function asTold(goal: PersonsGoal, site: string, told: Disclosure): PersonsGoal[] {
  const agent = told.agent(site, goal.scope.agent);
  if (agent === null || (tellsSurveys(goal.kpi) && !told.profile.satisfaction)) return [];
  const isOfDay = Number.isFinite(told.personsFrom(site));
  return [{ ...goal, scope: { ...goal.scope, agent }, ...(isOfDay ? { week: null, month: null } : {}) }];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
