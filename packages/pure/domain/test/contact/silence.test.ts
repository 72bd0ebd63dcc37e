/** Rule 9: what counts as lost, and when. */
import { describe, expect, test } from "vitest";
import { tell, told } from "./told.ts";

const HOUR = 3_600;
const DAY = 24 * HOUR;
const q = { queue: "sales" };
const queued = tell(0, "contact.queued", q);
const talking = [queued, tell(10, "contact.answered", { ...q, agent: "ann" })];
const wrappingUp = [...talking, tell(70, "contact.ended"), tell(70, "contact.wrapUpStarted")];

describe("without an event", () => {
  test("a caller waits for a day before he counts as lost: while one waits a phone system writes nothing", () => {
    expect(told([queued], { asOf: DAY - 0.001 })).toMatchObject({ waiting: ["sales"] });
    expect(told([queued], { asOf: DAY })).toMatchObject({
      waiting: [],
      unfinished: true,
      added: { sales: { offered: 1, flowedOut: 1 } },
    });
  });

  test("a mail waits for as long as nobody answers it", () => {
    const mail = { channel: "email", queue: "mail" } as const;
    expect(told([tell(0, "contact.queued", mail)], { asOf: 300 * DAY })).toMatchObject({
      waiting: ["mail"],
      nextAt: Number.POSITIVE_INFINITY,
    });
  });

  test.each([
    ["call", 4 * HOUR],
    ["chat", DAY],
  ] as const)(
    "a %s that is talked about is lost after %i s: still answered, of no length, the agent free",
    (channel, after) => {
      const events = talking.map((event) => ({ ...event, channel }));
      expect(told(events, { asOf: 10 + after - 0.001 })).toMatchObject({ handling: ["sales"], work: [{ to: null }] });
      const lost = told(events, { asOf: 10 + after });
      expect(lost).toMatchObject({
        handling: [],
        unfinished: true,
        work: [{ from: 10, to: 10 + after }],
        added: { sales: { answered: 1 } },
      });
      expect(lost.added.sales!.talkEnded).toBeUndefined();
    },
  );

  test("a wrap-up is over after half an hour, and of no length", () => {
    expect(told(wrappingUp, { asOf: 70 + 1_799 })).toMatchObject({ work: [{}, { kind: "wrapUp", to: null }] });
    const lost = told(wrappingUp, { asOf: 70 + 1_800 });
    expect(lost).toMatchObject({
      work: [{}, { kind: "wrapUp", from: 70, to: 1_870 }],
      added: { sales: { talkEnded: 1 } },
    });
    expect(lost.added.sales!.handled).toBeUndefined();
  });

  test("an agent's wrap-up is silent for itself, however long the next agent talks", () => {
    const chat = { channel: "chat", queue: "web" } as const;
    const events = [
      tell(0, "contact.queued", chat),
      tell(10, "contact.answered", { ...chat, agent: "ann" }),
      tell(20, "contact.transferred", { ...chat, agent: "ann" }),
      tell(20, "contact.wrapUpStarted", { ...chat, agent: "ann" }),
      tell(30, "contact.answered", { ...chat, agent: "bob" }),
      tell(2_000, "contact.message", { ...chat, agent: "bob", data: { from: "agent" } }),
    ];
    expect(told(events, { asOf: 2_000 }).work).toMatchObject([
      {},
      { agent: "ann", kind: "wrapUp", to: 1_820 },
      { agent: "bob", to: null },
    ]);
  });
});

describe("a source that begins anew", () => {
  test.each([
    ["a wait", [queued], { waiting: [], added: { sales: { flowedOut: 1 } } }],
    ["a talk", talking, { handling: [], work: [{ to: 500 }] }],
    ["a wrap-up", wrappingUp, { work: [{}, { kind: "wrapUp", to: 500 }] }],
  ] as const)("has lost %s that was not finished", (_name, events, expected) => {
    expect(told(events, { restarts: [500], asOf: 600 })).toMatchObject(expected);
    expect(told(events, { restarts: [500], asOf: 600 }).unfinished).toBe(true);
  });

  test("has not lost what an event still comes of", () => {
    const { added } = told([...talking, tell(700, "contact.ended")], { restarts: [500], asOf: 800 });
    expect(added.sales).toMatchObject({ answered: 1, talkEnded: 1, talkTime: 690_000 });
  });
});

test("who waits crosses the threshold of the channel, and leaves it crossed: 20 s for a call, 60 s for a chat, 4 h for a mail", () => {
  for (const [channel, threshold] of [
    ["call", 20],
    ["chat", 60],
    ["email", 4 * HOUR],
  ] as const) {
    const events = [{ ...queued, channel }];
    expect(told(events, { asOf: threshold }).added.sales!.crossed).toBeUndefined();
    expect(told(events, { asOf: threshold + 0.001 }).added.sales).toMatchObject({ crossed: 1 });
  }
});

test("a short abandon is within 5 s of a call, 10 s of a chat, and no mail's", () => {
  const short = (channel: "call" | "chat" | "email", second: number) =>
    told([
      { ...queued, channel },
      { ...tell(second, "contact.abandoned", q), channel },
    ]).added.sales!.shortAbandoned ?? 0;
  expect([short("call", 5), short("call", 6), short("chat", 10), short("chat", 11), short("email", 0)]).toEqual([
    1, 0, 1, 0, 0,
  ]);
});
