/**
 * Which KPIs history tells of a cell: those that can be told of it at all, but for those that are a time until now, which nobody knows of
 * a past moment. What is true of a moment is that of the end.
 */
import type { CellKind } from "../cell/cell-key.ts";
import type { Kpi, Scope } from "../kpi/kpi.ts";
import { KPIS } from "../kpi/registry.ts";

/** Of channels and tags what of queues: segments wait there, and agents do not belong. */
const SCOPES: Readonly<Record<CellKind, Scope>> = {
  queue: "queue",
  channel: "queue",
  tag: "queue",
  site: "site",
  team: "team",
  agent: "agent",
  agentQueue: "agentQueue",
};

const ofScope = (scope: Scope): readonly Kpi[] =>
  KPIS.filter(({ since, scopes }) => since === undefined && scopes.includes(scope));

const OF_SCOPE: Readonly<Record<Scope, readonly Kpi[]>> = {
  queue: ofScope("queue"),
  site: ofScope("site"),
  team: ofScope("team"),
  agent: ofScope("agent"),
  agentQueue: ofScope("agentQueue"),
};

export const kpisOfCell = (kind: CellKind): readonly Kpi[] => OF_SCOPE[SCOPES[kind]];
