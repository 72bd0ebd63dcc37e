/**
 * A business day that is over, as it is reported: against its goals, beside the same weekday before, by queue and team, where it was worst,
 * and what was told otherwise at first. Made of what history keeps, by the KPIs' own files, so that it says what history says.
 */
import { type CellKey, cellKind } from "../cell/cell-key.ts";
import { C } from "../counters.ts";
import type { Goal } from "../goal/goal.ts";
import { goalCells } from "../goal/goal-cells.ts";
import type { Interval } from "../history/interval.ts";
import type { SiteConfig } from "../site-config.ts";
import { firstMoment } from "../zone-time.ts";
import { type ReportNames, reportNames } from "./report-names.ts";
import { ofCells, type ReportLength, type ReportScope } from "./report-scope.ts";
import { type ReportedGoal, reportedGoals } from "./reported-goals.ts";
import { type ReportedNumber, reportedNumbers } from "./reported-numbers.ts";
import { type ReportedTable, reportedTables } from "./reported-tables.ts";
import { type RestatedNumbers, restatedNumbers, type ToldRestatement } from "./restated-numbers.ts";
import { type WorstInterval, worstIntervals } from "./worst-intervals.ts";

export interface ReportInput {
  readonly site: SiteConfig;
  readonly goals: readonly Goal[];
  readonly scope: ReportScope;
  /** Days since 1970-01-01. */
  readonly date: number;
  readonly length: ReportLength;
  /** What is kept of the date, and of the same weekday before. */
  readonly days: readonly Interval[];
  readonly before: readonly Interval[];
  /** Of its queues and teams. */
  readonly quarters: readonly Interval[];
  /** Told since the day began. */
  readonly restatements: readonly ToldRestatement[];
}

export interface DailyReport {
  readonly site: string;
  readonly siteName: string;
  readonly zone: string;
  /** A simulated site. */
  readonly demo: boolean;
  readonly scope: ReportScope;
  /** Of what it is, as people call it. */
  readonly title: string;
  readonly date: number;
  /** Epoch ms, [from, to). */
  readonly from: number;
  readonly to: number;
  readonly length: ReportLength;
  readonly goals: readonly ReportedGoal[];
  readonly numbers: readonly ReportedNumber[];
  readonly tables: readonly ReportedTable[];
  readonly worst: readonly WorstInterval[];
  readonly restated: RestatedNumbers;
  /** What was offered to its queues is what the site was offered: else part of the day is still on its way into the history. */
  readonly isWhole: boolean;
  /** Versions that judged it. */
  readonly policies: readonly string[];
}

/** Null: nothing is kept of it. */
export function dailyReport(input: ReportInput): DailyReport | null {
  const { site, scope, date, length, days, before } = input;
  const cells = goalCells(scope, site);
  const own = ofCells(days, cells);
  if (own.length === 0) return null;
  const names = reportNames(site);
  const span = { from: firstMoment(date, site.zone), to: firstMoment(date + 1, site.zone) };
  const units = unitsOf(scope, cells, days, names);
  const asked = { ...input, ...span, names, units };
  return {
    site: site.id,
    siteName: site.name,
    zone: site.zone,
    demo: site.demo,
    scope,
    title: names.ofScope(scope),
    date,
    ...span,
    length,
    goals: reportedGoals(asked),
    numbers: reportedNumbers(own, ofCells(before, cells)),
    tables: reportedTables(asked),
    worst: worstIntervals(asked),
    restated: restatedNumbers(asked, [...new Set([...cells, ...units])]),
    isWhole: isWhole(days),
    policies: [...new Set(own.flatMap(({ policies }) => policies))],
  };
}

function isWhole(days: readonly Interval[]): boolean {
  const offered = (kind: "site" | "queue"): number =>
    days.reduce((sum, { cell, counters }) => (cellKind(cell) === kind ? sum + counters[C.offered]! : sum), 0);
  return offered("site") === offered("queue");
}

/** Queues and teams of what is reported, in the order of the configuration, then by name. */
function unitsOf(
  scope: ReportScope,
  cells: readonly CellKey[],
  days: readonly Interval[],
  names: ReportNames,
): readonly CellKey[] {
  if (scope.kind !== "site") return cells;
  const kept = days.map(({ cell }) => cell).filter((cell) => ["queue", "team"].includes(cellKind(cell)));
  return [...new Set(kept)].sort(
    (a, b) => names.rank(a) - names.rank(b) || (names.ofCell(a) < names.ofCell(b) ? -1 : 1),
  );
}
