/** A report as programs read it: dates and times by the site's clock, as the history writes them. */
import { type DailyReport, localIso } from "@floorwalker/domain";

const DAY_MS = 86_400_000;

export function reportJson(report: DailyReport): object {
  const { date, from, to, worst, restated, zone, ...rest } = report;
  const time = (at: number): string => localIso(at, zone);
  return {
    ...rest,
    zone,
    day: new Date(date * DAY_MS).toISOString().slice(0, 10),
    from: time(from),
    to: time(to),
    worst: worst.map((each) => ({ ...each, from: time(each.from), to: time(each.to) })),
    restated: {
      ...restated,
      entries: restated.entries.map((each) => ({ ...each, from: time(each.from), at: time(each.at) })),
    },
  };
}
