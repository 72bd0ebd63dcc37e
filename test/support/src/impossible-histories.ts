/** Events in orders that cannot be, for laws that hold whatever a source sends. */
import { type CanonicalEvent, type Channel, EVENT_TYPES, type EventData } from "@floorwalker/domain";
import fc from "fast-check";
import { AGENTS, BEGIN, QUEUES, SECOND } from "./histories/histories.ts";

const NEEDS_QUEUE: ReadonlySet<string> = new Set(["refused", "queued", "abandoned", "flowedOut"]);
const anyData: fc.Arbitrary<EventData> = fc.record(
  {
    waitMs: fc.nat(100_000),
    talkMs: fc.nat(100_000),
    holdMs: fc.nat(100_000),
    wrapUpMs: fc.nat(100_000),
    reason: fc.constantFrom("full", "closed", "callback", "timeout"),
    from: fc.constantFrom("agent", "customer"),
    score: fc.integer({ min: 1, max: 5 }),
    state: fc.constantFrom("idle", "paused", "wrapUp"),
  },
  { requiredKeys: [] },
);

/** Few names and few moments, so that everything meets everything; ids repeat with other contents. */
export const anything: fc.Arbitrary<CanonicalEvent[]> = fc.array(
  fc
    .record({
      id: fc.nat(60).map((n) => `e${n}`),
      source: fc.constantFrom("/a", "/b"),
      type: fc.constantFrom(...EVENT_TYPES),
      time: fc.oneof(fc.nat(40), fc.nat(4000), fc.nat(30_000)).map((seconds) => BEGIN + seconds * SECOND),
      recordedTime: fc.option(fc.nat(3), { nil: null }),
      channel: fc.constantFrom<Channel>("call", "chat", "email"),
      contact: fc.constantFrom("c1", "c2", "c3"),
      segment: fc.option(fc.constantFrom("1", "2"), { nil: null, freq: 2 }),
      queue: fc.option(fc.constantFrom(...QUEUES), { nil: null }),
      agent: fc.option(fc.constantFrom(...AGENTS), { nil: null }),
      data: anyData,
    })
    .map((event): CanonicalEvent => {
      const name = event.type.split(".")[2] ?? event.type.split(".")[1]!;
      if (event.type.startsWith("cc.agent.") || event.type.startsWith("cc.source."))
        return {
          ...event,
          id: `${event.id}${event.agent}`,
          site: "here",
          channel: null,
          contact: null,
          segment: null,
          agent: event.agent ?? "a1",
        };
      const placed = NEEDS_QUEUE.has(name) ? (event.queue ?? "q1") : event.queue;
      // An identity belongs to one contact: a source does not give it to two.
      return { ...event, id: `${event.id}${event.channel}${event.contact}`, site: "here", queue: placed };
    }),
  { maxLength: 60, size: "max" },
);
