/** Changes as the domain knows them: moments instead of dates of the site's clock. */
import type { Move, QueueChange, SiteChange } from "@floorwalker/domain";
import type { SiteFile } from "../schema.ts";
import { localMoment } from "./local-moment.ts";

export const assembleSiteChanges = ({ changes, zone }: SiteFile): readonly SiteChange[] =>
  changes.map(({ from, policy, attribution }) => ({
    from: localMoment(from, zone)!,
    ...(policy === undefined ? {} : { policy }),
    ...(attribution === undefined ? {} : { attribution }),
  }));

export const assembleQueueChanges = ({ changes }: SiteFile["queues"][number], zone: string): readonly QueueChange[] =>
  changes.map(({ from, threshold, shortAbandon, policy, target }) => ({
    from: localMoment(from, zone)!,
    ...(threshold === undefined ? {} : { thresholdMs: threshold }),
    ...(shortAbandon === undefined ? {} : { shortAbandonMs: shortAbandon }),
    ...(policy === undefined ? {} : { policy }),
    ...(target === undefined ? {} : { target }),
  }));

export const assembleMoves = ({ changes }: SiteFile["agents"][number], zone: string): readonly Move[] =>
  changes.map(({ from, team }) => ({ from: localMoment(from, zone)!, team }));
