/** Promise 4: what happens although no event arrives. */
import { unconfiguredSite } from "@floorwalker/domain";
import type { SiteReport } from "@floorwalker/stream";
import { describe, expect, test } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { T0, tell } from "../support/src/tell.ts";

const at = (seconds: number): number => T0 + seconds * 1000;
const HOUR = 3600;
type AgentReport = SiteReport["total"]["agents"][string];

function row(owner: PureOwner, id: string): Record<string, number | string | boolean | null> {
  return JSON.parse(owner.views.get(id)!) as Record<string, number | string | boolean | null>;
}
const sales = (owner: PureOwner) => row(owner, "queue:here:sales:call");

describe("a caller who waits", () => {
  test("is in time at the threshold and past it a millisecond later, without an event", () => {
    const owner = new PureOwner({ withViews: true });
    owner.commit([tell(0, "contact.queued")], at(0));
    owner.commit([tell(20, "contact.alerted")], at(20));
    expect(sales(owner)).toMatchObject({ waiting: 1, waitingPastThreshold: 0, "serviceLevelNow.5m": null });
    owner.tick(at(20) + 1);
    expect(sales(owner)).toMatchObject({ waiting: 1, waitingPastThreshold: 1, "serviceLevelNow.5m": 0 });
    expect(sales(owner)["serviceLevel.5m"]).toBeNull();
  });

  test("who is past the threshold lowers the service level of those already answered, and no more once answered", () => {
    const owner = new PureOwner({ withViews: true });
    owner.commit(
      [tell(0, "contact.queued"), tell(5, "contact.answered"), tell(6, "contact.queued", { contact: "c2" })],
      at(6),
    );
    owner.tick(at(60));
    expect(sales(owner)).toMatchObject({ "serviceLevelNow.5m": 0.5, "serviceLevel.5m": 1 });
    owner.commit([tell(61, "contact.answered", { contact: "c2" })], at(61));
    expect(sales(owner)).toMatchObject({ "serviceLevelNow.5m": 0.5, "serviceLevel.5m": 0.5, waitingPastThreshold: 0 });
  });

  test("is lost a day after the last that was heard, and no earlier", () => {
    const owner = new PureOwner();
    owner.commit([tell(0, "contact.queued")], at(0)).tick(at(24 * HOUR) - 1);
    expect(owner.report("1h", at(24 * HOUR) - 1).total.site.counters).toMatchObject({ waiting: 1, flowedOut: 0 });
    owner.tick(at(24 * HOUR));
    expect(owner.report("1h", at(25 * HOUR)).total.site.counters).toMatchObject({ waiting: 0, flowedOut: 1 });
  });

  test("is lost when the source begins anew, and found again when an event still comes", () => {
    const owner = new PureOwner();
    owner.commit([tell(0, "contact.queued"), tell(10, "source.restarted")]).tick(at(60));
    expect(owner.report("1h", at(60)).total.site.counters).toMatchObject({ waiting: 0, flowedOut: 1, answered: 0 });
    owner
      .crash()
      .commit([tell(30, "contact.answered", { agent: "a1" })])
      .tick(at(60));
    expect(owner.report("1h", at(60)).total.site.counters).toMatchObject({ waiting: 0, flowedOut: 0, answered: 1 });
  });

  test("of another source is not lost by that restart", () => {
    const owner = new PureOwner();
    owner.commit([tell(0, "contact.queued"), tell(10, "source.restarted", { source: "/other" })]).tick(at(60));
    expect(owner.report("1h", at(60)).total.site.counters).toMatchObject({ waiting: 1, flowedOut: 0 });
  });

  test("lost for good leaves memory when the log is a horizon past its loss, not when the clock is", () => {
    const day = 24 * HOUR;
    const lostAfter = 24 * HOUR;
    const horizonMs = { call: day * 1000, chat: day * 1000, email: day * 1000 };
    const owner = new PureOwner({ horizonMs });
    const leaves = day + lostAfter;
    owner.commit([tell(0, "contact.queued")], at(0)).tick(at(leaves));
    expect([owner.site().contacts.size, owner.records.size]).toEqual([1, 0]);
    // Until then a restart that is not late may still say that it was lost before.
    owner.commit([tell(leaves - 1, "source.heartbeat")], at(leaves - 1));
    expect([owner.site().contacts.size, owner.records.size]).toEqual([1, 0]);
    owner.commit([tell(leaves, "source.heartbeat")], at(leaves));
    expect([owner.site().contacts.size, owner.records.size]).toEqual([0, 1]);
    expect(owner.report("1h", at(leaves)).total.site.counters).toMatchObject({ offered: 1, flowedOut: 1, waiting: 0 });
  });
});

describe("a rolling window", () => {
  test("empties although nothing happens", () => {
    const owner = new PureOwner({ withViews: true });
    owner.commit([tell(0, "contact.queued"), tell(5, "contact.abandoned")], at(5));
    for (const [seconds, five, sixty] of [
      [299, 1, 1],
      [300, 0, 1],
      [3599, 0, 1],
      [3600, 0, 0],
    ] as const) {
      owner.tick(at(seconds));
      expect(sales(owner)).toMatchObject({ "abandoned.5m": five, "abandoned.60m": sixty, "abandoned.day": 1 });
    }
  });
});

