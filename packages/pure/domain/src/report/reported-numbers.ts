/** The day in numbers, beside those of the same weekday before: the usual ones always, others where they say something. */
import { cellKind } from "../cell/cell-key.ts";
import type { Interval } from "../history/interval.ts";
import { kpisOfCell } from "../history/kpis-of-cell.ts";
import type { Direction, Unit } from "../kpi/kpi.ts";
import { valueTogether } from "./report-scope.ts";

export interface ReportedNumber {
  readonly kpi: string;
  readonly title: string;
  readonly unit: Unit;
  readonly direction: Direction;
  /** Null: undefined. */
  readonly value: number | null;
  /** Null: undefined, or nothing is kept of it. */
  readonly before: number | null;
}

/** In this order. */
const USUAL = ["offered", "answered", "abandonRate", "serviceLevel", "averageSpeedOfAnswer", "averageHandleTime"];
const WHERE_SAID = [
  "longestWait",
  "refused",
  "flowedOut",
  "firstResponseTime",
  "resolutionTime",
  "occupancy",
  "csat",
  "nps",
  "ces",
  "transferRate",
  "escalated",
  "complaints",
];

/** `own`: of the cells that are reported, at least one. */
export function reportedNumbers(own: readonly Interval[], before: readonly Interval[]): readonly ReportedNumber[] {
  const known = kpisOfCell(cellKind(own[0]!.cell));
  return [...USUAL, ...WHERE_SAID].flatMap((id): ReportedNumber[] => {
    const kpi = known.find((each) => each.id === id);
    if (kpi === undefined) return [];
    const { title, unit, direction } = kpi;
    const value = dayValue(id, own);
    const told = { kpi: id, title, unit, direction, value, before: dayValue(id, before) };
    return USUAL.includes(id) || (value ?? 0) !== 0 ? [told] : [];
  });
}

/** Null: undefined, or there is no such day. */
export function dayValue(id: string, days: readonly Interval[]): number | null {
  const [first] = days;
  if (first === undefined) return null;
  const kpi = kpisOfCell(cellKind(first.cell)).find((each) => each.id === id);
  return kpi === undefined ? null : valueTogether(kpi, days);
}
