/** What a manager wants to hear of by itself: why contacts left, how they were handed on, who complained, how often they were held. */
import { describe, expect, test } from "vitest";
import { tell, told } from "./told.ts";

const sales = { queue: "sales" } as const;
const ann = { ...sales, agent: "ann" };
const bob = { ...sales, agent: "bob" };
const taken = [tell(0, "contact.queued", sales), tell(10, "contact.answered", ann)];

describe("an escalation", () => {
  test("counts for the queue and for the agent who has the contact, whoever told of it", () => {
    for (const about of [ann, sales, { ...sales, agent: "supervisor" }, {}]) {
      const { added } = told([...taken, tell(20, "contact.escalated", about)]);
      expect(added.sales!.escalated).toBe(1);
      expect(added["@ann"]!.escalated).toBe(1);
      expect(added["@supervisor"]).toBeUndefined();
    }
  });

  test("of kind complaint is a complaint and no escalation; told twice it is two", () => {
    const complaint = { ...ann, data: { kind: "complaint" } } as const;
    const { added } = told([
      ...taken,
      tell(20, "contact.escalated", complaint),
      tell(21, "contact.escalated", complaint),
    ]);
    expect(added.sales).toMatchObject({ complaints: 2 });
    expect(added.sales!.escalated).toBeUndefined();
    expect(added["@ann"]!.complaints).toBe(2);
  });

  test("of a contact that waits counts for the queue alone; after the end for who had it last", () => {
    const waiting = told([tell(0, "contact.queued", sales), tell(5, "contact.escalated", sales)]).added;
    expect(waiting).toMatchObject({ sales: { escalated: 1 } });
    const handed = [...taken, tell(20, "contact.transferred", ann), tell(21, "contact.answered", bob)];
    const { added } = told([...handed, tell(60, "contact.ended", bob), tell(90, "contact.escalated", sales)]);
    expect(added["@bob"]!.escalated).toBe(1);
    expect(added["@ann"]!.escalated).toBeUndefined();
  });

  test("of a contact that an agent began counts nowhere until the customer has written", () => {
    const web = { channel: "chat", queue: "web" } as const;
    const begun = [
      tell(0, "contact.message", { ...web, agent: "ann", data: { from: "agent" } }),
      tell(1, "contact.queued", web),
      tell(2, "contact.escalated", web),
    ];
    const wrote = tell(3, "contact.message", { ...web, data: { from: "customer" } });
    expect(told(begun).added.web?.escalated).toBeUndefined();
    expect(told([...begun, wrote]).added.web!.escalated).toBeUndefined();
    expect(told([...begun, wrote, tell(4, "contact.escalated", web)]).added.web!.escalated).toBe(1);
  });

  test("told before the agent's first message, in its instant, counts nowhere either", () => {
    const web = { channel: "chat", queue: "web" } as const;
    const begun = [
      tell(1, "contact.queued", { ...web, sequence: 1 }),
      tell(1, "contact.escalated", { ...web, sequence: 2 }),
      tell(1, "contact.message", { ...web, sequence: 3, agent: "ann", data: { from: "agent" } }),
    ];
    const wrote = tell(3, "contact.message", { ...web, data: { from: "customer" } });
    expect(told([...begun, wrote]).added.web).toMatchObject({ offered: 1 });
    expect(told([...begun, wrote]).added.web!.escalated).toBeUndefined();
  });
});

describe("a transfer", () => {
  test.for([
    ["blind", { transferred: 1, transferredBlind: 1 }],
    ["attended", { transferred: 1, transferredConsult: 1 }],
    [undefined, { transferred: 1 }],
    ["complaint", { transferred: 1 }],
  ] as const)("of kind %s counts as %o for queue and agent", ([kind, expected]) => {
    const { added } = told([...taken, tell(20, "contact.transferred", { ...ann, data: kind ? { kind } : {} })]);
    for (const place of ["sales", "@ann"])
      expect(
        Object.fromEntries(Object.entries(added[place]!).filter(([name]) => name.startsWith("transferred"))),
      ).toEqual(expected);
  });
});

describe("a flow-out", () => {
  test.for([
    ["timeout", "flowedOutTimeout"],
    ["voicemail", "flowedOutVoicemail"],
    ["selfService", "flowedOutSelfService"],
    ["nobody knows it", "flowedOutOther"],
    ["diverted", "flowedOutOther"],
    [undefined, "flowedOutOther"],
  ] as const)("for %s counts as %s", ([reason, counter]) => {
    const data = reason === undefined ? {} : { reason };
    const { added } = told([tell(0, "contact.queued", sales), tell(9, "contact.flowedOut", { ...sales, data })]);
    const parts = Object.entries(added.sales!).filter(([name]) => /^flowedOut./.test(name));
    expect(parts).toEqual([[counter, 1]]);
  });

  test("that was an abandon until its cause was told has that cause, and a second cause changes nothing", () => {
    const { added } = told([
      tell(0, "contact.queued", sales),
      tell(9, "contact.abandoned", sales),
      tell(9, "contact.flowedOut", { ...sales, source: "/ami", data: { reason: "key" } }),
      tell(10, "contact.flowedOut", { ...sales, source: "/ami", data: { reason: "timeout" } }),
    ]);
    expect(added.sales).toMatchObject({ flowedOut: 1, flowedOutKey: 1 });
    expect(added.sales!.flowedOutTimeout).toBeUndefined();
  });
});

describe("holds", () => {
  const held = (at: number) => [tell(at, "contact.held", ann), tell(at + 5, "contact.resumed", ann)];

  test("are counted as told once the talk has ended, each agent's by himself; held again while on hold is one", () => {
    const talk = [...taken, ...held(20), tell(30, "contact.held", ann), tell(31, "contact.held", ann)];
    expect(told(talk).added.sales!.holds).toBeUndefined();
    const { added } = told([...talk, tell(60, "contact.ended", ann)]);
    expect(added.sales).toMatchObject({ talkEnded: 1, holds: 2, holdTime: 35_000 });
    expect(added["@ann"]!.holds).toBe(2);
  });

  test("that are only reported as a time are none", () => {
    const { added } = told([...taken, tell(60, "contact.ended", { ...ann, data: { holdMs: 9_000 } })]);
    expect(added.sales).toMatchObject({ holdTime: 9_000 });
    expect(added.sales!.holds).toBeUndefined();
  });
});
