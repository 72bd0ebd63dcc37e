/** Changes as the domain knows them: moments instead of dates of the site's clock. */
import type { Calendar, Move, QueueChange, SiteChange } from "@floorwalker/domain";
import type { SiteFile } from "../schema.ts";
import { localMoment } from "./local-moment.ts";

type Calendars = ReadonlyMap<string, Calendar>;

/** `calendars`: of the site, by id. */
export const assembleSiteChanges = ({ changes, zone }: SiteFile, calendars: Calendars): readonly SiteChange[] =>
  changes.map(({ from, policy, attribution, calendar, lowScore }) => ({
    from: localMoment(from, zone)!,
    ...(policy === undefined ? {} : { policy }),
    ...(attribution === undefined ? {} : { attribution }),
    ...(calendar === undefined ? {} : { calendar: calendars.get(calendar)! }),
    ...(lowScore === undefined ? {} : { lowScore }),
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

export const assembleMoves = ({ changes }: SiteFile["agents"][number], zone: string): readonly Move[] =>
  changes.map(({ from, team }) => ({ from: localMoment(from, zone)!, team }));
