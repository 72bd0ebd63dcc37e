import { describe, expect, test } from "vitest";
import { AgentStatus, isImplied, stateOf } from "../../src/index.ts";

const [HIMSELF, SALES, SUPPORT] = [0, 1, 2];
const PHONES = 9;
const HALF_AN_HOUR = 1_800_000;

const shown = (agent: AgentStatus) =>
  `${stateOf(agent.code) ?? "signed out"}${isImplied(agent.code) ? ", implied" : ""}`;

function memberOf(...queues: readonly number[]): AgentStatus {
  const agent = new AgentStatus();
  for (const queue of queues) agent.signsIn(0, queue, PHONES);
  return agent;
}

describe("a pause belongs to a membership", () => {
  test("paused in one of two queues is not paused; in both is", () => {
    const agent = memberOf(SALES, SUPPORT);
    agent.pauses(10, SALES, PHONES, "Lunch");
    expect(shown(agent)).toBe("idle");
    agent.pauses(20, SUPPORT, PHONES, "Training");
    expect([shown(agent), agent.since, agent.reason]).toEqual(["paused", 20, "Training"]);
  });

  test("a pause of all is lifted by an unpause of one", () => {
    const agent = memberOf(SALES, SUPPORT);
    agent.pauses(10, HIMSELF, PHONES, "Break");
    agent.unpauses(20, SALES, PHONES);
    expect(shown(agent)).toBe("idle");
  });

  test("who leaves the queue in which he is not paused is paused in all he has left", () => {
    const agent = memberOf(SALES, SUPPORT);
    agent.pauses(10, SALES, PHONES, "Lunch");
    agent.signsOut(20, SUPPORT);
    expect([shown(agent), agent.since, agent.reason]).toEqual(["paused", 20, "Lunch"]);
  });

  test.each(["signsIn", "rang"] as const)("who %s in another queue is not paused in it", (comes) => {
    const agent = memberOf(SALES);
    agent.pauses(10, HIMSELF, PHONES, null);
    agent[comes](20, SUPPORT, PHONES);
    expect(shown(agent)).toBe("idle");
  });

  test("of an agent in no queue it is his own, and passes to his first queues, all those of one moment", () => {
    const agent = memberOf(HIMSELF);
    agent.pauses(10, HIMSELF, PHONES, "Break");
    expect(shown(agent)).toBe("paused");
    agent.signsIn(20, SALES, PHONES);
    agent.signsIn(20, SUPPORT, PHONES);
    expect([shown(agent), agent.since, agent.reason]).toEqual(["paused", 10, "Break"]);
    agent.unpauses(30, SALES, PHONES);
    expect(shown(agent)).toBe("idle");
    agent.pauses(40, SALES, PHONES, null);
    agent.signsIn(40, 3, PHONES);
    expect(shown(agent)).toBe("idle");
  });

  test("another reason begins another pause, the same one goes on", () => {
    const agent = memberOf(SALES);
    agent.pauses(10, SALES, PHONES, "Lunch");
    agent.pauses(20, SALES, PHONES, "Lunch");
    expect([agent.since, agent.reason]).toEqual([10, "Lunch"]);
    agent.pauses(30, SALES, PHONES, "Training");
    expect([agent.since, agent.reason]).toEqual([30, "Training"]);
    agent.unpauses(40, SALES, PHONES);
    expect([agent.since, agent.reason]).toEqual([40, null]);
  });
});

describe("work implies presence", () => {
  test.each([
    ["answers", "contactBegins", "onContact, implied"],
    ["is called in vain", "rang", "idle, implied"],
    ["ends a pause", "unpauses", "idle, implied"],
  ] as const)("who %s without having signed in is there", (_what, moves, is) => {
    const agent = new AgentStatus();
    agent[moves](10, SALES, PHONES);
    expect(shown(agent)).toBe(is);
  });

  test("a pause implies a sign-in, and lasts without a sign of work", () => {
    const agent = new AgentStatus();
    agent.pauses(10, HIMSELF, PHONES, "Break");
    expect([shown(agent), agent.idleUntil(HALF_AN_HOUR)]).toEqual(["paused, implied", Number.POSITIVE_INFINITY]);
  });

  test("a logoff without a login adds nothing", () => {
    const agent = new AgentStatus();
    agent.signsOut(10, HIMSELF);
    agent.signsOut(20, SALES);
    agent.unpauses(30, HIMSELF, PHONES);
    expect(shown(agent)).toBe("signed out");
  });

  test("it ends half an hour after the work; a call that only rings is no work", () => {
    const agent = new AgentStatus();
    agent.contactBegins(10, SALES, PHONES);
    expect(agent.idleUntil(HALF_AN_HOUR)).toBe(Number.POSITIVE_INFINITY);
    agent.contactEnds(20);
    agent.rang(30, SALES, PHONES);
    expect(agent.idleUntil(HALF_AN_HOUR)).toBe(20 + HALF_AN_HOUR);
    agent.contactBegins(40, SALES, PHONES);
    agent.contactEnds(50);
    expect(agent.idleUntil(HALF_AN_HOUR)).toBe(50 + HALF_AN_HOUR);
  });

  test("who signs in after all is there as told, until he leaves", () => {
    const agent = new AgentStatus();
    agent.rang(10, SALES, PHONES);
    agent.signsIn(20, SALES, PHONES);
    expect([shown(agent), agent.since]).toEqual(["idle", 10]);
    agent.signsOut(30, SALES);
    expect(shown(agent)).toBe("signed out");
  });
});

describe("a contact", () => {
  test("from which he signs out is his to its end and the wrap-up's, and leaves him nowhere", () => {
    const agent = memberOf(SALES);
    agent.contactBegins(10, SALES, PHONES);
    agent.signsOut(20, HIMSELF);
    expect(shown(agent)).toBe("onContact");
    agent.contactEnds(30);
    agent.wrapUpBegins(30);
    expect(shown(agent)).toBe("wrapUp");
    agent.wrapUpEnds(40);
    expect(shown(agent)).toBe("signed out");
  });

  test("beside another one is one busy agent, until the last has ended", () => {
    const agent = memberOf(SALES);
    agent.contactBegins(10, SALES, PHONES);
    agent.contactBegins(20, SUPPORT, PHONES);
    agent.contactEnds(30);
    expect([shown(agent), agent.since]).toEqual(["onContact", 10]);
    agent.contactEnds(40);
    expect(shown(agent)).toBe("idle");
  });
});
