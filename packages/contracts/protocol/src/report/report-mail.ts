/** A report as a channel of people gets it: what a subject line, a plain reader and a mail program show of it. */
import type { DailyReport, Language, ReportNotice } from "@floorwalker/domain";
import { reportHtml } from "./report-html.ts";
import { reportText } from "./report-text.ts";
import type { ReportWords } from "./report-words.ts";

export interface ReportMail {
  readonly about: "report";
  /** The notice's: the same in every repetition. */
  readonly key: string;
  readonly language: Language;
  /** One line. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** When it became due, epoch ms. */
  readonly at: number;
}

export const reportMail = (
  report: DailyReport,
  { key, at }: Pick<ReportNotice, "key" | "at">,
  words: ReportWords,
): ReportMail => ({
  about: "report",
  key,
  language: words.language,
  subject: words.subject(report),
  text: reportText(report, words),
  html: reportHtml(report, words),
  at,
});
