/**
 * A KPI with a target, of a person, a team, a department, a queue, a site or a region, from a date on. A target is a policy (rule 30): it
 * changes on a date and never in place, and what was reached before a change was reached under the one before.
 */
import type { Change } from "../dated.ts";
import type { Channel } from "../event.ts";
import type { QueueConfig, SiteConfig } from "../site-config.ts";

export type GoalScope =
  | { readonly kind: "queue"; readonly queue: string; readonly channel: Channel }
  | { readonly kind: "site" }
  | { readonly kind: "team"; readonly team: string }
  | { readonly kind: "department"; readonly department: string }
  | { readonly kind: "agent"; readonly agent: string }
  | { readonly kind: "region"; readonly region: string };

/** Which side of the target is good. */
export type Better = "higher" | "lower";

export interface GoalChange extends Change {
  /** Null: no target any more. */
  readonly value: number | null;
}

export interface Goal {
  readonly kpi: string;
  readonly scope: GoalScope;
  readonly better: Better;
  /** In the KPI's unit; null: none before the first change. */
  readonly value: number | null;
  /** In order of their dates. */
  readonly changes: readonly GoalChange[];
}

/** The version in force, and since when; `value` null: none. */
export function targetAt(
  { value, changes }: Goal,
  at: number,
): { readonly value: number | null; readonly from: number | null } {
  const change = changes.findLast(({ from }) => from <= at);
  return change === undefined ? { value, from: null } : change;
}

/** All of a site: the targets of its queues, then those it names. */
export const goalsOf = ({ queues, goals = [] }: Pick<SiteConfig, "queues" | "goals">): readonly Goal[] => [
  ...queues.map(queueGoal),
  ...goals,
];

/** As it is told live: where a service level can count who waits past the threshold, it does (rule 14). */
export const liveKpiOf = (kpi: string, kind: GoalScope["kind"]): string =>
  kpi === "serviceLevel" && (kind === "queue" || kind === "site" || kind === "region") ? "serviceLevelNow" : kpi;

const queueGoal = ({ queue, channel, target, changes = [] }: QueueConfig): Goal => ({
  kpi: "serviceLevel",
  scope: { kind: "queue", queue, channel },
  better: "higher",
  value: target,
  changes: changes.flatMap(({ from, target: value }) => (value === undefined ? [] : [{ from, value }])),
});
