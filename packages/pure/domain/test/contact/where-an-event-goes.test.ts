/** Rule 5: which of a contact's stays an event belongs to. */
import { describe, expect, test } from "vitest";
import { tell, told } from "./told.ts";

const q = { queue: "sales" };

describe("a call that is sent back into the same queue in one second", () => {
  const lines = [
    tell(0, "contact.queued", q),
    tell(10, "contact.answered", { ...q, agent: "ann", data: { waitMs: 10_000 } }),
    tell(70, "contact.transferred", { ...q, agent: "ann", data: { waitMs: 10_000, talkMs: 60_000 } }),
    tell(70, "contact.queued", q),
    tell(90, "contact.answered", { ...q, agent: "bob", data: { waitMs: 20_000 } }),
    tell(150, "contact.ended", { ...q, agent: "bob", data: { waitMs: 20_000, talkMs: 60_000 } }),
  ];
  const right = {
    sales: {
      offered: 2,
      answered: 2,
      answeredWait: 30_000,
      talkEnded: 2,
      talkTime: 120_000,
      handled: 2,
      transferred: 1,
    },
    "@ann": { answered: 1, talkTime: 60_000, transferred: 1 },
    "@bob": { answered: 1, talkTime: 60_000 },
  };

  test("is answered by each of its agents, whichever of the two lines was written first", () => {
    const numbered = lines.map((line, sequence) => ({ ...line, sequence }));
    const swapped = numbered.map((line) => ({
      ...line,
      sequence: line.sequence === 2 ? 3 : line.sequence === 3 ? 2 : line.sequence,
    }));
    for (const written of [lines, numbered, swapped])
      expect(told(written)).toMatchObject({ added: right, impossible: 0 });
  });

  test("that was never answered the first time flowed out from there, and not from where it came to", () => {
    const { added, waiting } = told(
      [
        tell(0, "contact.queued", q),
        tell(180, "contact.flowedOut", { ...q, data: { reason: "timeout" } }),
        tell(180, "contact.queued", q),
      ],
      { asOf: 190 },
    );
    expect(added.sales).toMatchObject({ offered: 2, flowedOut: 1 });
    expect(waiting).toEqual(["sales"]);
    const { nextAt } = told(
      [tell(0, "contact.queued", q), tell(180, "contact.flowedOut", q), tell(180, "contact.queued", q)],
      { asOf: 190 },
    );
    expect(nextAt).toBe(tell(180, "contact.queued").time + 20_001);
  });
});

test("an end of the same instant closes a stay that opens there when what it reports is true of it alone", () => {
  const { added } = told([
    tell(0, "contact.queued", q),
    tell(60, "contact.queued", q),
    tell(60, "contact.abandoned", { ...q, data: { waitMs: 0 } }),
    tell(90, "contact.abandoned", { ...q, data: { waitMs: 90_000 } }),
  ]);
  expect(added.sales).toMatchObject({ offered: 2, abandoned: 2, abandonedWait: 90_000, shortAbandoned: 1 });
});

test("an end closes the stay that opens at its instant where no other is open", () => {
  expect(told([tell(5, "contact.queued", q), tell(5, "contact.abandoned", q)]).added.sales).toMatchObject({
    abandoned: 1,
    shortAbandoned: 1,
  });
});

test("of two open stays an event goes to that of the queue it names, of the segment it names, of the agent it names", () => {
  const open = [
    tell(0, "contact.queued", { queue: "sales", segment: "1" }),
    tell(1, "contact.queued", { queue: "support", segment: "2" }),
  ];
  expect(told([...open, tell(9, "contact.abandoned", { queue: "sales" })]).added).toMatchObject({
    sales: { abandoned: 1 },
  });
  expect(told([...open, tell(9, "contact.abandoned", { segment: "1" })]).added).toMatchObject({
    sales: { abandoned: 1 },
  });
  expect(told([...open, tell(9, "contact.abandoned")]).added).toMatchObject({ support: { abandoned: 1 } });
  const talks = [
    ...open,
    tell(4, "contact.answered", { queue: "sales", agent: "ann" }),
    tell(5, "contact.answered", { queue: "support", agent: "bob" }),
  ];
  expect(told([...talks, tell(9, "contact.ended", { agent: "ann" })]).added).toMatchObject({
    sales: { talkEnded: 1, talkTime: 5_000 },
  });
});

test("an event never goes to a stay of another queue than the one it names", () => {
  const { added, waiting, impossible } = told(
    [tell(0, "contact.queued", q), tell(9, "contact.held", { queue: "support" })],
    { asOf: 10 },
  );
  expect({ added: Object.keys(added), waiting, impossible }).toEqual({
    added: ["sales"],
    waiting: ["sales"],
    impossible: 1,
  });
});

test("among several open stays of a queue the one whose stamps agree with the reported wait is answered", () => {
  const { nextAt } = told(
    [
      tell(0, "contact.queued", q),
      tell(30, "contact.queued", q),
      tell(45, "contact.answered", { ...q, agent: "ann", data: { waitMs: 44_600 } }),
    ],
    { asOf: 46 },
  );
  // It is the newer one that still waits.
  expect(nextAt).toBe(tell(50, "contact.queued").time + 1);
});

