/**
 * A daily report is written when it is sent, by what history keeps then. An owner says that one is due as soon as the log has the day; the
 * history may still be reading it: what is not there yet, or not whole, is waited for, for a while.
 */
import { goalsOf, LANGUAGES, type Language, type ReportNotice, type SiteConfig } from "@floorwalker/domain";
import type { DeliveryResult, History } from "@floorwalker/ports";
import { isReportTold, REPORT_WORDS, type ReportMail, readReport, reportMail } from "@floorwalker/protocol/report";
import type { Timing } from "@floorwalker/runtime";
import type { ReceiverDisclosure } from "./receiver-disclosure.ts";
import { within } from "./within.ts";

export interface ReportWriterOptions {
  /** Null: none is kept here. */
  readonly history: Pick<History, "read" | "restatements"> | null;
  readonly sites: () => ReadonlyMap<string, SiteConfig>;
  readonly receivers: () => ReadonlyMap<string, { readonly language: Language }>;
  /** What each is told of single agents. */
  readonly told: ReceiverDisclosure;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
  readonly timing: Timing;
  /** Longest reading, ms: an attempt has to end within its lease. */
  readonly readMs?: number;
  /** So long after it was due nothing more is expected of the history, ms. */
  readonly patienceMs?: number;
}

/** `skipped`: there is nothing to send, and never will be. */
export type Written =
  | { readonly result: "written"; readonly mail: ReportMail }
  | { readonly result: "skipped"; readonly reason: string }
  | Extract<DeliveryResult, { result: "retry" }>;

export type ReportWriter = (notice: ReportNotice) => Promise<Written>;

const READ_MS = 5_000;
const PATIENCE_MS = 900_000;

export function reportWriter(options: ReportWriterOptions): ReportWriter {
  const {
    history,
    sites,
    receivers,
    told: toldOf,
    clock,
    timing,
    readMs = READ_MS,
    patienceMs = PATIENCE_MS,
  } = options;
  return async (notice) => {
    if (history === null) return { result: "skipped", reason: "no history can be read here" };
    const site = sites().get(notice.site);
    if (site === undefined) return { result: "skipped", reason: `the site ${notice.site} is not configured here` };
    const language = receivers().get(notice.receiver)?.language ?? LANGUAGES[0];
    const now = clock();
    const told = await toldOf(notice.receiver, notice.site);
    if (!isReportTold(told))
      return { result: "skipped", reason: "the privacy profile of its receiver tells nothing of what it is about" };
    const reading = readReport(history, { ...notice, site, goals: goalsOf(site), told, now });
    const report = await within(reading, readMs, timing).catch((error: unknown) => (error as Error).message);
    if (typeof report === "string") return { result: "retry", reason: `the history cannot be read: ${report}` };
    const isOver = now - notice.at >= patienceMs;
    if (report === null)
      return isOver
        ? { result: "skipped", reason: "nothing is kept of the day" }
        : { result: "retry", reason: "nothing is kept of the day yet" };
    if (!report.isWhole && !isOver) return { result: "retry", reason: "part of the day is not in the history yet" };
    return { result: "written", mail: reportMail(report, notice, REPORT_WORDS[language]) };
  };
}
