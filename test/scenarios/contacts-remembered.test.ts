/** Contacts that are over: how long they are remembered (rule 8). */
import { describe, expect, test } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { T0, tell } from "../support/src/tell.ts";

const DAY = 86_400;
const CHAT = { channel: "chat", contact: "v1", queue: null } as const;
const at = (second: number): number => T0 + second * 1000;
const HORIZON = { call: DAY * 1000, chat: DAY * 1000, email: DAY * 1000 };

/** A chat that is over and has left memory, and other traffic until the given day. */
function dayAfterDay(days: number, crashes: boolean): PureOwner {
  const owner = new PureOwner({ horizonMs: HORIZON });
  owner.commit([
    tell(0, "contact.queued", { ...CHAT, queue: "web" }),
    tell(10, "contact.answered", { ...CHAT, queue: "web", agent: "ann" }),
    tell(300, "contact.resolved", { ...CHAT, agent: "ann" }),
  ]);
  for (let day = 1; day <= days; day++) {
    owner.commit([tell(day * DAY, "contact.abandoned", { contact: `f${day}`, queue: "sales" })]);
    if (crashes) owner.crash();
  }
  return owner;
}

describe.each([
  ["by one process", false],
  ["across crashes", true],
] as const)("a chat of days ago, remembered %s", (_name, crashes) => {
  test("gives its survey to its queue and agent, although an event of its day would be late", () => {
    const owner = dayAfterDay(5, crashes);
    const second = 5 * DAY + 600;
    owner.commit([tell(second, "survey.answered", { ...CHAT, data: { score: 5 } }), tell(20, "contact.held", CHAT)]);
    expect(owner.outcomes).toMatchObject({ late: 1, unattributed: 0 });
    const { queues } = owner.report("day", at(second + 1)).total;
    expect(queues.web!.chat!.kpis).toMatchObject({ csatCount: 1, offered: 1 });
  });

  test("waits in its last queue again when the customer writes", () => {
    const owner = dayAfterDay(5, crashes);
    const second = 5 * DAY + 600;
    owner.commit([tell(second, "contact.message", { ...CHAT, data: { from: "customer" } })]);
    const { queues } = owner.report("day", at(second + 1)).total;
    expect(queues.web!.chat!.counters).toMatchObject({ contacts: 1, offered: 2, reopened: 1, waiting: 1 });
  });

  test("is forgotten after a month, with its record", () => {
    const owner = dayAfterDay(33, crashes);
    expect([...owner.records.keys()].filter((bucket) => bucket.startsWith("chat/"))).toEqual([]);
    owner.commit([tell(33 * DAY + 600, "survey.answered", { ...CHAT, data: { score: 5 } })]);
    expect(owner.outcomes).toMatchObject({ unattributed: 1 });
  });
});