describe("a stay that nobody announced", () => {
  test.each([
    ["an answer", "contact.answered", { agent: "ann" }, { offered: 1, answered: 1 }],
    [
      "an end by an agent",
      "contact.ended",
      { agent: "ann", data: { waitMs: 12_000, talkMs: 6_000 } },
      { offered: 1, answered: 1, answeredWait: 12_000, talkTime: 6_000 },
    ],
    ["an abandon", "contact.abandoned", {}, { offered: 1, abandoned: 1 }],
    ["a flow-out", "contact.flowedOut", { data: { reason: "timeout" } }, { offered: 1, flowedOut: 1 }],
  ] as const)("is implied by %s", (_name, type, about, counters) => {
    expect(told([tell(60, type, { ...q, ...about })]).added.sales).toMatchObject(counters);
  });

  test("has been offered when its `queued` says so, if that still comes", () => {
    const { added, impossible } = told([
      tell(60, "contact.answered", { ...q, agent: "ann", data: { waitMs: 3_000 } }),
      tell(63, "contact.queued", q),
      tell(90, "contact.ended"),
    ]);
    expect(added.sales).toMatchObject({ offered: 1, answered: 1, answeredWait: 3_000 });
    expect(impossible).toBe(1);
  });

  test("is implied in the queue that an answer names, where the contact waits in another", () => {
    const { added, waiting } = told(
      [tell(0, "contact.queued", q), tell(9, "contact.answered", { queue: "support", agent: "ann" })],
      { asOf: 10 },
    );
    expect(added).toMatchObject({ sales: { offered: 1 }, support: { offered: 1, answered: 1 } });
    expect(waiting).toEqual(["sales"]);
  });
});

describe("a member who comes back", () => {
  const left = [tell(0, "contact.queued", q), tell(30, "contact.abandoned", { ...q, data: { waitMs: 30_000 } })];

  test("within a quarter of an hour has waited all along, and never abandoned", () => {
    const { added, waiting } = told([...left, tell(200, "contact.queued", q)], { asOf: 210 });
    expect(added.sales).toMatchObject({ offered: 1 });
    expect(added.sales!.abandoned).toBeUndefined();
    expect(waiting).toEqual(["sales"]);
    expect(
      told([...left, tell(200, "contact.queued", q), tell(230, "contact.answered", { ...q, agent: "ann" })]).added
        .sales,
    ).toMatchObject({ answered: 1, answeredWait: 230_000 });
  });

  test.each([
    ["after a quarter of an hour", [tell(930, "contact.queued", q)]],
    ["after something else happened", [tell(100, "contact.escalated"), tell(200, "contact.queued", q)]],
    ["into another queue", [tell(200, "contact.queued", { queue: "support" })]],
  ])("%s is offered again", (_name, more) => {
    const { added } = told([...left, ...more], { asOf: 940 });
    expect(added.sales).toMatchObject({ abandoned: 1 });
    expect((added.sales?.offered ?? 0) + (added.support?.offered ?? 0)).toBe(2);
  });
});

describe("a call that is queued anew while an agent talks", () => {
  const redirected = [
    tell(0, "contact.queued", q),
    tell(10, "contact.answered", { ...q, agent: "ann" }),
    tell(70, "contact.queued", { queue: "support" }),
  ];

  test("ends that talk at this moment: a redirect writes no end", () => {
    const { added, handling, work } = told(redirected, { asOf: 100 });
    expect(added.sales).toMatchObject({ talkEnded: 1, talkTime: 60_000, handled: 1 });
    expect({ handling, work }).toEqual({ handling: [], work: [{ agent: "ann", kind: "onContact", from: 10, to: 70 }] });
  });

  test("leaves it to the talk's own end where that still comes", () => {
    const { added } = told([...redirected, tell(75, "contact.ended", { ...q, agent: "ann" })]);
    expect(added.sales).toMatchObject({ talkEnded: 1, talkTime: 65_000 });
  });

  test("is no chat: that may be talked about in one queue while it waits in another", () => {
    const chat = redirected.map((event) => ({ ...event, channel: "chat" as const }));
    expect(told(chat, { asOf: 100 })).toMatchObject({ handling: ["sales"], waiting: ["support"] });
  });

  test("is not ended there by what says nothing of the queue or agent it left", () => {
    const { added } = told([
      ...redirected,
      tell(90, "contact.abandoned", { queue: "support" }),
      tell(95, "contact.ended", { data: { by: "customer" } }),
    ]);
    expect(added).toMatchObject({ sales: { talkTime: 60_000 }, support: { abandoned: 1 } });
  });
});

test("a callback request leaves the oldest open stay: one contact in, one callback, no abandon", () => {
  const { added, waiting } = told(
    [
      tell(0, "contact.queued", q),
      tell(40, "contact.queued", { queue: "callbacks" }),
      tell(41, "contact.callbackRequested"),
      tell(42, "contact.ended", { queue: "sales" }),
    ],
    { asOf: 50 },
  );
  expect(added).toMatchObject({ sales: { offered: 1, flowedOut: 1 }, callbacks: { offered: 1 } });
  expect(added.sales!.abandoned).toBeUndefined();
  expect(waiting).toEqual(["callbacks"]);
});

test("wrap-up goes to the newest stay that was handled and is not wrapped up yet", () => {
  const { added, impossible } = told([
    tell(0, "contact.queued", q),
    tell(10, "contact.answered", { ...q, agent: "ann" }),
    tell(70, "contact.transferred", { ...q, agent: "ann" }),
    tell(70, "contact.queued", { queue: "support" }),
    tell(71, "contact.wrapUpStarted", { agent: "ann" }),
    tell(80, "contact.answered", { queue: "support", agent: "bob" }),
    tell(90, "contact.wrapUpEnded", { agent: "ann" }),
    tell(100, "contact.ended", { queue: "support", agent: "bob" }),
    tell(100, "contact.wrapUpStarted"),
    tell(130, "contact.wrapUpEnded"),
  ]);
  expect(added).toMatchObject({
    "@ann": { wrapUpTime: 19_000 },
    "@bob": { wrapUpTime: 30_000 },
    sales: { handled: 1 },
    support: { handled: 1 },
  });
  expect(impossible).toBe(0);
});
