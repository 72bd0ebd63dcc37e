/** Contacts of anything that may lie in a log, with few names and moments, so that everything collides. */
import fc from "fast-check";
import { type CanonicalEvent, EVENT_TYPES } from "../../src/index.ts";
import { T0, type Telling } from "./told.ts";

const TYPES = EVENT_TYPES.filter((type) => /contact|survey/.test(type));
const one = <T>(...values: T[]) => fc.constantFrom(null, ...values);
const duration = fc.option(fc.nat(90_000), { nil: undefined });

const event = fc.record({
  source: fc.constantFrom("/a", "/b"),
  type: fc.constantFrom(...TYPES),
  second: fc.nat(60),
  segment: one("1", "2"),
  queue: one("q1", "q2"),
  agent: one("ann", "bob"),
  sequence: fc.option(fc.nat(3), { nil: undefined }),
  data: fc.record(
    {
      waitMs: duration,
      talkMs: duration,
      holdMs: duration,
      wrapUpMs: duration,
      ringMs: duration,
      reason: fc.constantFrom("timeout", "full", "lost", "other", "nonsense"),
      from: fc.constantFrom("customer", "agent", "bot"),
      by: fc.constantFrom("customer", "agent"),
      score: fc.integer({ min: 1, max: 5 }),
      survey: fc.constantFrom("csat", "effort"),
      kind: fc.constantFrom("blind", "attended", "escalation", "complaint"),
    },
    { requiredKeys: [] },
  ),
});
const channel = fc.constantFrom("call", "chat", "email");

export const anyContact: fc.Arbitrary<CanonicalEvent[]> = fc
  .tuple(channel, fc.array(event, { maxLength: 14 }))
  .map(([of, events]) =>
    events.map(({ second, sequence, data, ...rest }, index) => ({
      ...rest,
      id: `e${index}`,
      time: T0 + second * 1000,
      recordedTime: null,
      site: "here",
      channel: of as "call" | "chat" | "email",
      contact: "c",
      ...(sequence === undefined ? {} : { sequence }),
      data: Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)),
    })),
  );

export const anyTelling: fc.Arbitrary<Telling> = fc.record({
  asOf: fc.oneof(fc.integer({ min: 0, max: 120 }), fc.constant(90_000)),
  attribution: fc.constantFrom("outcome", "offered"),
  restarts: fc.subarray([20, 50]),
});
