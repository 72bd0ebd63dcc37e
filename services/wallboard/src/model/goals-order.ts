/** Goals in the order in which somebody is needed: below, at risk, on target; within each by what may still be missed, and then as configured. */
import type { Goal } from "./goal.ts";

const STATES = ["below", "atRisk", "onTarget", "noData"];

export function sortedGoals(goals: readonly Goal[], span: "today" | "week" | "month"): readonly Goal[] {
  const keyOf = (goal: Goal): readonly [number, number] => {
    const told = span === "today" ? goal : goal[span];
    return [STATES.indexOf(told?.state ?? "noData"), told?.missesLeft ?? Number.MAX_SAFE_INTEGER];
  };
  return goals
    .map((goal) => ({ goal, key: keyOf(goal) }))
    .sort((a, b) => a.key[0] - b.key[0] || a.key[1] - b.key[1])
    .map(({ goal }) => goal);
}
