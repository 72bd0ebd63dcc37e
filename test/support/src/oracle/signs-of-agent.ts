/** What an agent's presence and work are told from: his own events, the rings and answers of contacts, restarts (rule 23). */
import type { CanonicalEvent, SiteConfig } from "@floorwalker/domain";
import { inOrder } from "./event-order.ts";
import { type Fact, NO_QUEUE, type Work } from "./facts.ts";
import type { Sign } from "./presence.ts";

/** `events`: of the site, and `rings`; `busy`: the agent's work. In order. */
export function signsOf(
  agent: string,
  events: readonly CanonicalEvent[],
  rings: readonly CanonicalEvent[],
  busy: readonly Work[],
): Sign[] {
  const kinds = new Map<CanonicalEvent, Sign["kind"]>();
  for (const { kind, origin, from, queue } of busy)
    if (kind === "onContact") kinds.set(answerOf(origin, from, queue), "answered");
  for (const event of events)
    if (event.type === "cc.source.restarted") kinds.set(event, "restart");
    else if (event.agent === agent && isOwn(event)) kinds.set(event, "own");
  for (const ring of rings) if (ring.agent === agent) kinds.set(ring, "rang");
  return inOrder([...kinds.keys()]).map((event) => ({ event, at: event.time, kind: kinds.get(event)! }));
}

/** What nobody told of that moment has no place in it. */
function answerOf({ sequence, ...origin }: CanonicalEvent, from: number, queue: string): CanonicalEvent {
  const answer = { ...origin, type: "cc.contact.answered", time: from, queue } as const;
  return sequence === undefined || origin.time !== from ? answer : { ...answer, sequence };
}

/** What is planned for him says nothing of where he is. */
const isOwn = ({ type }: CanonicalEvent): boolean => type.startsWith("cc.agent.") && type !== "cc.agent.scheduled";

/** Rule 23c: all aliases are one agent. */
export function oneName(event: CanonicalEvent, { agents }: SiteConfig): CanonicalEvent {
  const known = agents.find(({ aliases }) => aliases?.includes(event.agent ?? ""));
  return known === undefined ? event : { ...event, agent: known.agent };
}

const isWrapUp = ({ data }: CanonicalEvent): boolean => data.state === "wrapUp" && data.wrapUpMs !== undefined;

/** Wrap-up that is told of the agent, not of a contact: its length counts when it is told. */
export const ownWrapUpTimes = (events: readonly CanonicalEvent[]): Fact[] =>
  events.filter(isWrapUp).map(({ agent, time, data }) => ({
    where: agent!,
    at: time,
    what: "wrapUpTime",
    amount: data.wrapUpMs!,
    in: null,
    about: null,
    contact: null,
  }));

export const ownWrapUps = (events: readonly CanonicalEvent[]): Work[] =>
  events.filter(isWrapUp).map((event) => ({
    agent: event.agent!,
    queue: event.queue ?? NO_QUEUE,
    origin: event,
    kind: "wrapUp",
    from: event.time,
    to: event.time + event.data.wrapUpMs!,
  }));
