/** Rules 5a and 5b: what each agent does of a stay, and how it ends. */
import { describe, expect, test } from "vitest";
import { tell, told } from "./told.ts";

const web = { channel: "chat", queue: "web" } as const;
const ann = { ...web, agent: "ann" };
const bob = { ...web, agent: "bob" };

const handedOver = [
  tell(0, "contact.queued", web),
  tell(10, "contact.answered", ann),
  tell(100, "contact.transferred", ann),
  tell(101, "contact.answered", bob),
  tell(401, "contact.ended", bob),
];

describe("a chat that one agent hands to another without a queue in between", () => {
  test("is offered once and answered once, in time by the first; each agent has answered and talked for himself", () => {
    const { added, impossible } = told(handedOver);
    expect(added).toMatchObject({
      web: {
        contacts: 1,
        offered: 1,
        answered: 1,
        answeredInThreshold: 1,
        talkEnded: 1,
        talkTime: 390_000,
        handled: 1,
        transferred: 1,
      },
      "@ann": { answered: 1, answeredInThreshold: 1, talkTime: 90_000, transferred: 1 },
      "@bob": { answered: 1, talkTime: 300_000 },
    });
    expect(added["@bob"]!.answeredInThreshold).toBeUndefined();
    expect(added["@bob"]!.transferred).toBeUndefined();
    expect(impossible).toBe(0);
  });

  test("stays one where the next answer names no queue, and is another stay where it names another", () => {
    const unnamed = handedOver.map((event) => (event.agent === "bob" ? { ...event, queue: null } : event));
    expect(told(unnamed).added).toMatchObject({ web: { offered: 1, answered: 1 }, "@bob": { talkTime: 300_000 } });
    const elsewhere = handedOver.map((event) => (event.agent === "bob" ? { ...event, queue: "billing" } : event));
    expect(told(elsewhere).added).toMatchObject({
      web: { offered: 1, answered: 1 },
      billing: { offered: 1, answered: 1 },
    });
  });

  test("is offered again where it was queued in between", () => {
    expect(told([...handedOver, tell(100.5, "contact.queued", web)]).added.web).toMatchObject({
      offered: 2,
      answered: 2,
    });
  });

  test("has the talk of each agent whatever the order in which the two are told within a second", () => {
    const { added } = told([
      tell(0, "contact.queued", web),
      tell(10, "contact.answered", ann),
      tell(100, "contact.answered", bob),
      tell(100, "contact.transferred", ann),
      tell(400, "contact.ended", bob),
    ]);
    expect(added).toMatchObject({
      web: { offered: 1, answered: 1, transferred: 1 },
      "@ann": { talkTime: 90_000 },
      "@bob": { talkTime: 300_000 },
    });
  });

  test("has hold and wrap-up of the agent they are told of, however late", () => {
    const { added } = told([
      ...handedOver,
      tell(20, "contact.held", ann),
      tell(30, "contact.resumed", ann),
      tell(100, "contact.wrapUpStarted", ann),
      tell(130, "contact.wrapUpEnded", ann),
      tell(200, "contact.held"),
      tell(260, "contact.resumed"),
      tell(401, "contact.wrapUpStarted", bob),
      tell(411, "contact.wrapUpEnded", bob),
    ]);
    expect(added).toMatchObject({
      "@ann": { talkTime: 80_000, holdTime: 10_000, wrapUpTime: 30_000, handled: 1 },
      "@bob": { talkTime: 240_000, holdTime: 60_000, wrapUpTime: 10_000, handled: 1 },
      web: { talkTime: 320_000, holdTime: 70_000, wrapUpTime: 40_000, handled: 1 },
    });
  });

  test("is being handled until the last agent is done, and each works for his own time", () => {
    const { handling, work } = told(handedOver.slice(0, 4), { asOf: 200 });
    expect(handling).toEqual(["web"]);
    expect(work).toEqual([
      { agent: "ann", kind: "onContact", from: 10, to: 100 },
      { agent: "bob", kind: "onContact", from: 101, to: null },
    ]);
    expect(told(handedOver.slice(0, 4), { asOf: 200 }).added.web!.talkEnded).toBeUndefined();
  });
});

test("a mail that one agent takes and another answers is the other's answer, and talk of both", () => {
  const mail = { channel: "email", queue: "mail" } as const;
  const { added } = told([
    tell(0, "contact.queued", mail),
    tell(60, "contact.answered", { ...mail, agent: "ann" }),
    tell(120, "contact.transferred", { ...mail, agent: "ann" }),
    tell(180, "contact.answered", { ...mail, agent: "bob" }),
    tell(600, "contact.message", { ...mail, agent: "bob", data: { from: "agent" } }),
    tell(660, "contact.resolved", { ...mail, agent: "bob" }),
  ]);
  expect(added).toMatchObject({
    mail: { offered: 1, answered: 1, answeredWait: 600_000, transferred: 1, talkTime: 540_000 },
    "@bob": { answered: 1, talkTime: 480_000 },
  });
  expect(added.mail!.flowedOut).toBeUndefined();
  expect(added["@ann"]!.answered).toBeUndefined();
  expect(added["@ann"]!.talkTime).toBe(60_000);
});

