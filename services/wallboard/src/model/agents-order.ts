/** In which order people stand on their page: in groups by state or team, and within each by what was chosen; without a choice, the longest in his state first. */
import type { AgentRow } from "@floorwalker/protocol";
import { valueIn } from "./floor.ts";

/** Who should be there and is not comes first. */
export const AGENT_STATES = ["absent", "paused", "wrapUp", "idle", "onContact"] as const;
export const AGENT_COLUMNS = ["name", "team", "reason", "inState", "handled", "handleTime", "occupancy"] as const;
export type AgentColumn = (typeof AGENT_COLUMNS)[number];

export interface AgentSort {
  readonly by: AgentColumn;
  readonly isDescending: boolean;
}

export const USUAL_SORT: AgentSort = { by: "inState", isDescending: true };

/** `-handled`: the most first. */
export function readAgentSort(text: string | null): AgentSort {
  const isDescending = text?.startsWith("-") === true;
  const by = AGENT_COLUMNS.find((known) => known === text?.replace(/^-/, ""));
  return by === undefined ? USUAL_SORT : { by, isDescending };
}

/** Null: what it is anyway. */
export const writtenSort = ({ by, isDescending }: AgentSort): string | null =>
  by === USUAL_SORT.by && isDescending === USUAL_SORT.isDescending ? null : `${isDescending ? "-" : ""}${by}`;

/** Chosen once more it goes the other way; numbers begin with the greatest. */
export const nextSort = (now: AgentSort, by: AgentColumn): AgentSort =>
  now.by === by
    ? { by, isDescending: !now.isDescending }
    : { by, isDescending: by !== "name" && by !== "team" && by !== "reason" };

export interface AgentTexts {
  readonly teamOf: (agent: AgentRow) => string;
  readonly locale: string;
}

/** What is not known comes last, either way; what is equal by name. */
export function sortedAgents<T extends AgentRow>(
  agents: readonly T[],
  { by, isDescending }: AgentSort,
  { teamOf, locale }: AgentTexts,
): readonly T[] {
  const keyOf = (agent: T): string | number | null => {
    if (by === "name") return agent.name;
    if (by === "team") return teamOf(agent);
    if (by === "reason") return agent.reason;
    if (by === "inState") return -agent.since;
    return valueIn(agent, KPIS[by], "day") ?? null;
  };
  const compared = (a: string | number, b: string | number): number =>
    typeof a === "string" || typeof b === "string" ? String(a).localeCompare(String(b), locale) : a - b;
  return agents
    .map((agent) => ({ agent, key: keyOf(agent) }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
      const order = compared(a.key, b.key);
      return order !== 0 ? (isDescending ? -order : order) : a.agent.name.localeCompare(b.agent.name, locale);
    })
    .map(({ agent }) => agent);
}

const KPIS = { handled: "handled", handleTime: "averageHandleTime", occupancy: "occupancy" } as const;
