/** That a fold may be put away and gone on with: what long contacts keep of their oldest events. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { SHAPES } from "../../src/contact/folded-course.ts";
import type { CanonicalEvent } from "../../src/index.ts";
import { anyContact, anyTelling } from "./any-contact.ts";
import { told } from "./told.ts";

/** What chats and mails mostly consist of, so that one event often depends on another. Null: whatever it is. */
const MOSTLY = [
  "message",
  "message",
  "message",
  "held",
  "queued",
  "answered",
  "transferred",
  "abandoned",
  "escalated",
  "resolved",
  "wrapUpStarted",
  null,
] as const;

const written: fc.Arbitrary<CanonicalEvent[]> = fc
  .tuple(
    anyContact,
    fc.constantFrom("chat" as const, "email" as const),
    fc.array(fc.constantFrom(...MOSTLY), { minLength: 14, maxLength: 14 }),
  )
  .map(([events, channel, types]) =>
    events.map((event, index) => ({
      ...event,
      channel,
      type: types[index] == null ? event.type : (`cc.contact.${types[index]}` as CanonicalEvent["type"]),
      data: { from: index % 2 === 0 ? "agent" : "customer", ...event.data },
    })),
  );

test("wherever a chat or mail is cut, the fold that goes on from there emits what the fold of all its events does", () => {
  fc.assert(
    fc.property(written, anyTelling, fc.integer({ min: 1, max: 13 }), (events, how, cutAfter) => {
      expect(told(events, { ...how, cutAfter })).toEqual(told(events, how));
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 5_000) },
  );
});

test.each([...SHAPES].map(([of, shape]) => [of.name, of, shape] as const))(
  "of a folded %s no field is forgotten",
  (_name, Of, { fields }) => {
    expect(Object.keys(new Of()).toSorted()).toEqual(Object.keys(fields).toSorted());
  },
);
