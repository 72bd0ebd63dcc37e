/** Changes as the domain knows them: moments instead of dates of the site's clock. */
import type { AgentPlan, Calendar, Move, QueueChange, SiteChange } from "@floorwalker/domain";
import type { SiteFile } from "../schema.ts";
import { localMoment } from "./local-moment.ts";

type Calendars = ReadonlyMap<string, Calendar>;

/** `calendars`: of the site, by id. */
export const assembleSiteChanges = ({ changes, zone }: SiteFile, calendars: Calendars): readonly SiteChange[] =>
  changes.map(({ from, policy, attribution, calendar, lowScore, firstContactWithin }) => ({
    from: localMoment(from, zone)!,
    ...(policy === undefined ? {} : { policy }),
    ...(attribution === undefined ? {} : { attribution }),
    ...(calendar === undefined ? {} : { calendar: calendars.get(calendar)! }),
    ...(lowScore === undefined ? {} : { lowScore }),
    ...(firstContactWithin === undefined ? {} : { firstContactMs: firstContactWithin }),
  }));

export const assembleQueueChanges = (
  { changes }: SiteFile["queues"][number],
  zone: string,
  calendars: Calendars,
): readonly QueueChange[] =>
  changes.map(({ from, threshold, shortAbandon, policy, target, calendar }) => ({
    from: localMoment(from, zone)!,
    ...(threshold === undefined ? {} : { thresholdMs: threshold }),
    ...(shortAbandon === undefined ? {} : { shortAbandonMs: shortAbandon }),
    ...(policy === undefined ? {} : { policy }),
    ...(target === undefined ? {} : { target }),
    ...(calendar === undefined ? {} : { calendar: calendars.get(calendar)! }),
  }));

/** Absent: he stays where he is. */
export function assembleMoves(
  { changes }: SiteFile["agents"][number],
  zone: string,
): { readonly moves?: readonly Move[] } {
  const moves = changes.flatMap(({ from, team }) =>
    team === undefined ? [] : { from: localMoment(from, zone)!, team },
  );
  return moves.length === 0 ? {} : { moves };
}

/** Absent: nobody says when he is to be there. */
export function assembleSchedule(
  { schedule, breaks, changes }: SiteFile["agents"][number],
  zone: string,
  calendars: Calendars,
): { readonly schedule?: readonly AgentPlan[] } {
  const named = (id: string | null): Calendar | null => (id === null ? null : calendars.get(id)!);
  const first = { working: named(schedule ?? null), breaks: named(breaks ?? null) };
  const plans = [{ ...first, from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY }];
  for (const change of changes) {
    if (change.schedule === undefined && change.breaks === undefined) continue;
    const from = localMoment(change.from, zone)!;
    const before = plans.at(-1)!;
    plans[plans.length - 1] = { ...before, until: from };
    plans.push({
      working: change.schedule === undefined ? before.working : named(change.schedule),
      breaks: change.breaks === undefined ? before.breaks : named(change.breaks),
      from,
      until: Number.POSITIVE_INFINITY,
    });
  }
  return plans.some(({ working }) => working !== null) ? { schedule: plans } : {};
}
