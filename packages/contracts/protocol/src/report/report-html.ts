/**
 * A report as the HTML part of a mail: tables and inline styles only, since that is what mail programs render; 600 px wide, narrower
 * where the screen is. Tables that only place things say so to screen readers, those of numbers have heads; no colour says what no word
 * does.
 */
import type { DailyReport, ReportedGoal, ReportedNumber, ReportedTable } from "@floorwalker/domain";
import { html, type Markup } from "./markup.ts";
import { reportClock } from "./report-clock.ts";
import { cell, FONTS, head, INK, LAYOUT, MUTED, numberTable, PILLS, section } from "./report-styles.ts";
import type { ReportWords } from "./report-words.ts";

export function reportHtml(report: DailyReport, words: ReportWords): string {
  const { siteName, title, zone, date, demo, goals, tables, policies } = report;
  const name = title === siteName ? siteName : `${title}, ${siteName}`;
  const body = html`<!DOCTYPE html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${words.subject(report)}</title>
</head>
<body style="margin:0;padding:0;background:#eef1f4;color:${INK}">
<table ${LAYOUT} width="100%" bgcolor="#eef1f4"><tr><td align="center" style="padding:16px 0">
<table ${LAYOUT} width="600" bgcolor="#ffffff" style="width:100%;max-width:600px;background:#ffffff;font-family:${FONTS}">
<tr><td bgcolor="#17324d" style="background:#17324d;padding:20px 12px;color:#ffffff">
<p style="margin:0 0 4px;font-size:13px;line-height:18px;color:#c9d8e6">${words.heading}</p>
<h1 style="margin:0;font-size:24px;line-height:30px;color:#ffffff">${name}</h1>
<p style="margin:4px 0 0;font-size:15px;line-height:20px;color:#ffffff">${words.date(date)}</p>
</td></tr>
${demo ? [html`<tr><td bgcolor="#fff3cd" style="background:#fff3cd;padding:8px 12px;font-size:13px;line-height:18px;color:#5c4400">${words.demo}</td></tr>`] : []}
<tr><td style="padding:20px 12px 0;font-size:18px;line-height:24px;font-weight:bold;color:${INK}">${words.verdict(goals)}</td></tr>
${goals.length === 0 ? [] : [section(words.goals, goalTable(goals, words))]}
${section(words.inNumbers, figures(report, words))}
${tables.map((table) => section(words.by(table.of), unitTable(table, words)))}
${goals.some(({ kpi }) => kpi === "serviceLevel") ? [section(words.worst, worst(report, words))] : []}
${section(words.restated, restated(report, words))}
<tr><td style="padding:24px 12px;font-size:12px;line-height:18px;color:${MUTED}">${words.clockOf(zone)}<br>${words.judgedBy(policies)}</td></tr>
</table>
</td></tr></table>
</body>
</html>
`;
  return body.text;
}

function goalTable(goals: readonly ReportedGoal[], words: ReportWords): Markup {
  const rows = goals.map((goal) => {
    const { fore, back } = PILLS[goal.state];
    const spare = words.spare(goal);
    return html`<tr>
${cell(html`<strong>${words.kpi(goal.kpi, goal.title)}</strong><br><span style="color:${MUTED}">${goal.of}</span>`, "left")}
${cell(html`<strong>${words.number(goal.value, goal.unit, goal.target)}</strong>`, "right")}
${cell(html`${words.atLeast(goal)}`, "right")}
${cell(html`<span style="display:inline-block;padding:2px 6px;border-radius:10px;background:${back};color:${fore};font-weight:bold;white-space:nowrap">${words.stateOf(goal)}</span>${spare === "" ? [] : [html`<br><span style="font-size:12px;line-height:16px;color:${MUTED}">${spare}</span>`]}`, "right")}
</tr>`;
  });
  return numberTable(
    words.goals,
    [head(words.goal, "left"), head(words.value), head(words.target), head(words.state)],
    rows,
  );
}

/** Three beside each other. */
const PER_ROW = 3;

