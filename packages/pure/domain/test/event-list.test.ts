import fc from "fast-check";
import { expect, test } from "vitest";
import { type CanonicalEvent, compareEvents, EVENT_TYPES, insertEvent } from "../src/index.ts";

/** Few identities, moments and contents, so that everything collides. */
const event: fc.Arbitrary<CanonicalEvent> = fc
  .record({
    id: fc.nat(5),
    source: fc.constantFrom("/a", "/b"),
    type: fc.constantFrom(...EVENT_TYPES.filter((type) => type.startsWith("cc.contact."))),
    time: fc.nat(3),
    recordedTime: fc.option(fc.nat(2), { nil: null }),
    waitMs: fc.nat(2),
    sequence: fc.option(fc.nat(2), { nil: undefined }),
  })
  .map(({ id, waitMs, sequence, ...rest }) => ({
    ...rest,
    id: `e${id}`,
    site: "here",
    channel: "call",
    contact: "c",
    segment: null,
    queue: "q",
    agent: null,
    ...(sequence === undefined ? {} : { sequence }),
    data: { waitMs },
  }));

const inserted = (events: readonly CanonicalEvent[]): CanonicalEvent[] => {
  const list: CanonicalEvent[] = [];
  for (const each of events) insertEvent(list, each);
  return list;
};

test("any order and repetition of events, also with one identity and two contents, leaves the same list", () => {
  const orders = fc
    .array(event, { maxLength: 12 })
    .chain((events) =>
      fc.tuple(fc.constant(events), fc.shuffledSubarray([...events, ...events], { minLength: 2 * events.length })),
    );
  fc.assert(
    fc.property(orders, ([events, shuffled]) => {
      expect(inserted(shuffled)).toEqual(inserted(events));
    }),
  );
});

test("a list is in order and holds each identity once", () => {
  fc.assert(
    fc.property(fc.array(event), (events) => {
      const list = inserted(events);
      for (let index = 1; index < list.length; index++)
        expect(compareEvents(list[index - 1]!, list[index]!)).toBeLessThan(0);
      expect(new Set(list.map(({ id, source }) => id + source)).size).toBe(list.length);
      expect(new Set(events.map(({ id, source }) => id + source)).size).toBe(list.length);
    }),
  );
});

test("of two places that a source gave one event the smaller stays, whichever content wins", () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 8 }), (events) => {
      for (const { id, source, sequence = Number.POSITIVE_INFINITY } of inserted(events)) {
        const places = events.filter((each) => each.id === id && each.source === source).map((each) => each.sequence);
        expect(sequence).toBe(Math.min(...places.map((place) => place ?? Number.POSITIVE_INFINITY)));
      }
    }),
  );
});

test("the outcome says what happened: appended, inserted, duplicate, or a conflict with its loser", () => {
  const list: CanonicalEvent[] = [];
  const { sequence: _, ...given } = inserted(fc.sample(event, 1))[0]!;
  const base = { ...given, type: "cc.contact.queued" as const, recordedTime: null };
  const first = { ...base, id: "1", time: 10 };
  const corrected = { ...first, time: 30, recordedTime: 5 };
  expect(insertEvent(list, first)).toEqual({ outcome: "appended" });
  expect(insertEvent(list, { ...first })).toEqual({ outcome: "duplicate" });
  expect(insertEvent(list, { ...first, sequence: 4 })).toEqual({ outcome: "duplicate", moved: true });
  expect(insertEvent(list, { ...first, sequence: 5 })).toEqual({ outcome: "duplicate" });
  expect(insertEvent(list, { ...base, id: "2", time: 20 })).toEqual({ outcome: "appended" });
  expect(insertEvent(list, { ...base, id: "3", time: 15 })).toEqual({ outcome: "inserted" });
  expect(insertEvent(list, corrected)).toEqual({
    outcome: "conflict",
    loser: { ...first, sequence: 4 },
    changed: true,
  });
  expect(insertEvent(list, first)).toEqual({ outcome: "conflict", loser: first, changed: false });
  expect(list.map(({ id, time }) => [id, time])).toEqual([
    ["3", 15],
    ["2", 20],
    ["1", 30],
  ]);
});
