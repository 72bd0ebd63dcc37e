/** What is true of a stay only as of a moment: who waits and is handled; and when agents worked on it, which may go on. */
import { moment, type QueuePolicy } from "../policy.ts";
import type { ContributionSink } from "./contribution-sink.ts";
import type { Leg } from "./leg.ts";
import type { Moments } from "./moments.ts";
import { NONE, UNKNOWN } from "./name.ts";
import type { Stay } from "./stay.ts";

/** Its legs are reckoned. */
export function emitLive(
  stay: Stay,
  policy: QueuePolicy,
  moments: Moments,
  sink: ContributionSink,
  asOf: number,
): void {
  if (stay.outcome === "waiting" && stay.waitLostAt === UNKNOWN) {
    const since = stay.enteredAt;
    sink.waiting(stay.queue, since, moments.hasCome(moment(policy, since, policy.thresholdMs + 1), asOf));
  } else if (stay.outcome === "answered" && isHandled(stay)) sink.handling(stay.queue);
  emitRings(stay, sink);
  for (let index = 0; index < stay.legs.count; index++) emitWork(stay, stay.legs.at(index), sink);
}

function isHandled({ legs }: Stay): boolean {
  for (let index = 0; index < legs.count; index++) {
    const { from, reckoned } = legs.at(index);
    if (from !== UNKNOWN && reckoned.talkedTo === UNKNOWN && reckoned.talkLostAt === UNKNOWN) return true;
  }
  return false;
}

/** A call shows that he is a member there (rule 23a), also while it rings; what he answered is told by his leg. */
function emitRings(stay: Stay, sink: ContributionSink): void {
  const { rings, missedRings, queue } = stay;
  for (let index = 0; index < rings.count; index++) {
    const { agent, at, source, sequence } = rings.at(index);
    if (agent !== NONE && stay.legOf(agent) === null) sink.work("alerted", agent, queue, source, at, at, sequence);
  }
  for (let index = 0; index < missedRings.count; index++) {
    const { agent, at, source, sequence } = missedRings.at(index);
    if (agent !== NONE) sink.work("rang", agent, queue, source, at, at, sequence);
  }
}

function emitWork({ queue }: Stay, { agent, source, from, sequence, reckoned }: Leg, sink: ContributionSink): void {
  if (agent === NONE || from === UNKNOWN) return;
  const { talkedTo, talkLostAt, wrapUpFrom, wrapUpTo } = reckoned;
  const to = talkedTo === UNKNOWN ? talkLostAt : talkedTo;
  sink.work("onContact", agent, queue, source, from, to === UNKNOWN ? UNKNOWN : Math.max(to, from), sequence);
  if (wrapUpFrom !== UNKNOWN) sink.work("wrapUp", agent, queue, source, wrapUpFrom, wrapUpTo, UNKNOWN);
}
