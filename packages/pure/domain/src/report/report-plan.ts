/**
 * Who gets a site's daily report and when, and the notice that one is due. A report is of the day before, due at a time of the site's
 * clock (where the clock leaves it out, at the next there is), and only on its own day: one that could not be told by midnight is past.
 */
import { fnv1a128 } from "../alert/alert-key.ts";
import { clockMoment, dayStart, localDate } from "../zone-time.ts";
import type { ReportLength, ReportScope } from "./report-scope.ts";

export interface ReportPlan {
  /** Minutes after midnight. */
  readonly minute: number;
  readonly length: ReportLength;
  readonly to: readonly ReportReader[];
}

export interface ReportReader {
  /** Id of a receiver. */
  readonly receiver: string;
  readonly scope: ReportScope;
}

/** As it stands in the outbox; `@floorwalker/protocol/report` has its schema. */
export interface ReportNotice extends ReportReader {
  readonly format: 1;
  readonly about: "report";
  /** Of the site, the day, the receiver and the scope: stable over retries and restarts (rule 21). */
  readonly key: string;
  readonly site: string;
  /** Days since 1970-01-01: the day that is over. */
  readonly date: number;
  readonly length: ReportLength;
  /** When it was found to be due, epoch ms. */
  readonly at: number;
}

/** The date whose report is due now; null: today's has not come yet. */
export function dueReport({ minute }: ReportPlan, now: number, zone: string): number | null {
  const today = localDate(dayStart(now, zone), zone);
  return now >= clockMoment(today, minute, zone) ? today - 1 : null;
}

/** The first moment after `now` at which one becomes due. */
export function nextReport({ minute }: ReportPlan, now: number, zone: string): number {
  const today = localDate(dayStart(now, zone), zone);
  const due = clockMoment(today, minute, zone);
  return due > now ? due : clockMoment(today + 1, minute, zone);
}

export function reportNotices(
  { to, length }: ReportPlan,
  site: string,
  date: number,
  at: number,
): readonly ReportNotice[] {
  return to.map(({ receiver, scope }) => ({
    format: 1,
    about: "report",
    key: fnv1a128(JSON.stringify(["report", site, date, receiver, scope])),
    site,
    date,
    length,
    receiver,
    scope,
    at,
  }));
}
