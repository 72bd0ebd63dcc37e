/** How long customers wait for replies, how long until it is settled, and whether who asked to be called back was. */
import { describe, expect, test } from "vitest";
import { tell, told } from "./told.ts";

const web = { channel: "chat", queue: "web" } as const;
const ann = { ...web, agent: "ann" };
const customer = (second: number) => tell(second, "contact.message", { ...web, data: { from: "customer" } });
const agent = (second: number) => tell(second, "contact.message", { ...ann, data: { from: "agent" } });
const bot = (second: number) => tell(second, "contact.message", { ...web, data: { from: "bot" } });
const begun = [tell(0, "contact.queued", web), customer(1), agent(30)];

describe("a reply in the course of a chat", () => {
  test("runs from the first message that nobody has replied to yet, and is told when the talk has ended", () => {
    const chat = [...begun, customer(40), customer(50), bot(51), agent(60), agent(61), customer(70), agent(75)];
    expect(told(chat).added.web!.replies).toBeUndefined();
    const { added } = told([...chat, tell(90, "contact.ended", ann)]);
    expect(added.web).toMatchObject({ replies: 2, replyTime: 25_000, firstResponses: 1, firstResponseTime: 30_000 });
    expect(added["@ann"]!.replies).toBeUndefined();
  });

  test("is not the first response, neither of the contact nor of its second life", () => {
    const again = [...begun, tell(90, "contact.resolved", ann), customer(1000), agent(1010)];
    const { added } = told([...again, tell(1100, "contact.resolved", ann)]);
    expect(added.web).toMatchObject({ firstResponses: 2, firstResponseTime: 40_000, resolutions: 2 });
    expect(added.web!.replies).toBeUndefined();
  });
});

describe("a resolution", () => {
  test("runs from the contact's first queue, whatever the queues in between; told again it is one", () => {
    const moved = [
      ...begun,
      tell(100, "contact.transferred", ann),
      tell(100, "contact.queued", { ...web, queue: "billing" }),
      tell(200, "contact.answered", { ...web, queue: "billing", agent: "bob" }),
    ];
    const resolved = (second: number) => tell(second, "contact.resolved", { ...web, queue: "billing", agent: "bob" });
    const { added } = told([...moved, resolved(300), resolved(400)]);
    expect(added.billing).toMatchObject({ resolutions: 1, resolutionTime: 300_000 });
    expect(added.web!.resolutions).toBeUndefined();
  });

  test("after being opened again runs from there", () => {
    const { added } = told([
      ...begun,
      tell(90, "contact.resolved", ann),
      tell(5000, "contact.reopened", web),
      agent(5010),
      tell(5060, "contact.resolved", ann),
    ]);
    expect(added.web).toMatchObject({ resolutions: 2, resolutionTime: 150_000 });
  });

  test("of a call is none", () => {
    const sales = { queue: "sales", agent: "ann" };
    const call = [tell(0, "contact.queued", { queue: "sales" }), tell(9, "contact.answered", sales)];
    expect(told([...call, tell(60, "contact.resolved", sales)]).added.sales!.resolutions).toBeUndefined();
  });
});

describe("a contact that says whom it calls back", () => {
  const asked = { queue: "sales", data: { callbackOf: "c-1" } };

  test("is a callback done where and when it is first answered, and none while nobody has", () => {
    const queued = tell(0, "contact.queued", asked);
    expect(told([queued]).added.sales!.callbacksDone).toBeUndefined();
    const sales = { queue: "sales", agent: "ann" };
    const taken = [queued, tell(10, "contact.answered", sales), tell(20, "contact.transferred", sales)];
    const on = [tell(20, "contact.queued", { queue: "billing" }), tell(30, "contact.answered", { queue: "billing" })];
    const { added } = told([...taken, ...on]);
    expect(added.sales!.callbacksDone).toBe(1);
    expect(added.billing!.callbacksDone).toBeUndefined();
  });

  test("may say so at any time", () => {
    const queued = tell(0, "contact.queued", { queue: "sales" });
    expect(told([queued, tell(10, "contact.answered", asked)]).added.sales!.callbacksDone).toBe(1);
  });
});
