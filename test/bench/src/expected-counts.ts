/** What the numbers must come to, counted from the events themselves without the fold. */
import type { CanonicalEvent } from "@floorwalker/domain";
import type { PartitionState } from "@floorwalker/stream";
import { siteReport } from "@floorwalker/stream";

/** Only what one event decides, whatever came before it. */
const COUNTED = {
  offered: "cc.contact.queued",
  abandoned: "cc.contact.abandoned",
  surveys: "cc.survey.answered",
} as const;

export type Counts = Readonly<Record<keyof typeof COUNTED, number>>;

export function expectedCounts(events: Iterable<CanonicalEvent>): Counts {
  const counts = { offered: 0, abandoned: 0, surveys: 0 };
  for (const { type } of events)
    for (const [name, counted] of Object.entries(COUNTED)) if (type === counted) counts[name as keyof Counts]++;
  return counts;
}

/** The same over every site of the partitions. */
export function foldedCounts(partitions: Iterable<PartitionState>): Counts {
  const counts = { offered: 0, abandoned: 0, surveys: 0 };
  for (const partition of partitions)
    for (const site of partition.sites()) {
      const { counters, kpis } = siteReport(site, "day", site.context.clock + 1).total.site;
      // What was opened again is offered without a `queued`.
      counts.offered += (counters.offered as number) - (kpis.reopened ?? 0);
      counts.abandoned += counters.abandoned as number;
      counts.surveys += (kpis.csatCount ?? 0) + (kpis.npsCount ?? 0) + (kpis.cesCount ?? 0);
    }
  return counts;
}

/** Reasons why `actual` is not `expected`. */
export function differences(what: string, actual: object, expected: object): string[] {
  const [is, must] = [JSON.stringify(actual), JSON.stringify(expected)];
  return is === must ? [] : [`${what}: ${is}, expected ${must}`];
}
