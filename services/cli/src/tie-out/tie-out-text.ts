/** What a tie-out found, for a terminal: each difference, what would make it equal, and the first contacts behind it. */
import { type Difference, type Figure, localIso, type TiedSegment } from "@floorwalker/domain";
import type { TieOutOutcome } from "./tie-out-document.ts";

const SHOWN = 5;

export function tieOutText(outcome: TieOutOutcome): string {
  const { vendor, formula, span, rows, notCompared, queuesWithoutRows, tied } = outcome;
  const { zone } = span;
  const differ = tied.differences.length;
  const lines = [
    `${vendor} beside ${span.site}, ${clock(span.from, zone)} to ${clock(span.to, zone)} (${zone}); service level ${formula}`,
    `${tied.compared} numbers of ${rows.compared} rows compared: ${tied.compared - differ} equal, ${differ} differ.`,
    ...(rows.outside === 0 ? [] : [`${rows.outside} rows lie outside that span.`]),
    ...(notCompared.length === 0 ? [] : [`Columns that are not compared: ${notCompared.join(", ")}.`]),
    ...(queuesWithoutRows.length === 0
      ? []
      : [`Queues that the report has no row of: ${queuesWithoutRows.join(", ")}.`]),
    ...tied.differences.flatMap((difference) => ["", ...linesOf(difference, zone)]),
  ];
  return `${lines.join("\n")}\n`;
}

function linesOf({ row, cell, ours, explanations, counted }: Difference, zone: string): readonly string[] {
  const { unit } = cell.figure;
  const head = `line ${row.line}  ${row.queue}  ${clock(row.from, zone)}  ${cell.column}: theirs ${written(cell.value, unit)}, ours ${written(ours, unit)}`;
  const [best, ...others] = explanations;
  if (best === undefined)
    return [head, "  nothing that was tried makes them equal; counted here:", ...listed(counted, zone)];
  const also = others.length === 0 ? [] : [`  or if ${others.map(({ text }) => text).join("; or if ")}`];
  return [head, `  equal, if ${best.text}:`, ...listed(best.segments, zone), ...also];
}

function listed(segments: readonly TiedSegment[], zone: string): readonly string[] {
  if (segments.length === 0) return ["    none"];
  const more = segments.length - SHOWN;
  return [
    ...segments.slice(0, SHOWN).map((segment) => `    ${lineOf(segment, zone)}`),
    ...(more > 0 ? [`    and ${more} more (--json lists all)`] : []),
  ];
}

function lineOf(segment: TiedSegment, zone: string): string {
  const { contact, queuedAt, waitMs, outcome, reason, outcomeAt, endedAt, agents } = segment;
  const parts = [
    contact ?? "(no contact)",
    queuedAt === null ? "never queued" : `queued ${clock(queuedAt, zone)}`,
    `${outcome ?? "unknown"}${reason === null ? "" : ` (${reason})`}${waitMs === null ? "" : ` after ${waitMs / 1000} s`}`,
    ...(endedAt === null || endedAt === outcomeAt ? [] : [`over ${clock(endedAt, zone)}`]),
    ...(agents.length === 0 ? [] : [agents.join(", ")]),
  ];
  return parts.join("  ");
}

function written(value: number | null, unit: Figure["unit"]): string {
  if (value === null) return "–";
  if (unit === "share") return `${Math.round(value * 10_000) / 100} %`;
  return unit === "seconds" ? `${Math.round(value * 100) / 100} s` : String(value);
}

/** By the site's clock. */
const clock = (time: number, zone: string): string => localIso(time, zone).slice(0, 19).replace("T", " ");
