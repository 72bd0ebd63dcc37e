/** Rules 5c, 5d and 5e: contacts that open again, that agents begin, that no human ever sees; contacts beside stays; surveys. */
import { describe, expect, test } from "vitest";
import { tell, told } from "./told.ts";

const web = { channel: "chat", queue: "web" } as const;
const chat = { channel: "chat" } as const;
const from = (party: "customer" | "agent" | "bot") => ({ data: { from: party } });
const HOUR = 3_600;

const botResolved = [
  tell(0, "contact.queued", web),
  tell(5, "contact.message", { ...chat, ...from("bot") }),
  tell(300, "contact.resolved", chat),
];

describe("a contact resolved without any human", () => {
  test("has flowed out by self-service, and never abandoned", () => {
    const { added, unfinished } = told(botResolved);
    expect(added.web).toMatchObject({ offered: 1, flowedOut: 1 });
    expect([added.web!.abandoned, unfinished]).toEqual([undefined, false]);
  });

  test("a mail that a human closes without a reply is closed, not self-service", () => {
    const mail = { channel: "email", queue: "mail" } as const;
    const reasons = (agent: string | null) =>
      told([tell(0, "contact.queued", mail), tell(60, "contact.resolved", { ...mail, agent })]).calls.join();
    expect(reasons("ann")).not.toBe(reasons(null));
    expect(
      told([tell(0, "contact.queued", mail), tell(60, "contact.resolved", { ...mail, agent: "ann" })]).added.mail,
    ).toMatchObject({ flowedOut: 1 });
  });

  test("one that an agent handed on before anybody knew of it was seen by a human, whoever resolves it", () => {
    const billing = (agent: string | null) =>
      told([
        tell(0, "contact.transferred", { ...web, agent, data: { kind: "blind" } }),
        tell(0, "contact.queued", { ...chat, queue: "billing" }),
        tell(60, "contact.resolved", chat),
      ]).added.billing!;
    expect([billing("ann").flowedOutClosed, billing("ann").flowedOutSelfService]).toEqual([1, undefined]);
    expect([billing(null).flowedOutClosed, billing(null).flowedOutSelfService]).toEqual([undefined, 1]);
  });

  test("one that an agent had answered is answered, whoever resolves it", () => {
    const { added } = told([
      tell(0, "contact.queued", web),
      tell(5, "contact.answered", { ...web, agent: "ann" }),
      tell(60, "contact.resolved", chat),
    ]);
    expect(added.web).toMatchObject({ answered: 1, talkTime: 55_000 });
  });
});

