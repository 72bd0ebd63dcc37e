/**
 * What a newer version of a closed interval changed of the numbers that were shown (issue: restatements), by the KPIs' own files. An
 * interval that was not told to be restated was not shown before, and what comes out the same is no news.
 */
import { newCounters } from "../counters.ts";
import { WaitSketch } from "../sketch/wait-sketch.ts";
import type { Interval } from "./interval.ts";
import { kpisOfCell, numbersOf } from "./kpis-of-cell.ts";
import { inputOf } from "./merge-intervals.ts";

export interface RestatedKpi {
  readonly kpi: string;
  readonly before: number | null;
  readonly after: number | null;
  /** How many events changed the interval since `before` was told; 0: time alone did; null: nobody counted them. */
  readonly events: number | null;
}

/**
 * `before`: what `after` takes the place of; null: nothing was kept of it. Then it was empty (law I1) if this is its first restatement;
 * else nobody here knows what was shown.
 */
export function restatementsOf(before: Interval | null, after: Interval): readonly RestatedKpi[] {
  if (after.restated === 0 || (before === null && after.restated > 1)) return [];
  const kind = numbersOf(after.cell);
  const shown = inputOf(before ?? { ...after, ...NOTHING }, before ?? after, kind === "queue");
  const now = inputOf(after, after, kind === "queue");
  const events = eventsBetween(before, after);
  return kpisOfCell(kind)
    .filter(({ provisional }) => provisional !== true)
    .map((kpi) => ({ kpi: kpi.id, before: kpi.read(shown), after: kpi.read(now), events }))
    .filter(({ before, after }) => before !== after);
}

/** An owner that counted anew, from the log, may know of fewer. */
function eventsBetween(before: Interval | null, { restatedBy }: Interval): number | null {
  if (restatedBy === null) return null;
  const known = before?.restatedBy ?? 0;
  return restatedBy >= known ? restatedBy - known : restatedBy;
}

const NOTHING = { counters: newCounters(), waits: new WaitSketch(), longestWait: null };
