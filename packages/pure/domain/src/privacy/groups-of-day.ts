/**
 * What of one business day of a site is told where agents are told of in groups: by who was there on it, and who served which queue then.
 * Laws (a property over all sums and differences is the gateway's `groups.test.ts`):
 * T1  A queue's day is told where on each of its channels as many as a group has of those who served it were there, or none of them was and
 *     nobody did anything.
 * T2  What adds up queues is told of a day where each queue is, and those that are withheld whatever the day (few are configured to serve
 *     them, or nobody is known to) together have a group behind them: so nothing told less other things told is of fewer.
 */
import type { SiteConfig } from "../site-config.ts";
import { type BehindChannel, type ChannelsOfQueues, everyoneOf, presentOf, siteGroups } from "./site-groups.ts";

export interface FloorOfDay {
  readonly config: SiteConfig;
  /** When it began, epoch ms. */
  readonly from: number;
  /** Agents. */
  readonly there: ReadonlySet<string>;
  /** Where an agent did something. */
  readonly worked: ChannelsOfQueues;
}

/** `isEmpty`: in what is to be told of it no agent did anything. */
export interface GroupsOfDay {
  readonly isQueueTold: (queue: string, channel: string, isEmpty: boolean) => boolean;
  readonly isSiteTold: (isEmpty: boolean) => boolean;
  /** What is made of some of the queues: a channel, a survey. */
  readonly isPartTold: (isEmpty: boolean) => boolean;
}

export function groupsOfDay({ config, from, there, worked }: FloorOfDay, atLeast: number): GroupsOfDay {
  const groups = siteGroups({ config, present: there, queues: worked, now: from }, atLeast);
  const behind = groups.behindQueues;
  const isThere = presentOf(there);
  const didNothing = (queue: string, { channel }: BehindChannel): boolean =>
    !(channel === null ? worked.has(queue) : worked.get(queue)?.has(channel));
  /** On each channel; `busy`: on which something was done, whatever is known of it. */
  const isOfGroup = (queue: string, busy: string | null): boolean =>
    behind.get(queue)!.every((each) => {
      const here = isThere(each.agents).size;
      if (here >= atLeast) return true;
      return here === 0 && didNothing(queue, each) && (busy === null || (each.channel ?? busy) !== busy);
    });
  const withheld = [...behind].filter(([queue]) => !groups.isQueueTold(queue));
  const behindWithheld = everyoneOf(
    withheld.flatMap(([, channels]) => channels.map((each) => ({ ...each, agents: isThere(each.agents) }))),
  );
  const isRestOfGroup =
    behindWithheld.size >= atLeast || (behindWithheld.size === 0 && !withheld.some(([queue]) => worked.has(queue)));
  const areTold =
    isRestOfGroup && [...behind.keys()].every((queue) => !groups.isQueueTold(queue) || isOfGroup(queue, null));
  const isSiteTold = (isEmpty: boolean): boolean =>
    areTold && (there.size >= atLeast || (there.size === 0 && worked.size === 0 && isEmpty));
  return {
    isQueueTold: (queue, channel, isEmpty) => groups.isQueueTold(queue) && isOfGroup(queue, isEmpty ? null : channel),
    isSiteTold,
    isPartTold: (isEmpty) => groups.areAllQueuesTold && isSiteTold(isEmpty),
  };
}