describe("a contact that is opened again", () => {
  const opened = [
    ...botResolved,
    tell(100 * HOUR, "contact.reopened", chat),
    tell(100 * HOUR + 1, "contact.message", { ...chat, ...from("customer") }),
  ];

  test("is offered and waits again in its last queue, and the reopening is counted beside", () => {
    const { added, waiting } = told(opened, { asOf: 100 * HOUR + 2 });
    expect(added.web).toMatchObject({ contacts: 1, offered: 2, reopened: 1, flowedOut: 1 });
    expect(waiting).toEqual(["web"]);
  });

  test("runs its first response from the reopening to the first message of a human agent, not to the answer", () => {
    const { added } = told(
      [
        ...opened,
        tell(100 * HOUR + 540, "contact.answered", { ...web, agent: "ann" }),
        tell(100 * HOUR + 600, "contact.message", { ...chat, agent: "ann", ...from("agent") }),
        tell(100 * HOUR + 1200, "contact.ended", { ...chat, agent: "ann" }),
      ],
      { asOf: 200 * HOUR },
    );
    expect(added.web).toMatchObject({ firstResponses: 1, firstResponseTime: 600_000, answeredWait: 540_000 });
    expect(added.web!.abandoned).toBeUndefined();
  });

  test("is so by the customer's message alone, once, whichever of the two comes first", () => {
    const wrote = [...botResolved, tell(HOUR, "contact.message", { ...chat, ...from("customer") })];
    for (const events of [wrote, [...wrote, tell(HOUR + 1, "contact.reopened", chat)]])
      expect(told(events, { asOf: HOUR + 2 })).toMatchObject({
        added: { web: { offered: 2, reopened: 1 } },
        waiting: ["web"],
      });
  });

  test("is so in the queue that the reopening names", () => {
    const { waiting } = told([...botResolved, tell(HOUR, "contact.reopened", { ...chat, queue: "billing" })], {
      asOf: HOUR + 2,
    });
    expect(waiting).toEqual(["billing"]);
  });

  test("waits there once where its `queued` is told too", () => {
    const { added, waiting } = told(
      [...botResolved, tell(HOUR, "contact.reopened", chat), tell(HOUR, "contact.queued", web)],
      { asOf: HOUR + 1 },
    );
    expect(added.web).toMatchObject({ offered: 2, reopened: 1 });
    expect(waiting).toEqual(["web"]);
  });

  test.each([
    ["the reopening", "contact.reopened", {}],
    ["the customer", "contact.message", from("customer")],
  ] as const)("is so by %s although a first agent's talk, left behind, never got its end", (_, type, data) => {
    const { added, waiting } = told(
      [
        tell(0, "contact.queued", web),
        tell(5, "contact.answered", { ...web, agent: "ann" }),
        tell(60, "contact.answered", { ...web, agent: "bob" }),
        tell(90, "contact.resolved", { ...web, agent: "bob" }),
        tell(HOUR, type, { ...web, ...data }),
      ],
      { asOf: HOUR + 1 },
    );
    expect(added.web).toMatchObject({ offered: 2, reopened: 1 });
    expect(waiting).toEqual(["web"]);
  });

  test("opens nothing where a stay is open, and an ended chat is not opened by a message", () => {
    expect(told([tell(0, "contact.queued", web), tell(9, "contact.reopened", chat)], { asOf: 10 }).added.web).toEqual({
      contacts: 1,
      offered: 1,
    });
    const ended = [
      tell(0, "contact.queued", web),
      tell(5, "contact.answered", { ...web, agent: "ann" }),
      tell(9, "contact.ended", chat),
    ];
    expect(told([...ended, tell(20, "contact.message", { ...chat, ...from("customer") })]).added.web).toMatchObject({
      offered: 1,
    });
  });

  test("has a first response in each life", () => {
    const answer = (second: number) => tell(second, "contact.message", { ...chat, agent: "ann", ...from("agent") });
    const { added } = told([
      tell(0, "contact.queued", web),
      answer(30),
      answer(40),
      tell(60, "contact.resolved", { ...chat, agent: "ann" }),
      tell(HOUR, "contact.reopened", chat),
      answer(HOUR + 90),
    ]);
    expect(added.web).toMatchObject({ firstResponses: 2, firstResponseTime: 120_000, offered: 2, answered: 2 });
  });
});

test("first response runs from the contact's first queue to the first human message, whatever the queues in between", () => {
  const { added } = told([
    tell(0, "contact.queued", web),
    tell(60, "contact.flowedOut", { ...web, data: { reason: "overflow" } }),
    tell(60, "contact.queued", { ...chat, queue: "backup" }),
    tell(65, "contact.message", { ...chat, ...from("bot") }),
    tell(90, "contact.message", { ...chat, queue: "backup", agent: "ann", ...from("agent") }),
  ]);
  expect(added).toMatchObject({
    web: { flowedOut: 1 },
    backup: { firstResponses: 1, firstResponseTime: 90_000, answered: 1, answeredWait: 30_000 },
  });
});

test("a chat is answered by what a human writes, not by what a bot does", () => {
  const events = [tell(0, "contact.queued", web), tell(3, "contact.message", { ...chat, ...from("bot") })];
  expect(told(events, { asOf: 10 }).added.web).toEqual({ contacts: 1, offered: 1 });
  expect(
    told([...events, tell(8, "contact.message", { ...chat, agent: "ann", ...from("agent") })], { asOf: 10 }),
  ).toMatchObject({
    added: { web: { answered: 1, answeredWait: 8_000 }, "@ann": { answered: 1 } },
    work: [{ agent: "ann", kind: "onContact", from: 8, to: null }],
  });
});

