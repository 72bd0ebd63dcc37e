/**
 * When what is unfinished counts as lost (rule 9): after a long silence, or when its source began anew. While a caller waits
 * a phone system writes nothing, so waiting is no silence to judge by for a day, and of a mail never.
 */
import type { QueuePolicy } from "../policy.ts";
import type { FoldContext } from "./fold-context.ts";
import type { Leg } from "./leg.ts";
import { UNKNOWN } from "./name.ts";
import type { Stay } from "./stay.ts";

export const waitLostAt = (stay: Stay, policy: QueuePolicy, context: FoldContext): number =>
  earlier(stay, policy.waitLostAfterMs, context);

export const talkLostAt = (stay: Stay, policy: QueuePolicy, context: Restarts): number =>
  earlier(stay, policy.lostAfterMs, context);

export const wrapUpLostAt = (leg: Leg, policy: QueuePolicy, context: FoldContext): number =>
  earlier(leg, policy.wrapUpLostAfterMs, context);

type Restarts = Pick<FoldContext, "restartAfter">;

type Heard = Pick<Stay, "lastEventAt" | "lastSource" | "lastSequence">;

function earlier({ lastEventAt, lastSource, lastSequence }: Heard, silentMs: number, context: Restarts): number {
  const silentAt = lastEventAt + silentMs;
  const restart = context.restartAfter(lastSource, lastEventAt, lastSequence);
  return restart === UNKNOWN ? silentAt : Math.min(silentAt, restart);
}
