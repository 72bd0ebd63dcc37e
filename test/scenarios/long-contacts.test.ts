/** A chat of hundreds of messages, or of thousands over days: what it writes, and that how it is kept shows nowhere. */
import { type CanonicalEvent, DEFAULT_LIMITS } from "@floorwalker/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
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
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 30), endOnFailure: true },
  );
});

describe("a chat that goes on for days", () => {
  const HOUR = 3_600_000;
  const HORIZON = { call: 6 * HOUR, chat: 6 * HOUR, email: 6 * HOUR };
  const PATIENT = { timeout: 60_000 };
  const TYPES = ["contact.queued", "contact.answered", "contact.resolved", "contact.reopened", "contact.transferred"];
  const MORE = ["contact.held", "contact.resumed", "contact.alerted", "contact.notAnswered", "contact.wrapUpEnded"];
  const REST = ["survey.answered", "contact.abandoned", "contact.flowedOut", "contact.ended", "contact.escalated"];

  /** Mostly messages, and now and then anything else; of two sources, and some of them of the same moment. */
  function anything(events: number, channel: "chat" | "email", random: () => number): CanonicalEvent[] {
    const of = <T>(...values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
    let second = 0;
    return Array.from({ length: events }, (_, index) => {
      second += of(0, 1, 30, 60, 150);
      const type = index > 0 && random() < 0.85 ? "contact.message" : of(...TYPES, ...MORE, ...REST);
      return tell(second, type, {
        ...CHAT,
        channel,
        id: `e${index}`,
        source: of("/a", "/b"),
        queue: of(null, "q", "r"),
        segment: of(null, null, "1", "2"),
        agent: of(null, "ann", "bob"),
        data: { from: of("customer", "agent", "bot"), score: of(1, 4), survey: of("csat", "effort") },
      });
    });
  }

  /** Each goes at most so many milliseconds behind those that happened after it. */
  function late(events: readonly CanonicalEvent[], most: number, random: () => number): CanonicalEvent[] {
    const arrivals = events.map((event) => [event.time + (random() < 0.2 ? random() * most : 0), event] as const);
    return arrivals.sort(([a], [b]) => a - b).map(([, event]) => event);
  }

  /** Days of its queues, and who waits. Agents' time is settled by the horizon itself. */
  const told = (owner: PureOwner, to: number): unknown => [
    Array.from({ length: 5 }, (_, day) =>
      Object.entries(owner.report("day", to - day * 24 * HOUR).total.queues).map(([queue, channels]) => [
        queue,
        Object.entries(channels).map(([channel, { counters }]) => [channel, counters]),
      ]),
    ),
    ["chat", "email"].map((channel) => {
      const { waiting, handling } = owner.site().contacts.live.get(`q\u001fq\u001f${channel}`);
      return { waiting, handling };
    }),
  ];

  test("amounts to the fold of all its events, in any order within the horizon, whatever the commits and crashes", {
    timeout: 120_000,
  }, () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.constantFrom("chat", "email"),
        fc.integer({ min: 1, max: 90 }),
        (seed, channel, batch) => {
          const random = seeded(seed);
          const events = anything(1_200, channel, random);
          const whole = new PureOwner().feed(events);
          const owner = new PureOwner({ horizonMs: HORIZON, limits: { ...DEFAULT_LIMITS, contactEvents: 700 } });
          owner.feed(late(events, 5 * HOUR, random), { batch, crashAfter: (commit) => commit % 9 === 0 });
          expect(owner.outcomes).toMatchObject({ late: 0, refused: 0, conflict: 0 });
          expect([...owner.rows.keys()].filter((key) => key.endsWith("prefix"))).toHaveLength(1);
          const end = events.at(-1)!.time + 1;
          expect(told(owner.crash().tick(end), end)).toEqual(told(whole.tick(end), end));
        },
      ),
      { numRuns: Number(process.env.PROPERTY_RUNS ?? 8), endOnFailure: true },
    );
  });

  const chatOf = (messages: number): CanonicalEvent[] => [
    tell(0, "contact.queued", CHAT),
    ...Array.from({ length: messages }, (_, index) =>
      tell(60 * index + 30, "contact.message", { ...CHAT, data: { from: index % 2 === 1 ? "agent" : "customer" } }),
    ),
  ];

  test("takes as many messages as it needs, and the next one costs no more than one of its first day", PATIENT, () => {
    const owner = new PureOwner({ horizonMs: HORIZON, limits: { ...DEFAULT_LIMITS, contactEvents: 700 } });
    const bytes: number[] = [];
    owner.committed = ({ rows }) => {
      bytes.push(rows.reduce((sum, [key, value]) => sum + (key.includes("long") ? (value?.length ?? 0) : 0), 0));
    };
    const events = chatOf(4_000);
    for (let at = 0; at < events.length; at += 10) owner.commit(events.slice(at, at + 10));
    expect(owner.outcomes).toMatchObject({ accepted: 4_001, refused: 0 });
    const mean = (of: readonly number[]): number => of.reduce((sum, each) => sum + each, 0) / of.length;
    expect(mean(bytes.slice(-100)) / mean(bytes.slice(30, 60))).toBeLessThan(4);
    const rows = [...owner.rows].filter(([key]) => key.includes("long"));
    expect(rows.length).toBeLessThan(15);
  });

  test("is one record when it is over, and a survey of it still finds its queue and agent", PATIENT, () => {
    const owner = new PureOwner({ horizonMs: HORIZON });
    owner.feed(chatOf(1_500), { batch: 50 });
    const end = 60 * 1_500;
    owner.commit([
      tell(end, "contact.message", { ...CHAT, agent: "ann", data: { from: "agent" } }),
      tell(end + 1, "contact.resolved", { ...CHAT, agent: "ann" }),
    ]);
    owner.tick(T0 + (end + 600) * 1000);
    expect([...owner.rows.keys()].filter((key) => key.includes("long"))).toEqual([]);
    const later = end + 3 * 86_400;
    owner.crash().commit([tell(later, "survey.answered", { ...CHAT, queue: null, data: { score: 5 } })]);
    expect(owner.report("day", T0 + (later + 1) * 1000).total.queues.q!.chat!.kpis).toMatchObject({ csatCount: 1 });
    expect(owner.crash().refold()).toBe(0);
  });

  test("knows its old messages again: one that is told anew with a new time does not count twice", PATIENT, () => {
    const owner = new PureOwner({ horizonMs: HORIZON });
    const events = chatOf(1_500);
    owner.feed(events, { batch: 50 }).crash();
    const again = { ...events[3]!, time: events.at(-1)!.time };
    owner.commit([again, events[4]!]);
    expect(owner.outcomes).toMatchObject({ conflict: 1, late: 1 });
    expect(owner.losers).toEqual([again]);
  });

  test("refuses what is beyond its limit within the horizon, whatever the commits", PATIENT, () => {
    const refused = [1, 40, 800].map((batch) => {
      const owner = new PureOwner({ horizonMs: HORIZON, limits: { ...DEFAULT_LIMITS, contactEvents: 100 } });
      owner.feed(chatOf(800), { batch });
      return owner.outcomes.refused;
    });
    expect(refused[0]).toBeGreaterThan(0);
    expect(new Set(refused).size).toBe(1);
  });
});
