/** A report in plain text, lines ended by \n, at most some 78 characters wide: the text part of the mail, and what a terminal shows. */
import type { DailyReport, ReportedTable } from "@floorwalker/domain";
import { reportClock } from "./report-clock.ts";
import type { ReportWords } from "./report-words.ts";

export function reportText(report: DailyReport, words: ReportWords): string {
  const { siteName, title, zone, date, demo, goals, numbers, tables, policies } = report;
  const sections: readonly (readonly [heading: string | null, lines: readonly string[]])[] = [
    [null, [`${words.heading}: ${title === siteName ? siteName : `${title}, ${siteName}`}`, words.date(date)]],
    [null, demo ? [words.demo] : []],
    [null, [words.verdict(goals)]],
    [
      words.goals,
      columns(
        goals.map((goal) => [
          words.stateOf(goal),
          `${words.kpi(goal.kpi, goal.title)}, ${goal.of}`,
          words.number(goal.value, goal.unit, goal.target),
          words.atLeast(goal),
          words.spare(goal),
        ]),
        [0, 0, 1, 0, 0],
      ),
    ],
    [
      words.inNumbers,
      columns(
        [
          ["", "", words.weekdayBefore(date)],
          ...numbers.map(({ kpi, title: name, unit, value, before }) => [
            words.kpi(kpi, name),
            words.number(value, unit),
            words.number(before, unit),
          ]),
        ],
        [0, 1, 1],
      ),
    ],
    ...tables.map((table) => [words.by(table.of), tableLines(table, words)] as const),
    [words.worst, worstLines(report, words)],
    [words.restated, restatedLines(report, words)],
    [null, [words.clockOf(zone), words.judgedBy(policies)]],
  ];
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(([heading, lines]) =>
      [...(heading === null ? [] : [heading, "-".repeat(lengthOf(heading))]), ...lines].join("\n"),
    )
    .join("\n\n")
    .concat("\n");
}

function tableLines({ of, columns: heads, rows, more }: ReportedTable, words: ReportWords): readonly string[] {
  const lines = columns(
    [
      [words[of], ...heads.map(({ kpi, title }) => words.column(kpi, title)), ""],
      ...rows.map(({ title, values, target }) => [
        title,
        ...values.map((value, at) => words.number(value, heads[at]!.unit, limitOf(heads[at]!.kpi, target))),
        words.ofTarget(target),
      ]),
    ],
    [0, ...heads.map(() => 1 as const), 0],
  );
  return more === 0 ? lines : [...lines, words.more(more)];
}

/** Beside which a value of that column is shown. */
const limitOf = (kpi: string, target: number | null): number | undefined =>
  kpi === "serviceLevel" && target !== null ? target : undefined;

function worstLines(report: DailyReport, words: ReportWords): readonly string[] {
  if (!report.goals.some(({ kpi }) => kpi === "serviceLevel")) return [];
  if (report.worst.length === 0) return [words.noWorst];
  const clock = reportClock(report);
  return [
    words.worstAmong(report.length),
    ...columns(
      report.worst.map(({ from, to, of, inTime, decided, value, target }) => [
        `${clock(from)}–${clock(to)}`,
        of,
        words.number(value, "ratio", target),
        words.ofTarget(target),
        `${words.inTime}: ${words.ofDecided(inTime, decided)}`,
      ]),
      [0, 0, 1, 0, 0],
    ),
  ];
}

function restatedLines(report: DailyReport, words: ReportWords): readonly string[] {
  const { entries, more, quarters } = report.restated;
  if (entries.length === 0) return [words.notRestated];
  const clock = reportClock(report);
  const lines = columns(
    entries.map(({ length, from, of, kpi, title, unit, before, after }) => [
      length === "day" ? words.wholeDay : clock(from),
      `${words.kpi(kpi, title)}, ${of}`,
      `${words.number(before, unit)} → ${words.number(after, unit)}`,
    ]),
    [0, 0, 0],
  );
  return [words.restatedCount(quarters), ...lines, ...(more === 0 ? [] : [words.more(more)])];
}

/** Side by side; `sides`: 1 is to the right. */
function columns(rows: readonly (readonly string[])[], sides: readonly (0 | 1)[]): readonly string[] {
  const widths = sides.map((_, at) => Math.max(0, ...rows.map((row) => lengthOf(row[at] ?? ""))));
  return rows.map((row) =>
    row
      .map((cell, at) => {
        const gap = " ".repeat(widths[at]! - lengthOf(cell));
        return sides[at] === 1 ? gap + cell : cell + gap;
      })
      .join("  ")
      .trimEnd(),
  );
}

const SEGMENTS = new Intl.Segmenter("en", { granularity: "grapheme" });
const TWO_WIDE = /^[\p{Script=Han}\u3000-\u303f\uff00-\uff60]/u;
/** As a terminal shows it. */
const lengthOf = (text: string): number =>
  Array.from(SEGMENTS.segment(text)).reduce((width, { segment }) => width + (TWO_WIDE.test(segment) ? 2 : 1), 0);
