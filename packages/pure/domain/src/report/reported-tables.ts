/** The day by queue and by team. */
import { type CellKey, cellKind, cellName } from "../cell/cell-key.ts";
import { type Goal, targetAt } from "../goal/goal.ts";
import type { Interval } from "../history/interval.ts";
import type { Unit } from "../kpi/kpi.ts";
import { kpiById } from "../kpi/registry.ts";
import type { ReportNames } from "./report-names.ts";
import { dayValue } from "./reported-numbers.ts";

export interface ReportedTable {
  readonly of: "queue" | "team";
  readonly columns: readonly { readonly kpi: string; readonly title: string; readonly unit: Unit }[];
  readonly rows: readonly ReportedRow[];
  /** Rows that are not told. */
  readonly more: number;
}

export interface ReportedRow {
  readonly title: string;
  /** As the columns are. */
  readonly values: readonly (number | null)[];
  /** Of its service level on the day; null: it has none. */
  readonly target: number | null;
}

const COLUMNS = {
  queue: ["offered", "answered", "abandonRate", "averageSpeedOfAnswer", "serviceLevel"],
  team: ["answered", "averageHandleTime", "occupancy", "serviceLevel"],
} as const;
/** A mail that nobody reads to its end says nothing. */
const MOST_ROWS = 40;

interface Asked {
  readonly goals: readonly Goal[];
  readonly days: readonly Interval[];
  readonly names: ReportNames;
  readonly units: readonly CellKey[];
  readonly from: number;
}

export const reportedTables = (asked: Asked): readonly ReportedTable[] =>
  (["queue", "team"] as const).flatMap((of): ReportedTable[] => {
    const cells = asked.units.filter((cell) => cellKind(cell) === of);
    const columns = COLUMNS[of].map((id) => {
      const { title, unit } = kpiById(id)!;
      return { kpi: id, title, unit };
    });
    const rows = cells.flatMap((cell) => {
      const own = asked.days.filter((interval) => interval.cell === cell);
      if (own.length === 0) return [];
      const values = COLUMNS[of].map((id) => dayValue(id, own));
      return [{ title: asked.names.ofCell(cell), values, target: targetOfCell(cell, asked) }];
    });
    if (rows.length === 0) return [];
    return [{ of, columns, rows: rows.slice(0, MOST_ROWS), more: Math.max(0, rows.length - MOST_ROWS) }];
  });

/** Of the service level of a queue or a team, on the day; null: it has none. */
export function targetOfCell(cell: CellKey, { goals, from }: Pick<Asked, "goals" | "from">): number | null {
  const name = cellName(cell);
  const goal = goals.find(({ kpi, scope }) => {
    if (kpi !== "serviceLevel") return false;
    if (scope.kind === "queue")
      return name.kind === "queue" && scope.queue === name.queue && scope.channel === name.channel;
    return scope.kind === "team" && name.kind === "team" && scope.team === name.team;
  });
  return goal === undefined ? null : targetAt(goal, from).value;
}