function figures({ numbers, date }: DailyReport, words: ReportWords): Markup {
  const one = ({
    kpi,
    title,
    unit,
    value,
    before,
  }: ReportedNumber): Markup => html`<td width="33%" valign="top" style="padding:8px 12px 8px 0">
<p style="margin:0;font-size:12px;line-height:16px;color:${MUTED}">${words.kpi(kpi, title)}</p>
<p style="margin:2px 0;font-size:22px;line-height:26px;font-weight:bold;color:${INK}">${words.number(value, unit)}</p>
<p style="margin:0;font-size:12px;line-height:16px;color:${MUTED}">${words.weekdayBefore(date)}: ${words.number(before, unit)}</p>
</td>`;
  const rows: Markup[] = [];
  for (let at = 0; at < numbers.length; at += PER_ROW)
    rows.push(
      html`<tr>${numbers.slice(at, at + PER_ROW).map(one)}${Array.from({ length: Math.max(0, at + PER_ROW - numbers.length) }, () => html`<td width="33%"></td>`)}</tr>`,
    );
  return html`<table ${LAYOUT} width="100%">${rows}</table>`;
}

function unitTable({ of, columns, rows, more }: ReportedTable, words: ReportWords): Markup {
  const lines = rows.map(({ title, values, target }) => {
    const cells = values.map((value, at) => {
      const { kpi, unit } = columns[at]!;
      if (kpi !== "serviceLevel") return cell(html`${words.number(value, unit)}`, "right");
      return cell(besideTarget(value, target, words), "right");
    });
    return html`<tr>${cell(html`${title}`, "left")}${cells}</tr>`;
  });
  const heads = [head(words[of], "left"), ...columns.map(({ kpi, title }) => head(words.column(kpi, title)))];
  return html`${numberTable(words.by(of), heads, lines)}${more === 0 ? [] : [note(words.more(more))]}`;
}

function besideTarget(value: number | null, target: number | null, words: ReportWords): Markup {
  const isBelow = value !== null && target !== null && value < target;
  const shown = html`<strong style="color:${isBelow ? PILLS.missed.fore : INK}">${words.number(value, "ratio", target ?? undefined)}</strong>`;
  return target === null
    ? shown
    : html`${shown}<br><span style="font-size:12px;line-height:16px;color:${MUTED}">${words.ofTarget(target)}</span>`;
}

function worst(report: DailyReport, words: ReportWords): Markup {
  if (report.worst.length === 0) return note(words.noWorst);
  const clock = reportClock(report);
  const rows = report.worst.map(
    ({ from, to, of, inTime, decided, value, target }) => html`<tr>
${cell(html`<span style="white-space:nowrap">${clock(from)}–${clock(to)}</span>`, "left")}
${cell(html`${of}`, "left")}
${cell(html`${words.ofDecided(inTime, decided)}`, "right")}
${cell(besideTarget(value, target, words), "right")}
</tr>`,
  );
  const heads = [head(words.interval, "left"), head(words.of, "left"), head(words.inTime), head(words.serviceLevel)];
  return html`${note(words.worstAmong(report.length))}${numberTable(words.worst, heads, rows)}`;
}

function restated(report: DailyReport, words: ReportWords): Markup {
  const { entries, more, quarters } = report.restated;
  if (entries.length === 0) return note(words.notRestated);
  const clock = reportClock(report);
  const rows = entries.map(
    ({ length, from, of, kpi, title, unit, before, after }) => html`<tr>
${cell(html`${length === "day" ? words.wholeDay : clock(from)}`, "left")}
${cell(html`${words.kpi(kpi, title)}<br><span style="color:${MUTED}">${of}</span>`, "left")}
${cell(html`${words.number(before, unit)}`, "right")}
${cell(html`<strong>${words.number(after, unit)}</strong>`, "right")}
</tr>`,
  );
  const heads = [head(words.interval, "left"), head(words.of, "left"), head(words.first), head(words.now)];
  return html`${note(words.restatedCount(quarters))}${numberTable(words.restated, heads, rows)}${more === 0 ? [] : [note(words.more(more))]}`;
}

const note = (text: string): Markup =>
  html`<p style="margin:0 0 8px;font-size:13px;line-height:18px;color:${MUTED}">${text}</p>`;
