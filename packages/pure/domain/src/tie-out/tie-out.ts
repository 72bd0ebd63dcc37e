/**
 * A vendor's report beside the same intervals reckoned from our segments under that vendor's reading. Every cell of the report is compared at
 * the precision it is written in; of each that differs it is said what would make it equal, and by which contacts. Laws: a report made of
 * the segments themselves has no difference; an explanation's contacts are exactly those that the two readings count differently there.
 */
import { type Figure, type Part, type Reckoned, reckon, type Span } from "./figure.ts";
import { otherReadings, type Reading } from "./reading.ts";
import type { TiedSegment } from "./tied-segment.ts";

export interface ReportCell {
  /** The report's own header. */
  readonly column: string;
  readonly figure: Figure;
  readonly thresholdMs: number | null;
  /** In the figure's unit; null: empty, or a dash. */
  readonly value: number | null;
  /** What its last digit is worth. */
  readonly precision: number;
}

/** Of one queue and interval. */
export interface ReportRow extends Span {
  /** In its file. */
  readonly line: number;
  readonly queue: string;
  readonly cells: readonly ReportCell[];
  readonly segments: readonly TiedSegment[];
}

export interface Explanation {
  readonly id: string;
  /** A sentence: the two are equal, if … */
  readonly text: string;
  /** What the two readings count differently. */
  readonly segments: readonly TiedSegment[];
}

export interface Difference {
  readonly row: ReportRow;
  readonly cell: ReportCell;
  readonly ours: number | null;
  /** The fewest contacts first; none: nothing that was tried makes them equal. */
  readonly explanations: readonly Explanation[];
  /** Whatever we count there. */
  readonly counted: readonly TiedSegment[];
}

export interface TieOut {
  readonly compared: number;
  readonly differences: readonly Difference[];
}

/** Stamps of whole seconds, and two clocks. */
const EDGE_MS = 2_000;
/** A vendor may round or cut. */
const ROUNDING = 1 + 1e-9;

export function tieOut(rows: readonly ReportRow[], own: Reading): TieOut {
  const others = otherReadings(own);
  const differences: Difference[] = [];
  let compared = 0;
  for (const row of rows)
    for (const cell of row.cells) {
      compared++;
      const ours = reckonCell(row, cell, own);
      if (isEqual(ours.value, cell)) continue;
      const explanations = [
        ...atTheEdge(row, cell, ours, own),
        ...others.flatMap(({ id, text, reading }) => {
          const theirs = reckonCell(row, cell, reading);
          return isEqual(theirs.value, cell) ? [{ id, text, segments: countedOtherwise(ours, theirs) }] : [];
        }),
      ].sort((a, b) => a.segments.length - b.segments.length);
      differences.push({ row, cell, ours: ours.value, explanations, counted: [...ours.parts.keys()] });
    }
  return { compared, differences };
}

const reckonCell = (row: ReportRow, { figure, thresholdMs }: ReportCell, reading: Reading): Reckoned =>
  reckon(figure, row.segments, row, reading, thresholdMs);

/** Nothing there may be written as 0. */
function isEqual(ours: number | null, { value, precision, figure }: ReportCell): boolean {
  if (ours === null || value === null) return (ours ?? 0) === (value ?? 0);
  return figure.unit === "count" ? ours === value : Math.abs(ours - value) < precision * ROUNDING;
}

function countedOtherwise({ parts: ours }: Reckoned, { parts: theirs }: Reckoned): readonly TiedSegment[] {
  const isOther = (a: Part | undefined, b: Part | undefined): boolean => a?.amount !== b?.amount || a?.of !== b?.of;
  return [...new Set([...ours.keys(), ...theirs.keys()])].filter((segment) =>
    isOther(ours.get(segment), theirs.get(segment)),
  );
}

/** As many as differ lie so near to the interval's beginning or end that another clock puts them into the next one. */
function atTheEdge(row: ReportRow, cell: ReportCell, ours: Reckoned, own: Reading): readonly Explanation[] {
  if (cell.figure.together !== "sum" || cell.value === null || ours.value === null) return [];
  const missing = cell.value - ours.value;
  const near = (segment: TiedSegment): boolean => {
    const at = own.at(segment, cell.figure.moment);
    return at !== null && [row.from, row.to].some((edge) => Math.abs(at - edge) <= EDGE_MS);
  };
  const wide = reckonCell({ ...row, from: row.from - EDGE_MS, to: row.to + EDGE_MS }, cell, own);
  const candidates = [...wide.parts].filter(([segment]) => near(segment) && ours.parts.has(segment) === missing < 0);
  if (candidates.reduce((sum, [, { amount }]) => sum + amount, 0) < Math.abs(missing)) return [];
  const text = missing < 0 ? "some of these fall outside the interval" : "some of these fall inside the interval";
  return [{ id: "edge", text: `${text} by its clock`, segments: candidates.map(([segment]) => segment) }];
}
