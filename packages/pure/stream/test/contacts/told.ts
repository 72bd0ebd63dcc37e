/** Any event of one contact, and few identities, moments and names, so that everything meets everything. */
import { type CanonicalEvent, EVENT_TYPES } from "@floorwalker/domain";
import fc from "fast-check";
import type { ContactOfEvents } from "../../src/contacts/event-bytes.ts";

export const CONTACT: ContactOfEvents = { site: "here", channel: "chat", contact: "c1" };
const DAY = 86_400_000;

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("sales", "support", "a1", "a2", "") },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 6 }) },
);
const name = fc.option(text, { nil: null });
const duration = fc.oneof(fc.nat({ max: 400 * DAY }), fc.nat({ max: 300 }));
const data = fc.record(
  {
    waitMs: duration,
    talkMs: duration,
    holdMs: duration,
    wrapUpMs: duration,
    ringMs: duration,
    reason: text,
    from: fc.constantFrom("customer", "agent", "bot", "system"),
    by: fc.constantFrom("agent", "customer", "system"),
    kind: fc.constantFrom("blind", "attended", "escalation", "complaint"),
    state: fc.constantFrom("idle", "paused", "wrapUp"),
    score: fc.oneof(fc.integer({ min: 0, max: 10 }), fc.double({ min: 0, max: 10, noNaN: true })),
    scale: fc.constantFrom("1-5", "1-7", "0-10", "thumbs"),
    survey: text,
    measure: fc.constantFrom("csat", "nps", "ces"),
    callbackOf: text,
  },
  { requiredKeys: [] },
);

export const told: fc.Arbitrary<CanonicalEvent & ContactOfEvents> = fc
  .record({
    id: fc.oneof(
      fc.constantFrom("1", "2", "11", "21", "12"),
      fc.nat({ max: 40 }).map(String),
      fc.constantFrom(
        "00ff",
        "00FF",
        "beef",
        "0x1f",
        "00000000-0000-4000-8000-00000000000a",
        "00000000000040008000000000000010",
      ),
      fc.uuid(),
      fc.string({ unit: "grapheme", maxLength: 8 }),
    ),
    source: fc.oneof(fc.constantFrom("/a", "/b"), fc.string({ unit: "grapheme", maxLength: 3 })),
    type: fc.constantFrom(...EVENT_TYPES),
    time: fc.oneof(
      fc.nat({ max: 20 }),
      fc.nat({ max: 30 * DAY }),
      fc.integer({ min: 1_795_000_000_000, max: 1_795_000_000_010 }),
    ),
    recordedTime: fc.option(fc.nat({ max: 3 }), { nil: null }),
    segment: name,
    queue: name,
    agent: name,
    contactReason: name,
    sequence: fc.option(fc.oneof(fc.nat({ max: 3 }), fc.maxSafeNat()), { nil: null }),
    data,
  })
  .map(({ sequence, contactReason, ...event }) => ({
    ...event,
    ...(sequence === null ? {} : { sequence }),
    ...(contactReason === null ? {} : { contactReason }),
  }))
  .map((event) => ({ ...event, ...CONTACT }));
