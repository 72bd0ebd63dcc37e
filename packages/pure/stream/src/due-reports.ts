/**
 * The daily reports of a site that are due (`domain/src/report/report-plan.ts`). The notices go into the outbox of the commit that stores
 * which day they are of: whatever ends the owner, a day's are recorded once. None is while it catches up, nor before the log has all that
 * the day is told by: who reads the history then does not find half of it.
 */
import { dueReport, firstMoment, nextReport, type ReportNotice, reportNotices } from "@floorwalker/domain";
import { jsonRow, rowJson } from "./row-format.ts";
import { type RowSink, rowKey, type SiteContext } from "./site-context.ts";

export const REPORT_ROW = "e";
const FORMAT = 1;

export class DueReports {
  readonly #context: SiteContext;
  /** Up to when the log has what closed, epoch ms; null: nothing has. */
  readonly #toldUntil: () => number | null;
  /** The last day that was reported; null: none was. */
  #reported: number | null = null;
  #dirty = false;
  #outbox: readonly ReportNotice[] = [];

  constructor(context: SiteContext, toldUntil: () => number | null) {
    this.#context = context;
    this.#toldUntil = toldUntil;
  }

  evaluate(): void {
    const { clock, config, catchingUp } = this.#context;
    if (config.report === undefined || catchingUp || !Number.isFinite(clock)) return;
    const date = dueReport(config.report, clock, config.zone);
    if (date === null || (this.#reported !== null && date <= this.#reported)) return;
    const toldUntil = this.#toldUntil();
    if (toldUntil === null || toldUntil < firstMoment(date + 1, config.zone)) return;
    this.#reported = date;
    this.#dirty = true;
    this.#outbox = [...this.#outbox, ...reportNotices(config.report, config.id, date, clock)];
  }

  /** The next moment at which one becomes due; null: none does. */
  next(): number | null {
    const { clock, config } = this.#context;
    return config.report === undefined || !Number.isFinite(clock)
      ? null
      : nextReport(config.report, clock, config.zone);
  }

  takeOutbox(): readonly ReportNotice[] {
    const outbox = this.#outbox;
    this.#outbox = [];
    return outbox;
  }

  drain(sink: RowSink): void {
    if (!this.#dirty) return;
    this.#dirty = false;
    sink.row(rowKey(this.#context.config.id, REPORT_ROW), jsonRow(FORMAT, [this.#reported]));
  }

  restore(value: Uint8Array): void {
    [this.#reported] = rowJson<[number | null]>(FORMAT, value);
  }
}
