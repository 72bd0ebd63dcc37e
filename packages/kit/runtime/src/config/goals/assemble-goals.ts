/** Goals as the domain knows them: with a scope, a side that is good, and moments instead of dates. */
import { type Better, type Goal, type GoalScope, kpiById } from "@floorwalker/domain";
import { localMoment } from "../dated/local-moment.ts";
import type { ConfigurationFile, SiteFile } from "../schema.ts";

type Written = SiteFile["goals"][number];

export const assembleGoals = ({ goals, queues, zone }: SiteFile): readonly Goal[] =>
  goals.map((goal) => assembled(goal, scopeOf(goal, queues), zone));

/** A region has no zone of its own: its dates are UTC's. */
export const assembleRegionGoals = ({ goals }: ConfigurationFile): readonly Goal[] =>
  goals.map((goal) => assembled(goal, { kind: "region", region: goal.region }, "UTC"));

function scopeOf({ queue, channel, team, department, agent }: Written, queues: SiteFile["queues"]): GoalScope {
  if (queue !== undefined)
    return { kind: "queue", queue, channel: channel ?? queues.find((known) => known.queue === queue)!.channel };
  if (team !== undefined) return { kind: "team", team };
  if (department !== undefined) return { kind: "department", department };
  return agent === undefined ? { kind: "site" } : { kind: "agent", agent };
}

function assembled(
  { kpi, value, better, from, changes }: Pick<Written, "kpi" | "value" | "better" | "from" | "changes">,
  scope: GoalScope,
  zone: string,
): Goal {
  const later = changes.map((change) => ({ ...change, from: localMoment(change.from, zone)! }));
  const side = better ?? (kpiById(kpi)!.direction as Better);
  if (from === undefined) return { kpi, scope, better: side, value, changes: later };
  return { kpi, scope, better: side, value: null, changes: [{ from: localMoment(from, zone)!, value }, ...later] };
}
