/** The goals of what is reported, judged by the targets that were in force on the day: those that were missed come first. */
import type { CellKey } from "../cell/cell-key.ts";
import { missesLeft, missesOf, slack, type Target } from "../goal/budget.ts";
import { type Better, type Goal, targetAt } from "../goal/goal.ts";
import { goalCells, type ScopeOfSite } from "../goal/goal-cells.ts";
import { isShare } from "../goal/goal-progress.ts";
import type { Sides } from "../goal/sides.ts";
import type { Interval } from "../history/interval.ts";
import type { Unit } from "../kpi/kpi.ts";
import { kpiById } from "../kpi/registry.ts";
import type { SiteConfig } from "../site-config.ts";
import type { ReportNames } from "./report-names.ts";
import { ofCells, type ReportScope, sidesTogether, valueTogether } from "./report-scope.ts";

export interface ReportedGoal {
  readonly kpi: string;
  readonly title: string;
  readonly unit: Unit;
  readonly scope: ScopeOfSite;
  /** Of what, as people call it. */
  readonly of: string;
  readonly better: Better;
  readonly target: number;
  readonly value: number | null;
  readonly state: "reached" | "missed" | "noData";
  /** Of a share of contacts: what counts against it, and how much more the target allowed; below 0: so many too many. */
  readonly misses: number | null;
  readonly missesLeft: number | null;
}

interface Asked {
  readonly site: SiteConfig;
  readonly goals: readonly Goal[];
  readonly scope: ReportScope;
  readonly days: readonly Interval[];
  readonly names: ReportNames;
  /** When the day began. */
  readonly from: number;
}

const ORDER: readonly ReportedGoal["state"][] = ["missed", "reached", "noData"];

export const reportedGoals = (asked: Asked): readonly ReportedGoal[] =>
  asked.goals
    .flatMap(({ scope, ...goal }) =>
      scope.kind !== "region" && belongs(scope, asked) ? reported({ ...goal, scope }, scope, asked) : [],
    )
    .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));

function reported(goal: Goal, scope: ScopeOfSite, { site, days, names, from }: Asked): ReportedGoal[] {
  const { value: level } = targetAt(goal, from);
  if (level === null) return [];
  const kpi = kpiById(goal.kpi)!;
  const target: Target = { better: goal.better, value: level };
  const own = ofCells(days, goalCells(scope, site));
  const sides = own.length === 0 ? null : sidesTogether(kpi, own);
  const value = valueTogether(kpi, own);
  const budget = sides !== null && sides.denominator > 0 && isShare(kpi) ? sides : null;
  return [
    {
      kpi: kpi.id,
      title: kpi.title,
      unit: kpi.unit,
      scope,
      of: names.ofScope(scope),
      better: goal.better,
      target: level,
      value,
      state: value === null ? "noData" : isMet(target, value, sides) ? "reached" : "missed",
      misses: budget && missesOf(target, budget),
      missesLeft: budget && missesLeft(target, budget),
    },
  ];
}

const isMet = (target: Target, value: number, sides: Sides | null): boolean =>
  slack(target, sides ?? { numerator: value, denominator: 1 }) >= 0;

/** Those of what is reported itself, and of what it is made of. */
function belongs(of: ScopeOfSite, { scope, site }: Asked): boolean {
  if (scope.kind === "site" || sameScope(of, scope)) return true;
  if (of.kind === "agent") {
    const team = site.agents.find(({ agent }) => agent === of.agent)?.team ?? null;
    return team !== null && belongs({ kind: "team", team }, { scope, site } as Asked);
  }
  if (scope.kind !== "department" || of.kind === "site" || of.kind === "department") return false;
  const cells: readonly CellKey[] = goalCells(scope, site);
  return goalCells(of, site).every((cell) => cells.includes(cell));
}

function sameScope(one: ScopeOfSite, other: ScopeOfSite): boolean {
  const names: Readonly<Record<string, string>> = other;
  return Object.entries(one).every(([part, name]) => names[part] === name);
}
