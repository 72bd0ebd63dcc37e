export { type AskedReport, readReport } from "./read-report.ts";
export { isReportTold, type ReportDisclosure } from "./report-as-told.ts";
export { reportHtml } from "./report-html.ts";
export { reportJson } from "./report-json.ts";
export { type ReportMail, reportMail } from "./report-mail.ts";
export { readReportNotice } from "./report-notice.ts";
export { reportText } from "./report-text.ts";
export type { ReportWords } from "./report-words.ts";
export { REPORT_WORDS } from "./words-of.ts";
