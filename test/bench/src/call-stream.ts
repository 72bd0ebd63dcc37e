/** A steady stream of calls: each third event begins one, which is answered and ends some seconds later. */
import type { CanonicalEvent, EventType } from "@floorwalker/domain";

const QUEUES = ["sales", "support", "billing", "retention", "emergency"] as const;
/** How many calls later a call is answered, and again how many later it ends. */
const STEP_CALLS = 1_000;
const KINDS: readonly EventType[] = ["cc.contact.queued", "cc.contact.answered", "cc.contact.ended"];
/** As many as such a rate has at least; with few, each would have thousands of calls an hour. */
const AGENTS = 5_000;

/** The event of a place in the stream; null where the call it would go on with is before the first. */
export function callEvent(index: number, time: number, site: string): CanonicalEvent | null {
  const kind = index % KINDS.length;
  const call = Math.floor(index / KINDS.length) - kind * STEP_CALLS;
  if (call < 0) return null;
  return {
    id: `latency-${index}`,
    source: "/acd/bench",
    type: KINDS[kind]!,
    time,
    recordedTime: null,
    site,
    channel: "call",
    contact: `call-${call}`,
    segment: null,
    queue: queueOf(call),
    agent: kind === 0 ? null : `a${String((call % AGENTS) + 1).padStart(4, "0")}`,
    data: {},
  };
}

const queueOf = (call: number): string => QUEUES[call % QUEUES.length]!;

export const rowOf = (queue: string, site: string): string => `queue:${site}:${queue}:call`;

/** By queue, the places of the stream that begin its calls. */
export function beginnings(total: number): Map<string, number[]> {
  const byQueue = new Map<string, number[]>(QUEUES.map((queue) => [queue, []]));
  for (let index = 0; index < total; index += KINDS.length) byQueue.get(queueOf(index / KINDS.length))!.push(index);
  return byQueue;
}
