/** Single events for tests that tell a story: seconds after `T0`, a call of contact c1 in queue `sales` unless said otherwise. */
import type { CanonicalEvent, EventType } from "@floorwalker/domain";

/** A Monday, 9:00 UTC. */
export const T0 = Date.UTC(2026, 0, 5, 9);
const MARKED_AS_AGENTS = { channel: null, contact: null, queue: null } as const;

/** `type` without "cc."; the id is made of what is told, so that the same told twice is a repetition. */
export function tell(seconds: number, type: string, rest: Partial<CanonicalEvent> = {}): CanonicalEvent {
  const about = type.startsWith("contact.") || type.startsWith("survey.") ? {} : MARKED_AS_AGENTS;
  const event = {
    source: "/acd",
    type: `cc.${type}` as EventType,
    time: T0 + seconds * 1000,
    recordedTime: null,
    site: "here",
    channel: "call" as const,
    contact: "c1",
    segment: null,
    queue: "sales",
    agent: null,
    data: {},
    ...about,
    ...rest,
  };
  return { id: `${type}@${seconds}#${event.contact}${event.agent}`, ...event };
}