describe("handled", () => {
  const call = [
    tell(0, "contact.queued", { queue: "sales" }),
    tell(5, "contact.answered", { queue: "sales", agent: "ann" }),
  ];

  test("counts when the wrap-up is over, also when its length was reported beforehand", () => {
    const events = [...call, tell(65, "contact.ended", { agent: "ann", data: { wrapUpMs: 30_000 } })];
    const during = told(events, { asOf: 94.999 });
    expect(during.added.sales).toMatchObject({ talkEnded: 1 });
    expect(during.added.sales!.handled).toBeUndefined();
    expect(during).toMatchObject({ unfinished: true, nextAt: tell(95, "contact.ended").time });
    const after = told(events, { asOf: 95 });
    expect(after.added.sales).toMatchObject({ handled: 1, wrapUpTime: 30_000, handledTalkTime: 60_000 });
    expect(after).toMatchObject({
      unfinished: false,
      work: [
        { kind: "onContact", to: 65 },
        { kind: "wrapUp", from: 65, to: 95 },
      ],
    });
  });

  test("counts at once where nobody speaks of a wrap-up", () => {
    expect(told([...call, tell(65, "contact.ended")], { asOf: 65 }).added.sales).toMatchObject({
      handled: 1,
      wrapUpTime: 0,
    });
  });
});

describe("answered is no trap", () => {
  const call = [
    tell(0, "contact.queued", { queue: "sales" }),
    tell(5, "contact.answered", { queue: "sales", agent: "ann" }),
  ];

  test.each([
    ["an abandon", "contact.abandoned", {}],
    ["a flow-out", "contact.flowedOut", { data: { reason: "timeout" } }],
    ["a callback request", "contact.callbackRequested", {}],
  ])("%s after the answer ends the talk", (_name, type, about) => {
    const { added, work, unfinished } = told([...call, tell(5.019, type, { queue: "sales", ...about })], { asOf: 600 });
    expect(added.sales).toMatchObject({ offered: 1, answered: 1, talkEnded: 1, talkTime: 19, handled: 1 });
    expect([added.sales!.abandoned, added.sales!.flowedOut]).toEqual([undefined, undefined]);
    expect({ work, unfinished }).toEqual({
      work: [{ agent: "ann", kind: "onContact", from: 5, to: 5.019 }],
      unfinished: false,
    });
  });

  test("and what comes after that end changes nothing", () => {
    const { added, impossible } = told([
      ...call,
      tell(65, "contact.ended"),
      tell(66, "contact.abandoned", { queue: "sales" }),
    ]);
    expect(added.sales).toMatchObject({ offered: 1, answered: 1, talkTime: 60_000 });
    expect(impossible).toBe(1);
  });
});

describe("of two ends of a stay without an answer", () => {
  const queued = tell(0, "contact.queued", { queue: "sales" });
  const gaveUp = (second: number) => tell(second, "contact.abandoned", { queue: "sales" });
  const flowedOut = (second: number, reason?: string) =>
    tell(second, "contact.flowedOut", { queue: "sales", data: reason === undefined ? {} : { reason } });

  test.each([
    ["first", [flowedOut(60, "timeout"), gaveUp(62)], 60_000],
    ["last", [gaveUp(60), flowedOut(62, "timeout")], 62_000],
  ])("within two seconds the one that states a cause wins, told %s", (_name, ends, waitMs) => {
    const { added, impossible, calls } = told([queued, ...ends]);
    expect(added.sales).toMatchObject({ offered: 1, flowedOut: 1 });
    expect(added.sales!.abandoned).toBeUndefined();
    expect(impossible).toBe(0);
    expect(calls.some((each) => each.endsWith(` ${waitMs}`))).toBe(true);
  });

  test("the first stands where they are further apart, or neither states one", () => {
    for (const ends of [
      [gaveUp(60), flowedOut(62.001, "timeout")],
      [gaveUp(60), flowedOut(61)],
      [gaveUp(60), flowedOut(61, "lost")],
      [gaveUp(60), gaveUp(61)],
    ]) {
      const { added, impossible } = told([queued, ...ends]);
      expect(added.sales).toMatchObject({ offered: 1, abandoned: 1, abandonedWait: 60_000 });
      expect([added.sales!.flowedOut, impossible]).toEqual([undefined, 1]);
    }
  });
});

test("an end that only says once more that a contact is over is in order; that two feeds disagree is counted", () => {
  const about = { channel: "chat", queue: "sales" } as const;
  const mail = { channel: "email", queue: "sales" } as const;
  const orders = [
    [tell(0, "contact.queued", about), tell(60, "contact.abandoned", about), tell(61, "contact.ended", about)],
    [tell(0, "contact.queued", about), tell(60, "contact.abandoned", about), tell(61, "contact.resolved", about)],
    [tell(0, "contact.queued", about), tell(60, "contact.flowedOut", about), tell(61, "contact.ended", about)],
    [tell(0, "contact.queued", mail), tell(60, "contact.resolved", mail), tell(61, "contact.ended", mail)],
    [tell(0, "contact.queued", about), tell(60, "contact.transferred", about), tell(61, "contact.transferred", about)],
  ];
  expect(orders.map((events) => told(events).impossible)).toEqual([0, 0, 0, 0, 0]);
  const [queued, abandoned] = orders[0]!;
  expect(told([queued!, abandoned!, tell(61, "contact.abandoned", about)]).impossible).toBe(1);
});

test("who only handed a mail on took it then, also while another one has it and has not answered", () => {
  const mail = { channel: "email", queue: "web" } as const;
  const handedOn = [
    tell(0, "contact.queued", mail),
    tell(4600, "contact.transferred", { ...mail, queue: null, agent: "ann" }),
  ];
  expect(told(handedOn, { channel: "email" }).taken.ann).toBe(4600);
  const taken = [...handedOn, tell(9000, "contact.answered", { ...mail, queue: null, agent: "bob" })];
  expect(told(taken, { channel: "email" }).taken.ann).toBe(4600);
});
