/** A goal of a site as a row of the view `goals`: flat, but for what is of another moment than now. */
import type { GoalScope } from "@floorwalker/domain";
import type { GoalRow, Row } from "@floorwalker/protocol";
import { viewId } from "@floorwalker/stream";
import type { ToldGoal } from "./site-goals.ts";

/** Within its site a KPI has one goal of one thing. */
export const goalRowId = (site: string, kpi: string, scope: GoalScope): string =>
  viewId("goal", site, kpi, scope.kind, ...Object.values(namesOf(scope)).map((name) => name.replaceAll(":", "%3A")));

const NOTHING_NAMED = { queue: null, channel: null, team: null, department: null, agent: null, region: null };

function namesOf(scope: GoalScope): Readonly<Record<string, string>> {
  const { kind: _, ...names } = scope;
  return names;
}

export function goalRow(id: string, site: string, { scope, burn, byClose, week, month, ...told }: ToldGoal): Row {
  const json = (of: object | null): string | null => (of === null ? null : JSON.stringify(of));
  const row: GoalRow = {
    id,
    kind: "goal",
    site,
    of: scope.kind,
    ...NOTHING_NAMED,
    ...namesOf(scope),
    ...told,
    "burn.5m": burn["5m"],
    "burn.30m": burn["30m"],
    "burn.60m": burn["60m"],
    byClose: json(byClose),
    week: json(week),
    month: json(month),
  };
  return { ...row };
}

/** What the row's goal is of. */
export function scopeOfGoal(row: Row): GoalScope {
  const names = Object.keys(NOTHING_NAMED).flatMap((name) => (row[name] === null ? [] : [[name, row[name]] as const]));
  return { kind: row.of, ...Object.fromEntries(names) } as GoalScope;
}
