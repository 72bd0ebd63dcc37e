/**
 * What contacts are about today, against the same weekday of the last weeks up to the same time of the day: the "problem of the day".
 * A share is of the contacts of which a reason is known, so that a day on which agents note more of them is no problem. Nothing is said
 * on too few contacts, on either side: what is usual is then unknown, not 0.
 */
import { divide } from "../kpi/divide.ts";

/** Contacts by reason, of one day so far. */
export type ReasonCounts = Readonly<Record<string, number>>;

export interface ReasonTrend {
  readonly reason: string;
  /** Today, so far. */
  readonly contacts: number;
  /** Of all with a known reason; null: there are none. */
  readonly share: number | null;
  /** Over those weeks together; null: they had too few. */
  readonly usualShare: number | null;
  /** `share` − `usualShare`; null: either is unknown, or today had too few. */
  readonly change: number | null;
}

/** With a known reason, today and in all those weeks: below it a share says more of chance than of customers. */
export const MINIMUM_SAMPLE = 30;
/** Of the same weekday; older ones tell of another season. */
export const MOST_WEEKS = 4;

/** Those that rose most first, then by contacts; also reasons that came in one of those weeks only. */
export function reasonTrends(today: ReasonCounts, weeks: readonly ReasonCounts[]): ReasonTrend[] {
  const usual = weeks.slice(0, MOST_WEEKS);
  const all = totalOf(today);
  const usualAll = usual.reduce((sum, week) => sum + totalOf(week), 0);
  const reasons = new Set([today, ...usual].flatMap((counts) => Object.keys(counts)));
  const trends = [...reasons].map((reason): ReasonTrend => {
    const contacts = today[reason] ?? 0;
    const share = divide(contacts, all);
    const before = usual.reduce((sum, week) => sum + (week[reason] ?? 0), 0);
    const usualShare = usualAll >= MINIMUM_SAMPLE ? divide(before, usualAll) : null;
    const isKnown = share !== null && usualShare !== null && all >= MINIMUM_SAMPLE;
    return { reason, contacts, share, usualShare, change: isKnown ? share - usualShare : null };
  });
  return trends.sort(
    (a, b) => (b.change ?? 0) - (a.change ?? 0) || b.contacts - a.contacts || (a.reason < b.reason ? -1 : 1),
  );
}

const totalOf = (counts: ReasonCounts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);