describe("a contact that an agent begins", () => {
  const outbound = [
    tell(0, "contact.message", { ...chat, agent: "ann", ...from("agent") }),
    tell(0, "contact.queued", web),
  ];

  test("is not offered until the customer writes; that opens the stay, and the response runs from it", () => {
    expect(told(outbound, { asOf: 60 })).toMatchObject({ added: { web: {} }, waiting: [], unfinished: false });
    const wrote = [...outbound, tell(HOUR, "contact.message", { ...chat, ...from("customer") })];
    expect(told(wrote, { asOf: HOUR + 1 })).toMatchObject({
      added: { web: { contacts: 1, offered: 1 } },
      waiting: ["web"],
    });
    expect(told(wrote).added.web!.reopened).toBeUndefined();
    const replied = [...wrote, tell(HOUR + 45, "contact.message", { ...chat, agent: "ann", ...from("agent") })];
    expect(told(replied).added.web).toMatchObject({
      offered: 1,
      answered: 1,
      answeredWait: 45_000,
      firstResponses: 1,
      firstResponseTime: 45_000,
    });
  });

  test("and that the customer never answers is in no number of the queue", () => {
    const { added, unfinished } = told([
      ...outbound,
      tell(1, "contact.answered", { ...web, agent: "ann" }),
      tell(60, "contact.resolved", { ...chat, agent: "ann" }),
    ]);
    expect(added.web).toEqual({});
    expect(unfinished).toBe(false);
  });

  test("is no such where the customer was queued before", () => {
    const { added } = told([
      tell(0, "contact.queued", web),
      tell(2, "contact.message", { ...chat, agent: "ann", ...from("agent") }),
    ]);
    expect(added.web).toMatchObject({ offered: 1, answered: 1 });
  });
});

test("contacts are counted by their first stay, stays by each; who was only refused is no contact of a queue", () => {
  const { added } = told([
    tell(0, "contact.queued", { queue: "q1" }),
    tell(30, "contact.flowedOut", { queue: "q1", data: { reason: "timeout" } }),
    tell(30, "contact.queued", { queue: "q2" }),
    tell(60, "contact.flowedOut", { queue: "q2", data: { reason: "timeout" } }),
    tell(60, "contact.queued", { queue: "q3" }),
  ]);
  expect(added.q1).toMatchObject({ contacts: 1, offered: 1 });
  expect([added.q2!.contacts, added.q3!.contacts, added.q2!.offered, added.q3!.offered]).toEqual([
    undefined,
    undefined,
    1,
    1,
  ]);
  expect(told([tell(0, "contact.refused", { queue: "q1", data: { reason: "full" } })]).added.q1).toEqual({
    refusedFull: 1,
  });
  expect(
    told([tell(0, "contact.refused", { queue: "q1" }), tell(9, "contact.queued", { queue: "q2" })]).added.q2,
  ).toMatchObject({ contacts: 1 });
});

describe("a survey", () => {
  const call = [
    tell(0, "contact.queued", { queue: "sales" }),
    tell(5, "contact.answered", { queue: "sales", agent: "ann" }),
    tell(65, "contact.ended"),
  ];
  const score = (second: number, points: number, survey?: string, about = {}) =>
    tell(second, "survey.answered", { data: { score: points, ...(survey === undefined ? {} : { survey }) }, ...about });

  test("counts once for each contact, stay and name: the last answer", () => {
    expect(told([...call, score(100, 1), score(200, 5)]).added).toMatchObject({
      sales: { surveys: 1, surveysTopTwo: 1, surveyScore: 5_000 },
      "@ann": { surveyResponses: 1, surveys: 1, surveyScore: 5_000 },
    });
    expect(
      told([...call, score(100, 5, "csat"), score(110, 2, "effort"), score(200, 4, "csat")]).added.sales,
    ).toMatchObject({ surveys: 2, surveyScore: 6_000 });
  });

  test("of two stays counts for each of them", () => {
    const twice = [
      ...call,
      tell(70, "contact.queued", { queue: "support" }),
      tell(75, "contact.answered", { queue: "support", agent: "bob" }),
      tell(90, "contact.ended"),
    ];
    expect(told([...twice, score(100, 2, "csat", { queue: "sales" }), score(110, 5, "csat")]).added).toMatchObject({
      sales: { surveyScore: 2_000 },
      support: { surveyScore: 5_000 },
      "@bob": { surveyScore: 5_000 },
    });
  });

  test("of an unknown contact counts once for the site, and for the agent it names", () => {
    const { added, impossible } = told([score(0, 3), score(10, 4, undefined, { agent: "ann" })]);
    expect({ added, impossible }).toEqual({
      added: {
        "": { surveyResponses: 1, surveys: 1, surveyScore: 4_000, surveysTopTwo: 1 },
        "@ann": { surveyResponses: 1, surveys: 1, surveyScore: 4_000, surveysTopTwo: 1 },
      },
      impossible: 0,
    });
  });
});
