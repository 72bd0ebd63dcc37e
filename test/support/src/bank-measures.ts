/** The bank's month as its reference names the numbers: seconds, per cent, to four decimals. */
import type { NumbersReport } from "@floorwalker/stream";

export function bankMeasures({ counters, kpis, serviceLevel }: NumbersReport): Record<string, unknown> {
  const percent = (share: number | null): number | null => (share === null ? null : rounded(100 * share));
  const seconds = (value: number | null): number | null => (value === null ? null : rounded(value));
  return {
    offered: counters.offered,
    answered: counters.answered,
    abandoned: counters.abandoned,
    asa: seconds(kpis.averageSpeedOfAnswer!),
    talkMean: seconds(kpis.averageTalkTime!),
    longestWait: kpis.longestWait,
    answeredInT: counters.answeredInThreshold,
    abandonedInT: counters.abandonedInThreshold,
    abandonedInS: counters.shortAbandoned,
    answeredOnly: percent(serviceLevel["answered-only"]),
    abandonsCount: percent(serviceLevel["abandons-count"]),
    shortAbandonsExcluded: percent(serviceLevel["short-abandons-excluded"]),
    earlyAbandonsIgnored: percent(serviceLevel["early-abandons-ignored"]),
    earlyAbandonsMet: percent(serviceLevel["early-abandons-met"]),
    abandonRate: percent(kpis.abandonRate!),
  };
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
