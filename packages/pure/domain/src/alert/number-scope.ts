/** Of what a rule on numbers is: one queue, team or department, each of them, or, where it names none, the whole site. */
import { type CellKey, cellName } from "../cell/cell-key.ts";
import type { Channel } from "../event.ts";
import type { GoalScope } from "../goal/goal.ts";
import type { ScopeOfSite } from "../goal/goal-cells.ts";

export const EACH = ["queue", "team"] as const;
export type Each = (typeof EACH)[number];

export interface NumberScope {
  /** Null: of another thing, or of each. */
  readonly queue: string | null;
  /** Of a rule on each queue: on this channel only; null: on every one. */
  readonly channel: Channel | null;
  readonly team?: string;
  readonly department?: string;
  /**
   * Of which it is written, each with an alert of its own; absent: of its one scope. `usualWindow`: of mails the day. `among`: only of these
   * queues, on whatever channel (those of a department); absent: of all.
   */
  readonly each?: { readonly of: Each; readonly usualWindow: boolean; readonly among?: readonly string[] };
}

/** As of a goal. */
export function scopeOfRule({ queue, channel, team, department }: NumberScope): ScopeOfSite {
  if (queue !== null && channel !== null) return { kind: "queue", queue, channel };
  if (team !== undefined) return { kind: "team", team };
  return department === undefined ? { kind: "site" } : { kind: "department", department };
}

/** What of a key tells it from others of its rule; of a queue and the site nothing, as ever. */
export const subjectOfScope = ({ team, department }: Pick<NumberScope, "team" | "department">): readonly string[] =>
  team !== undefined ? ["team", team] : department === undefined ? [] : ["department", department];

/** A rule on each, as it watches one; null: it is on none of the kind, or on another channel. */
export function onCell<R extends NumberScope>(rule: R, cell: CellKey): R | null {
  const name = cellName(cell);
  if (rule.each?.of === "team") return name.kind === "team" ? { ...rule, team: name.team } : null;
  if (rule.each?.of !== "queue" || name.kind !== "queue") return null;
  const { queue, channel } = name;
  if (!isAmong(rule, queue)) return null;
  return rule.channel === null || rule.channel === channel ? { ...rule, queue, channel } : null;
}

/** Of a rule on each queue: on this one too. */
export const isAmong = ({ each }: Pick<NumberScope, "each">, queue: string): boolean =>
  each?.among === undefined || each.among.includes(queue);

/** Whether a goal is of the same thing. */
export const isSameScope = (one: GoalScope, other: GoalScope): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([name, value]) => other[name as keyof GoalScope] === value);
