/** What tells how customers rated somebody: KPIs, counters, and lists of contacts. */
import type { CounterName } from "../counters.ts";
import { COUNTERS } from "../counters.ts";
import type { Kpi } from "../kpi/kpi.ts";
import { kpiById } from "../kpi/registry.ts";

export const isOfSurveys = ({ scopes }: Pick<Kpi, "scopes">): boolean => scopes.includes("survey");

/** An id nobody knows tells nothing. */
export const tellsSurveys = (kpi: string): boolean => {
  const known = kpiById(kpi);
  return known !== undefined && isOfSurveys(known);
};

export const SURVEY_COUNTERS: ReadonlySet<CounterName> = new Set(
  COUNTERS.filter((name) => /^(?:survey|lowScores|nps|ces)/.test(name)),
);
