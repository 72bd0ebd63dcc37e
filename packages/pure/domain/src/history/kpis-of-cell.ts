/**
 * Which KPIs history tells of a cell: those that can be told of it at all, but for those that are a time until now, which nobody knows of
 * a past moment. What is true of a moment is that of the end.
 */
import { type CellKey, type CellKind, cellName } from "../cell/cell-key.ts";
import type { Kpi, Scope } from "../kpi/kpi.ts";
import { KPIS } from "../kpi/registry.ts";

/** What numbers are of: as the cells, but that of a survey by its name only what customers answered is told. */
export type NumbersOf = CellKind | "survey";

/** Of channels and reasons what of queues: segments wait there, and agents do not belong. */
const SCOPES: Readonly<Record<NumbersOf, Scope>> = {
  queue: "queue",
  channel: "queue",
  tag: "queue",
  site: "site",
  team: "team",
  agent: "agent",
  agentQueue: "agentQueue",
  survey: "survey",
};

const ofScope = (scope: Scope): readonly Kpi[] =>
  KPIS.filter(({ since, scopes }) => since === undefined && scopes.includes(scope));

const OF_SCOPE: Readonly<Record<Scope, readonly Kpi[]>> = {
  queue: ofScope("queue"),
  site: ofScope("site"),
  team: ofScope("team"),
  agent: ofScope("agent"),
  agentQueue: ofScope("agentQueue"),
  survey: ofScope("survey"),
};

export function numbersOf(cell: CellKey): NumbersOf {
  const name = cellName(cell);
  return name.kind === "tag" && name.tag === "survey" ? "survey" : name.kind;
}

export const kpisOfCell = (of: NumbersOf): readonly Kpi[] => OF_SCOPE[SCOPES[of]];
