/** A rehearsal for people: what the rule did beside its variants, and its latest episodes. */

import type { RehearsedRun } from "@floorwalker/domain";

/** Of the answer of the gateway, or of a recording. */
export interface RehearsalDocument {
  readonly site: string;
  readonly from: string;
  readonly to: string;
  readonly rule: string;
  readonly runs: readonly RehearsedRun[];
}

const LISTED = 10;
const HEADS = ["hold-for", "limit", "fired", "under 5 min", "firing", "median", "longest", "told"];

export function rehearsalText({ site, from, to, rule, runs }: RehearsalDocument): string {
  const rows = [HEADS, ...runs.map(cellsOf)];
  const widths = HEADS.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const table = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd(),
  );
  const [written] = runs;
  const latest = (written?.episodes ?? [])
    .slice(-LISTED)
    .map(({ queue, about, firedAt, resolvedAt, seconds, worst }) => {
      const what = [queue, about].filter((part) => part !== null).join(" ");
      const end = resolvedAt === null ? "still firing" : duration(seconds);
      return `  ${firedAt}  ${end}${worst === null ? "" : `, worst ${rounded(worst)}`}${what === "" ? "" : `  ${what}`}`;
    });
  return [
    `${rule} at ${site}, ${from} to ${to}`,
    "",
    ...table,
    ...(latest.length === 0 ? [] : ["", "As it is written, the latest:", ...latest]),
    "",
    "Nobody took it in this rehearsal, so all steps and reminders are counted.",
    "",
  ].join("\n");
}

const cellsOf = (run: RehearsedRun): readonly string[] => [
  duration(run.holdForSeconds),
  run.limit === null ? "–" : rounded(run.limit),
  String(run.fired),
  String(run.underFiveMinutes),
  duration(run.firingSeconds),
  run.medianSeconds === null ? "–" : duration(run.medianSeconds),
  run.longestSeconds === null ? "–" : duration(run.longestSeconds),
  run.told.map(({ receiver, messages }) => `${receiver} ${messages}`).join(", ") || "nobody",
];

const rounded = (value: number): string => String(Math.round(value * 10_000) / 10_000);

function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const two = (part: number): string => String(part).padStart(2, "0");
  return hours === 0 ? `${two(minutes)}:${two(rest)}` : `${hours}:${two(minutes)}:${two(rest)}`;
}
