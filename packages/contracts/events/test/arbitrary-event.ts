/** Any canonical event that `parseEvent` would accept, as a value. */
import { type CanonicalEvent, CHANNELS, EVENT_TYPES, type EventData, type EventType } from "@floorwalker/domain";
import fc from "fast-check";

const text = fc
  .string({ unit: "binary", minLength: 1, maxLength: 12 })
  .map((raw) => raw.replace(/[\p{Cc}\p{Cs}]/gu, "") || "x");
const optional = fc.option(text, { nil: null });
const duration = fc.integer({ min: 0, max: 366 * 86_400_000 });
const time = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) });

const durations = fc.record(
  {
    waitMs: duration,
    talkMs: duration,
    holdMs: duration,
    wrapUpMs: duration,
    ringMs: duration,
    survey: text,
    measure: fc.constantFrom("csat", "nps", "ces"),
    callbackOf: text,
    kind: fc.constantFrom("blind", "attended", "escalation", "complaint"),
  },
  { requiredKeys: [] },
);

const REQUIRED: Partial<Record<EventType, EventData>> = {
  "cc.agent.stateChanged": { state: "paused" },
  "cc.agent.scheduled": { from: "2026-11-21T08:00:00.000Z", to: "2026-11-21T16:00:00.000Z", state: "working" },
  "cc.contact.refused": { reason: "full" },
  "cc.contact.message": { from: "agent" },
  "cc.survey.answered": { score: 4.5, scale: "1-5" },
};

export const anyEvent: fc.Arbitrary<CanonicalEvent> = fc
  .record({
    id: text,
    source: text,
    type: fc.constantFrom(...EVENT_TYPES),
    time,
    recordedTime: fc.option(time, { nil: null }),
    site: text,
    channel: fc.constantFrom(...CHANNELS),
    contact: text,
    segment: optional,
    queue: text,
    agent: text,
    contactReason: optional,
    sequence: fc.option(fc.maxSafeNat(), { nil: null }),
    data: durations,
  })
  .map(({ sequence, contactReason, ...named }) => {
    const event = sequence === null ? named : { ...named, sequence };
    const data = { ...event.data, ...REQUIRED[event.type] };
    const ofContact = !event.type.startsWith("cc.agent.") && !event.type.startsWith("cc.source.");
    const about = contactReason === null ? {} : { contactReason };
    return ofContact ? { ...event, ...about, data } : { ...event, data, channel: null, contact: null, segment: null };
  });

/** JSON fields of any name, as a vendor may add them. */
export const anyFields: fc.Arbitrary<Record<string, unknown>> = fc.dictionary(
  fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "subject", "traceparent")),
  fc.jsonValue(),
  { maxKeys: 4, noNullPrototype: true },
);
