/**
 * A site's goals so far today, this week and this month, and those of its region. Live numbers: where a service level can count who waits past the threshold, it
 * does (rule 14). What is to come is told in the goal's own contacts: as much of what comes to the queue (of anything else: to the site)
 * as it had of what came so far.
 */
import {
  type Course,
  courseOf,
  type Goal,
  type GoalProgress,
  type GoalScope,
  goalProgress,
  goalsOf,
  type Kpi,
  kpiById,
  liveKpiOf,
  type SiteConfig,
  targetAt,
  whenCome,
} from "@floorwalker/domain";
import type { GoalsRow } from "@floorwalker/protocol";
import { viewId } from "@floorwalker/stream";
import type { HeldRow } from "../held-row.ts";
import { offeredToday, type PlannedQueue, siteCourse } from "../planning/site-forecasts.ts";
import { goalNumbers } from "./goal-numbers.ts";
import { goalParts } from "./goal-parts.ts";
import { type GoalSpan, goalSpan, type SpanParts } from "./goal-spans.ts";

export interface SiteGoals {
  readonly site: SiteConfig;
  /** With the site itself. */
  readonly sites: readonly SiteConfig[];
  readonly regionGoals: readonly Goal[];
  readonly row: (id: string) => HeldRow | null;
  readonly queues: readonly PlannedQueue[];
  readonly kept: SpanParts["kept"];
  readonly liveDays: SpanParts["liveDays"];
  readonly now: number;
}

export interface ToldGoal extends GoalProgress {
  readonly kpi: string;
  readonly title: string;
  readonly unit: Kpi["unit"];
  readonly scope: GoalScope;
  readonly better: Goal["better"];
  readonly target: number;
  /** Since when it is in force, epoch ms; null: since ever. */
  readonly since: number | null;
  /** When it is out of reach at the pace of the last hour, by the forecast, epoch ms; null: not today, or not known. */
  readonly noReturnAt: number | null;
  /** Null: see `goalSpan`. */
  readonly week: GoalSpan | null;
  readonly month: GoalSpan | null;
}

export const siteGoals = (given: SiteGoals): readonly ToldGoal[] =>
  goalsInForce(given).flatMap((goal) => toldGoal(goal, given) ?? []);

export function goalsInForce({
  site,
  regionGoals,
  row,
}: Pick<SiteGoals, "site" | "regionGoals" | "row">): readonly Goal[] {
  const own = ownersGoals(row(viewId("goals", site.id))) ?? site.goals ?? [];
  const ofRegion = regionGoals.filter(({ scope }) => scope.kind === "region" && scope.region === site.region);
  return [...goalsOf({ ...site, goals: own }), ...ofRegion];
}

/** Null: it has no target now. */
export function toldGoal(
  goal: Goal,
  { site, sites, row, queues, kept, liveDays, now }: Omit<SiteGoals, "regionGoals">,
): ToldGoal | null {
  const { value: configured, from: since } = targetAt(goal, now);
  const { scope, better } = goal;
  const kpi = liveKpi(goal);
  const parts = goalParts(scope, site, sites);
  const rows = parts.flatMap((part) => row(part.row) ?? []);
  const target = ownersTarget(goal, rows[0] ?? null) ?? configured;
  if (target === null) return null;
  const { value, sides, windows } = goalNumbers(rows, kpi);
  const { course, offered } = courseFor(scope, queues);
  const share = sides !== null && offered > 0 ? sides.denominator / offered : null;
  const coming = share === null || course?.remaining == null ? null : share * course.remaining;
  const progress = goalProgress({ kpi, target: { better, value: target }, value, sides, windows, coming });
  const after = progress.byClose?.noReturnAfter ?? null;
  const noReturnAt = after === null || !share ? null : whenCome(course!, now, after / share);
  const { id, title, unit } = kpiById(goal.kpi)!;
  // Where the owner has another version than is configured here, nobody here knows since when.
  const inForceSince = target === configured ? since : null;
  const today = { target: { better, value: target }, sides, coming };
  const spans = { goal, parts, kept, liveDays, now, today };
  const [week, month] = [goalSpan("week", spans), goalSpan("month", spans)];
  return { kpi: id, title, unit, scope, better, target, since: inForceSince, ...progress, noReturnAt, week, month };
}

const liveKpi = ({ kpi, scope }: Goal): Kpi => kpiById(liveKpiOf(kpi, scope.kind))!;

/** As its owner tells them, whose version counts; null: he has told of none. */
function ownersGoals(held: HeldRow | null): readonly Goal[] | null {
  const row = (held?.row ?? null) as GoalsRow | null;
  return row === null ? null : (JSON.parse(row.goals) as readonly Goal[]);
}

/** A queue's target is told by its owner, too. */
function ownersTarget({ kpi, scope }: Goal, held: HeldRow | null): number | null {
  const target = kpi === "serviceLevel" && scope.kind === "queue" ? held?.row?.target : null;
  return typeof target === "number" ? target : null;
}

/** Of a region nobody reads the forecasts of all sites: nothing is said. */
function courseFor(
  scope: GoalScope,
  queues: readonly PlannedQueue[],
): { readonly course: Course | null; readonly offered: number } {
  if (scope.kind === "region") return { course: null, offered: 0 };
  if (scope.kind !== "queue")
    return { course: siteCourse(queues), offered: queues.reduce((sum, queue) => sum + offeredToday(queue), 0) };
  const planned = queues.find(({ queue, channel }) => queue === scope.queue && channel === scope.channel);
  if (planned === undefined || planned.forecast === null) return { course: null, offered: 0 };
  return { course: courseOf(planned.forecast), offered: offeredToday(planned) };
}
