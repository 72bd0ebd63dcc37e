/**
 * Where the day was lost: the intervals of its queues (of a team's report: of its teams) with the most misses beyond what the target of
 * their service level allows. What has no target has no worst interval.
 */
import { type CellKey, cellKind } from "../cell/cell-key.ts";
import { missesOf, slack, WHOLE } from "../goal/budget.ts";
import type { Goal } from "../goal/goal.ts";
import type { Interval } from "../history/interval.ts";
import { kpiById } from "../kpi/registry.ts";
import { intervalStart, nextIntervalStart } from "../zone-time.ts";
import type { ReportNames } from "./report-names.ts";
import { type ReportLength, sidesTogether } from "./report-scope.ts";
import { targetOfCell } from "./reported-tables.ts";

export interface WorstInterval {
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
  /** Of what, as people call it. */
  readonly of: string;
  readonly decided: number;
  readonly inTime: number;
  readonly misses: number;
  readonly value: number;
  readonly target: number;
}

const MOST = 5;

interface Asked {
  readonly site: { readonly zone: string };
  readonly goals: readonly Goal[];
  readonly length: ReportLength;
  readonly quarters: readonly Interval[];
  readonly names: ReportNames;
  readonly units: readonly CellKey[];
  readonly from: number;
}

export function worstIntervals(asked: Asked): readonly WorstInterval[] {
  const { site, length, quarters, names, units } = asked;
  const kinds = units.map(cellKind);
  const cells = kinds.includes("queue") ? units.filter((cell) => cellKind(cell) === "queue") : units;
  const found: (WorstInterval & { readonly beyond: number })[] = [];
  for (const cell of cells) {
    const level = targetOfCell(cell, asked);
    if (level === null) continue;
    const target = { better: "higher", value: level } as const;
    const byStart = Map.groupBy(
      quarters.filter((quarter) => quarter.cell === cell),
      ({ from }) => intervalStart(from, length, site.zone),
    );
    for (const [from, intervals] of byStart) {
      const sides = sidesTogether(SERVICE_LEVEL, intervals)!;
      const beyond = -slack(target, sides) / WHOLE;
      if (beyond <= 0) continue;
      found.push({
        from,
        to: nextIntervalStart(from, length, site.zone),
        of: names.ofCell(cell),
        decided: sides.denominator,
        inTime: sides.numerator,
        misses: missesOf(target, sides),
        value: sides.numerator / sides.denominator,
        target: level,
        beyond,
      });
    }
  }
  return found
    .sort((a, b) => b.beyond - a.beyond || a.from - b.from || (a.of < b.of ? -1 : 1))
    .slice(0, MOST)
    .map(({ beyond: _beyond, ...interval }) => interval);
}

const SERVICE_LEVEL = kpiById("serviceLevel")!;