describe("the business day", () => {
  // Clocks go forward on 29 March 2026 and back on 25 October 2026.
  test.each([
    ["of 23 hours", "2026-03-28T23:00:00Z", 23],
    ["of 24 hours", "2026-03-29T22:00:00Z", 24],
    ["of 25 hours", "2026-10-24T22:00:00Z", 25],
  ])("%s ends at the site's midnight, without an event", (_name, midnight, hours) => {
    const from = Date.parse(midnight);
    const owner = new PureOwner({ withViews: true, sites: [{ ...unconfiguredSite("here"), zone: "Europe/Warsaw" }] });
    const seconds = (from - T0) / 1000;
    owner.commit([tell(seconds, "contact.queued"), tell(seconds + 3, "contact.abandoned")], from + 3000);
    expect(row(owner, "site:here")).toMatchObject({ dayFrom: from, "offered.day": 1 });
    const next = from + hours * HOUR * 1000;
    owner.tick(next - 1);
    expect(row(owner, "site:here")).toMatchObject({ dayFrom: from, "offered.day": 1 });
    owner.tick(next);
    expect(row(owner, "site:here")).toMatchObject({ dayFrom: next, "offered.day": 0 });
    const report = owner.report("day", next);
    expect(report.intervals.map((day) => (day.to - day.from) / 3_600_000)).toEqual([hours]);
    expect(owner.report("1h", next).intervals).toHaveLength(hours);
  });

  test("a survey answered after midnight belongs to the day it was answered, and to the queue and agent it rates", () => {
    const evening = 14.5 * HOUR;
    const owner = new PureOwner();
    owner.feed([
      tell(evening, "contact.queued"),
      tell(evening + 5, "contact.answered", { agent: "a1" }),
      tell(evening + 60, "contact.ended", { agent: "a1" }),
      tell(evening + 3600, "survey.answered", { queue: null, data: { score: 5, scale: "1-5" } }),
    ]);
    const [first, second] = owner.tick(at(20 * HOUR)).report("day", at(20 * HOUR)).intervals;
    expect(first!.queues.sales!.call!.kpis).toMatchObject({ csatCount: 0, answered: 1 });
    expect(second!.queues.sales!.call!.kpis).toMatchObject({ csatCount: 1, csat: 1, answered: 0 });
  });
});

describe("a report", () => {
  test("begins in the hour in which a call was queued that is known only from its end", () => {
    const ended = tell(600, "contact.ended", { agent: "a1", data: { waitMs: 30_000, talkMs: 900_000 } });
    const { intervals, total } = new PureOwner().commit([ended]).tick(at(HOUR)).report("1h", at(HOUR));
    expect(intervals.map(({ from, site }) => [from, site.counters.offered])).toEqual([
      [at(-HOUR), 1],
      [at(0), 0],
    ]);
    expect(total.site.counters).toMatchObject({ offered: 1, answered: 1, waiting: 0 });
  });

  test("that ends at the moment an agent's state ends counts that state in full", () => {
    const agent = { agent: "a1" };
    const owner = new PureOwner().commit([
      tell(0, "agent.signedIn", agent),
      tell(HOUR - 60, "agent.stateChanged", { ...agent, data: { state: "wrapUp", wrapUpMs: 60_000 } }),
    ]);
    const { agents } = owner.tick(at(HOUR)).report("1h", at(HOUR)).total;
    expect(agents.a1!.states).toEqual({ idle: HOUR - 60, onContact: 0, wrapUp: 60, paused: 0 });
  });
});

describe("a source", () => {
  test("that says nothing for a minute is named, and heard again when it speaks", () => {
    const owner = new PureOwner({ withViews: true });
    owner.commit([tell(0, "source.heartbeat")], at(0)).tick(at(60));
    expect(row(owner, "source:here:/acd")).toMatchObject({ silentSince: null, silentAfterSeconds: 60 });
    expect(row(owner, "site:here").watermark).toBe(at(0));
    owner.tick(at(60) + 1);
    expect(row(owner, "source:here:/acd")).toMatchObject({ silentSince: at(0), lastEventAt: at(0) });
    expect(row(owner, "site:here").watermark).toBeNull();
    owner.commit([tell(90, "source.heartbeat")], at(90));
    expect(row(owner, "source:here:/acd")).toMatchObject({ silentSince: null });
  });
});

test("a talk through three half hours is 7, 30 and 15 minutes of the agent's time, and 52 minutes of talk where it ended", () => {
  const owner = new PureOwner();
  const from = 23 * 60;
  owner.commit(
    [
      tell(0, "agent.signedIn", { agent: "ann" }),
      tell(from, "contact.queued"),
      tell(from, "contact.answered", { agent: "ann" }),
      tell(from + 52 * 60, "contact.ended", { agent: "ann" }),
    ],
    at(2 * HOUR),
  );
  const minutes = (length: "30m" | "1h", of: (ann: AgentReport) => number) =>
    owner.report(length, at(2 * HOUR)).intervals.map(({ agents }) => (agents.ann ? of(agents.ann) / 60 : 0));
  expect(minutes("30m", ({ states }) => states.onContact)).toEqual([7, 30, 15, 0]);
  expect(minutes("30m", ({ talkTime }) => talkTime)).toEqual([0, 0, 52, 0]);
  expect(minutes("1h", ({ talkTime }) => talkTime)).toEqual([0, 52]);
});
