/** A day's report from what history keeps: for the mail and for whoever asks, so that both are the same. */
import {
  type DailyReport,
  dailyReport,
  firstMoment,
  type Goal,
  goalCells,
  type Interval,
  type ReportLength,
  type ReportScope,
  SITE_CELL,
  type SiteConfig,
} from "@floorwalker/domain";
import type { History, HistoryQuery } from "@floorwalker/ports";
import { historyAsTold, isGoalTold, type ReportDisclosure } from "./report-as-told.ts";

export interface AskedReport {
  readonly site: SiteConfig;
  /** In force, of the site. */
  readonly goals: readonly Goal[];
  readonly scope: ReportScope;
  /** What whoever reads it is told of single agents. */
  readonly told: ReportDisclosure;
  /** Days since 1970-01-01. */
  readonly date: number;
  readonly length: ReportLength;
  /** Epoch ms: restatements up to then. */
  readonly now: number;
}

const MOST_RESTATEMENTS = 10_000;
const WEEK = 7;

/** Null: nothing is kept of it. Rejects when the history cannot be read. */
export async function readReport(
  kept: Pick<History, "read" | "restatements">,
  asked: AskedReport,
): Promise<DailyReport | null> {
  const { site, scope, told, date, now } = asked;
  const goals = asked.goals.filter((goal) => isGoalTold(goal, told));
  const history = historyAsTold(kept, told);
  const day = spanOf(site, date);
  const read = async (of: HistoryQuery["of"], length: "15m" | "day", span = day): Promise<readonly Interval[]> => {
    const found: Interval[] = [];
    for await (const some of history.read({ site: site.id, of, length, ...span })) found.push(...some);
    return found;
  };
  const cells = goalCells(scope, site);
  const people = [
    ...new Set(goals.flatMap((goal) => (goal.scope.kind === "agent" ? goalCells(goal.scope, site) : []))),
  ];
  const [own, queues, teams, agents, before, quarters, restatements] = await Promise.all([
    read({ cells: [SITE_CELL] }, "day"),
    read({ kind: "queue" }, "day"),
    read({ kind: "team" }, "day"),
    read({ cells: people }, "day"),
    read({ cells }, "day", spanOf(site, date - WEEK)),
    scope.kind === "site" ? read({ kind: "queue" }, "15m") : read({ cells }, "15m"),
    history.restatements({ site: site.id, from: day.from, to: Math.max(day.from, now + 1), limit: MOST_RESTATEMENTS }),
  ]);
  const days = [...own, ...queues, ...teams, ...agents];
  return dailyReport({ ...asked, goals, days, before, quarters, restatements });
}

const spanOf = ({ zone }: SiteConfig, date: number) => ({
  from: firstMoment(date, zone),
  to: firstMoment(date + 1, zone),
});
