/** What a leg amounts to as of a moment: talk, hold, wrap-up, and when each is over. Reported durations win (rule 1). */
import type { FoldContext } from "./fold-context.ts";
import type { Leg } from "./leg.ts";
import type { Moments } from "./moments.ts";
import { UNKNOWN } from "./name.ts";
import { talkLostAt, wrapUpLostAt } from "./silence.ts";
import type { Stay } from "./stay.ts";

export function reckonLeg(leg: Leg, stay: Stay, moments: Moments, context: FoldContext, asOf: number): void {
  const { reckoned } = leg;
  reckoned.reset();
  if (leg.from === UNKNOWN) return;
  const talkedTo = leg.overAt === UNKNOWN ? endUntold(leg, stay, moments, context, asOf) : leg.overAt;
  reckoned.talkedTo = talkedTo;
  if (talkedTo === UNKNOWN) return;
  reckoned.holdMs = leg.holdMs === UNKNOWN ? leg.heldMs + heldAtEnd(leg, talkedTo) : leg.holdMs;
  reckoned.talkMs = leg.talkMs === UNKNOWN ? Math.max(0, talkedTo - leg.from - reckoned.holdMs) : leg.talkMs;
  reckonWrapUp(leg, stay, moments, context, asOf);
}

/** Its agent's next call ends it (rule 9); UNKNOWN: it goes on, or was lost before that. */
function endUntold(leg: Leg, stay: Stay, moments: Moments, context: FoldContext, asOf: number): number {
  const lostAt = talkLostAt(stay, context.policyOf(stay), context);
  const next = context.endOfLeg(leg, stay);
  if (next !== UNKNOWN && next < lostAt) {
    // Its own end may still come.
    moments.unfinished = true;
    return next;
  }
  if (!moments.goesOnUntil(lostAt, asOf)) leg.reckoned.talkLostAt = lostAt;
  return UNKNOWN;
}

const heldAtEnd = ({ heldSince }: Leg, at: number): number => (heldSince === UNKNOWN ? 0 : Math.max(0, at - heldSince));

function reckonWrapUp(leg: Leg, stay: Stay, moments: Moments, context: FoldContext, asOf: number): void {
  const { reckoned } = leg;
  const from = Math.max(leg.wrapUpStartedAt === UNKNOWN ? reckoned.talkedTo : leg.wrapUpStartedAt, leg.from);
  reckoned.wrapUpFrom = from;
  if (leg.wrapUpEndedAt !== UNKNOWN) {
    const stamped = leg.wrapUpEndedAt - (leg.wrapUpStartedAt === UNKNOWN ? reckoned.talkedTo : leg.wrapUpStartedAt);
    reckoned.wrapUpTo = Math.max(leg.wrapUpEndedAt, from);
    reckoned.wrapUpMs = leg.wrapUpMs === UNKNOWN ? Math.max(0, stamped) : leg.wrapUpMs;
    reckoned.handledAt = leg.wrapUpEndedAt;
  } else if (leg.isWrappingUp) {
    const lostAt = wrapUpLostAt(leg, context.policyOf(stay), context);
    if (!moments.goesOnUntil(lostAt, asOf)) reckoned.wrapUpTo = Math.max(lostAt, from);
  } else if (leg.wrapUpMs > 0) {
    // Its length was told beforehand: it is over when that is over.
    reckoned.wrapUpMs = leg.wrapUpMs;
    reckoned.wrapUpTo = from + leg.wrapUpMs;
    if (moments.hasCome(reckoned.wrapUpTo, asOf)) reckoned.handledAt = reckoned.wrapUpTo;
    else {
      moments.unfinished = true;
      moments.goesOn = true;
    }
  } else {
    reckoned.wrapUpFrom = UNKNOWN;
    reckoned.wrapUpMs = 0;
    reckoned.handledAt = leg.wrapUpStartedAt === UNKNOWN ? reckoned.talkedTo : from;
  }
}
