/** A chat of hundreds of messages: what it writes, and that being cut into rows shows nowhere. */
import type { CanonicalEvent } from "@floorwalker/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { seeded, shuffled } from "../support/src/shuffle.ts";
import { T0, tell } from "../support/src/tell.ts";

const CHAT = { contact: "long", channel: "chat", queue: "q" } as const;

const chat = (messages: number): CanonicalEvent[] => [
  tell(0, "contact.queued", CHAT),
  ...Array.from({ length: messages }, (_, index) =>
    tell(index + 1, "contact.message", { ...CHAT, data: { from: index % 3 === 1 ? "agent" : "customer" } }),
  ),
];

/** Rows of the chat and their bytes, over all commits. */
function written(events: readonly CanonicalEvent[]): { readonly bytes: number; readonly most: number } {
  let bytes = 0;
  let most = 0;
  const owner = new PureOwner();
  owner.committed = ({ rows }) => {
    const size = rows.reduce((sum, [key, value]) => sum + (key.includes("long") ? (value?.length ?? 0) : 0), 0);
    bytes += size;
    most = Math.max(most, size);
  };
  for (const event of events) owner.commit([event]);
  return { bytes, most };
}

test("the next message of a long chat does not write all those before it again", () => {
  const short = written(chat(200));
  const long = written(chat(800));
  // Four times the messages write about four times the bytes, where whole contacts would write sixteen times as many.
  expect(long.bytes / short.bytes).toBeLessThan(5);
  expect(long.most).toBeLessThan(20_000);
});

test("whatever the order, the size of commits and the crashes, a long chat is stored in the same bytes", {
  timeout: 120_000,
}, () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 60, max: 200 }),
      fc.integer(),
      fc.integer({ min: 1, max: 40 }),
      fc.boolean(),
      (messages, seed, batch, ends) => {
        const events = [...chat(messages), ...(ends ? [tell(messages + 9, "contact.ended", CHAT)] : [])];
        const inOrder = new PureOwner().feed(events, { batch: 1_000 });
        const random = seeded(seed);
        // Now and then two neighbours change places, or all do.
        const arriving =
          random() < 0.5
            ? shuffled(events, random)
            : events.map((event, index) =>
                index % 7 === 3 ? (events[index + 1] ?? event) : index % 7 === 4 ? events[index - 1]! : event,
              );
        const other = new PureOwner().feed(arriving, { batch, crashAfter: (commit) => commit % 4 === 0 });
        expect(other.bytes()).toBe(inOrder.bytes());
        // Gone from memory it is one record, and no row is left.
        const later = T0 + 86_400_000 * 40;
        expect(other.tick(later).bytes()).toBe(inOrder.tick(later).bytes());
        expect([...inOrder.rows.keys()].filter((key) => ends && key.includes("long"))).toEqual([]);
      },
    ),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 30) },
  );
});
