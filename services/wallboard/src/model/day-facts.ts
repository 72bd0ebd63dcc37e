/** What a queue's day is made of, out of what the gateway answered and the row that boards show. */
import type { QueueRow } from "@floorwalker/protocol";
import type { HistoryAnswer } from "../answers/history.ts";
import type { QueuePlan } from "../answers/planning.ts";
import type { CountedInterval, DayFacts } from "./day-intervals.ts";
import { valueIn } from "./floor.ts";

export const DAY_KPIS = "offered,answered,abandoned,serviceLevel,averageHandleTime";

export interface DayAnswers {
  readonly row: QueueRow;
  readonly history: HistoryAnswer | null;
  readonly plan: QueuePlan | null;
  readonly dayFrom: number;
  readonly now: number;
  readonly staleSince: number | null;
}

export function dayFacts({ row, history, plan, dayFrom, now, staleSince }: DayAnswers): DayFacts {
  const so = (field: string): number => valueIn(row, field, "day") ?? 0;
  return {
    dayFrom,
    now,
    staleSince,
    counted: history?.rows.map(countedOf) ?? null,
    since: timeOf(history?.since),
    until: timeOf(history?.until),
    soFar: {
      offered: so("offered"),
      answered: so("answered"),
      inTime: so("answeredInThreshold"),
      abandoned: so("abandoned"),
    },
    forecast: plan?.forecast?.intervals ?? [],
  };
}

const timeOf = (text: string | null | undefined): number | null =>
  text === null || text === undefined ? null : Date.parse(text);

function countedOf({ from, kpis, counters, restated, policies }: HistoryAnswer["rows"][number]): CountedInterval {
  return {
    from: Date.parse(from),
    offered: kpis.offered ?? 0,
    answered: kpis.answered ?? 0,
    inTime: counters.answeredInThreshold ?? 0,
    abandoned: kpis.abandoned ?? 0,
    level: kpis.serviceLevel ?? null,
    handleTime: kpis.averageHandleTime ?? null,
    restated,
    policies,
  };
}
