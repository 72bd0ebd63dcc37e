/**
 * When what is unfinished counts as lost (rule 9): after a long silence, or when its source began anew. While a caller waits
 * a phone system writes nothing, so waiting is no silence to judge by for a day, and of a mail never.
 */
import type { QueuePolicy } from "../policy.ts";
import type { FoldContext } from "./fold-context.ts";
import type { Leg } from "./leg.ts";
import { type Name, UNKNOWN } from "./name.ts";
import type { Stay } from "./stay.ts";

export const waitLostAt = (stay: Stay, policy: QueuePolicy, context: FoldContext): number =>
  earlier(stay.lastEventAt, stay.lastEventAt + policy.waitLostAfterMs, stay.lastSource, context);

export const talkLostAt = (stay: Stay, policy: QueuePolicy, context: Restarts): number =>
  earlier(stay.lastEventAt, stay.lastEventAt + policy.lostAfterMs, stay.lastSource, context);

export const wrapUpLostAt = (leg: Leg, policy: QueuePolicy, context: FoldContext): number =>
  earlier(leg.lastEventAt, leg.lastEventAt + policy.wrapUpLostAfterMs, leg.lastSource, context);

type Restarts = Pick<FoldContext, "restartAfter">;

function earlier(heardAt: number, silentAt: number, source: Name, context: Restarts): number {
  const restart = context.restartAfter(source, heardAt);
  return restart === UNKNOWN ? silentAt : Math.min(silentAt, restart);
}
