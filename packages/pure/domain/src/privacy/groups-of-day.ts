/**
 * What of one business day of a site is told where agents are told of in groups: by who was there on it, and who served which queue then.
 * Laws (a property over all sums and differences is the gateway's `groups.test.ts`):
 * T1  A queue's day is told where as many as a group has of those who served it were there, or none of them was and nobody did anything.
 * T2  What adds up queues is told of a day where each queue is, and those that are withheld whatever the day (few are configured to serve
 *     them, or nobody is known to) together have a group behind them: so nothing told less other things told is of fewer.
 */
import type { SiteConfig } from "../site-config.ts";
import { siteGroups } from "./site-groups.ts";

export interface FloorOfDay {
  readonly config: SiteConfig;
  /** When it began, epoch ms. */
  readonly from: number;
  /** Agents. */
  readonly there: ReadonlySet<string>;
  /** Queues in which an agent did something. */
  readonly worked: ReadonlySet<string>;
}

/** `isEmpty`: in what is to be told of it no agent did anything. */
export interface GroupsOfDay {
  readonly isQueueTold: (queue: string, isEmpty: boolean) => boolean;
  readonly isSiteTold: (isEmpty: boolean) => boolean;
  /** What is made of some of the queues: a channel, a survey. */
  readonly isPartTold: (isEmpty: boolean) => boolean;
}

export function groupsOfDay({ config, from, there, worked }: FloorOfDay, atLeast: number): GroupsOfDay {
  const groups = siteGroups({ config, present: there, queues: worked, now: from }, atLeast);
  const isOfGroup = (queues: readonly string[], isEmpty: boolean): boolean => {
    const here = new Set<string>();
    for (const queue of queues)
      for (const agent of groups.behindQueues.get(queue) ?? []) if (there.has(agent)) here.add(agent);
    return here.size >= atLeast || (here.size === 0 && isEmpty && !queues.some((queue) => worked.has(queue)));
  };
  const names = [...groups.behindQueues.keys()];
  const areTold =
    isOfGroup(
      names.filter((queue) => !groups.isQueueTold(queue)),
      true,
    ) && names.every((queue) => !groups.isQueueTold(queue) || isOfGroup([queue], true));
  const isSiteTold = (isEmpty: boolean): boolean =>
    areTold && (there.size >= atLeast || (there.size === 0 && worked.size === 0 && isEmpty));
  return {
    isQueueTold: (queue, isEmpty) => groups.isQueueTold(queue) && isOfGroup([queue], isEmpty),
    isSiteTold,
    isPartTold: (isEmpty) => groups.areAllQueuesTold && isSiteTold(isEmpty),
  };
}
