import type { AgentRow } from "@floorwalker/protocol";
import { expect, test } from "vitest";
import {
  type AgentSort,
  nextSort,
  readAgentSort,
  sortedAgents,
  USUAL_SORT,
  writtenSort,
} from "../src/model/agents-order.ts";
import type { Goal } from "../src/model/goal.ts";
import { sortedGoals } from "../src/model/goals-order.ts";

const agent = (name: string, since: number, handled: number | null): AgentRow =>
  ({
    id: name,
    agent: name,
    name,
    since,
    team: null,
    reason: null,
    state: "idle",
    "handled.day": handled,
  }) as unknown as AgentRow;
const PEOPLE = [agent("Ola", 3, 5), agent("Ben", 1, null), agent("Ada", 2, 9), agent("Zoe", 4, 5)];
const names = (sort: AgentSort): string =>
  sortedAgents(PEOPLE, sort, { teamOf: () => "", locale: "en" })
    .map(({ name }) => name)
    .join(" ");

test("without a choice who is longest in his state comes first; what is not known comes last, either way", () => {
  expect(names(USUAL_SORT)).toBe("Ben Ada Ola Zoe");
  expect(names({ by: "handled", isDescending: true })).toBe("Ada Ola Zoe Ben");
  expect(names({ by: "handled", isDescending: false })).toBe("Ola Zoe Ada Ben");
  expect(names({ by: "name", isDescending: false })).toBe("Ada Ben Ola Zoe");
});

test("the choice is in the address; a head chosen once more goes the other way", () => {
  for (const text of ["name", "-handled", "-occupancy", "inState"]) expect(writtenSort(readAgentSort(text))).toBe(text);
  expect(writtenSort(readAgentSort("nonsense"))).toBeNull();
  expect(writtenSort(nextSort(USUAL_SORT, "handled"))).toBe("-handled");
  expect(writtenSort(nextSort(readAgentSort("-handled"), "handled"))).toBe("handled");
  expect(writtenSort(nextSort(USUAL_SORT, "name"))).toBe("name");
});

test("goals: below first, by the misses that are left; of a week by its own state", () => {
  const goal = (kpi: string, state: string, missesLeft: number | null, week: string): Goal =>
    ({ kpi, state, missesLeft, week: { state: week, missesLeft: null }, month: null }) as unknown as Goal;
  const goals = [
    goal("a", "onTarget", 9, "below"),
    goal("b", "below", -2, "onTarget"),
    goal("c", "atRisk", 0, "onTarget"),
    goal("d", "below", -40, "noData"),
  ];
  expect(sortedGoals(goals, "today").map(({ kpi }) => kpi)).toEqual(["d", "b", "c", "a"]);
  expect(sortedGoals(goals, "week").map(({ kpi }) => kpi)).toEqual(["a", "b", "c", "d"]);
});
