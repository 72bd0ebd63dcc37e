/** Queues with opening hours: what runs in business time and what does not, what boards are told, and when a silence is one (rules 10, 17, 28). */
import { Calendar, type QueueConfig, type SiteConfig, unconfiguredSite } from "@floorwalker/domain";
import { expect, test } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { salesQueue } from "../support/src/sales-queue.ts";
import { T0, tell } from "../support/src/tell.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Nine to five on weekdays, UTC. T0 is nine o'clock of a Monday. */
const OFFICE = office("office");

function office(id: string, from = 9, to = 17): Calendar {
  const day = [{ from: from * 60, to: to * 60 }];
  return new Calendar({ id, zone: "UTC", weekly: [day, day, day, day, day, [], []], special: () => null });
}

const here = (queues: readonly QueueConfig[], over: Partial<SiteConfig> = {}): SiteConfig => ({
  ...unconfiguredSite("here"),
  // Numbers do not stand still.
  sources: [{ source: "/acd", silentAfterMs: null }],
  queues,
  ...over,
});
const mails = here([salesQueue("email", { calendar: OFFICE })]);

const mail = (contact: string, seconds: number) => tell(seconds, "contact.queued", { contact, channel: "email" });
const reply = (contact: string, seconds: number) =>
  tell(seconds, "contact.message", { contact, channel: "email", agent: "a1", data: { from: "agent" } });
const at = (seconds: number): number => T0 + seconds * 1000;
const row = (owner: PureOwner, id = "queue:here:sales:email"): Record<string, unknown> =>
  JSON.parse(owner.views.get(id)!) as Record<string, unknown>;

test("a mail of Friday evening that is answered on Monday morning is in time, and its response took what was open of it", () => {
  const [friday, monday] = [4 * DAY + 10 * HOUR, 7 * DAY + HOUR];
  const events = [mail("m1", friday), reply("m1", monday)];
  for (const told of [events, events.toReversed()]) {
    const owner = new PureOwner({ sites: [mails] });
    for (const event of told) owner.commit([event], at(8 * DAY)).crash();
    const { counters, kpis } = owner.report("day", at(8 * DAY)).total.queues.sales!.email!;
    expect(counters).toMatchObject({ offered: 1, answered: 1, answeredInThreshold: 1 });
    expect(kpis).toMatchObject({ serviceLevel: 1, firstResponseTime: HOUR, averageSpeedOfAnswer: HOUR });
  }
});

test("the same mail without a calendar waited for three days", () => {
  const owner = new PureOwner({ sites: [here([salesQueue("email")])] });
  owner.commit([mail("m1", 4 * DAY + 10 * HOUR), reply("m1", 7 * DAY + HOUR)], at(8 * DAY));
  const { kpis } = owner.report("day", at(8 * DAY)).total.queues.sales!.email!;
  expect(kpis).toMatchObject({ serviceLevel: 0, firstResponseTime: 2 * DAY + 15 * HOUR });
});

test("who waits is past the threshold when so much business time has passed, and not at closing time", () => {
  const owner = new PureOwner({ sites: [mails], withViews: true });
  // Four hours: exactly until closing time.
  owner.commit([mail("m1", 4 * HOUR)], at(5 * HOUR));
  for (const seconds of [8 * HOUR - 1, 8 * HOUR, 8 * HOUR + 1, 20 * HOUR, DAY]) {
    owner.tick(at(seconds));
    expect(row(owner)).toMatchObject({ waiting: 1, waitingPastThreshold: 0 });
  }
  owner.tick(at(DAY) + 1);
  expect(row(owner)).toMatchObject({ waiting: 1, waitingPastThreshold: 1 });
});

test("an answer of the next morning is in time as long as no business time beyond the threshold has passed", () => {
  const owner = new PureOwner({ sites: [mails] });
  owner.commit([mail("m1", 4 * HOUR), reply("m1", DAY), mail("m2", 4 * HOUR), reply("m2", DAY + 1)], at(2 * DAY));
  expect(owner.report("day", at(2 * DAY)).total.site.counters).toMatchObject({ answered: 2, answeredInThreshold: 1 });
});

test("a reported wait is the time up to the answer, and counts as far as it lay within the hours", () => {
  const owner = new PureOwner({ sites: [here([salesQueue("chat", { calendar: OFFICE })])] });
  const chat = { contact: "x", channel: "chat" } as const;
  owner.commit(
    [
      tell(-2 * MINUTE, "contact.queued", chat),
      // Since two minutes before opening time.
      tell(30, "contact.answered", { ...chat, agent: "a1", data: { waitMs: 150_000 } }),
    ],
    at(HOUR),
  );
  const { counters, kpis } = owner.report("day", at(DAY)).total.queues.sales!.chat!;
  expect(counters).toMatchObject({ answered: 1, answeredInThreshold: 1 });
  expect(kpis.averageSpeedOfAnswer).toBe(30);
});

test("a transfer in the very first batch settles a mail before the site has a clock", () => {
  const owner = new PureOwner({ sites: [mails] });
  owner.commit([mail("m1", 0), tell(1, "contact.transferred", { contact: "c9", agent: "a9" })], at(HOUR));
  expect(owner.report("day", at(DAY)).total.site.counters).toMatchObject({ offered: 1 });
});

test("calls run in calendar time, whatever the hours of their queue", () => {
  const owner = new PureOwner({ sites: [here([salesQueue("call", { calendar: OFFICE })])], withViews: true });
  owner.commit([tell(10 * HOUR, "contact.queued")], at(10 * HOUR));
  owner.tick(at(10 * HOUR + 21));
  const call = row(owner, "queue:here:sales:call");
  expect(call).toMatchObject({ waiting: 1, waitingPastThreshold: 1, open: false });
  expect(call["policies.5m"]).toBe("20s-5s-short-abandons-excluded");
});

test("boards hear when a queue closes and opens, and until when, without any event", () => {
  const owner = new PureOwner({ sites: [mails], withViews: true });
  owner.commit([mail("m1", 0)], at(0));
  const [evening, morning] = [at(8 * HOUR), at(DAY)];
  expect(row(owner)).toMatchObject({ open: true, opensAt: null, closesAt: evening });
  owner.tick(evening - 1);
  expect(row(owner)).toMatchObject({ open: true, closesAt: evening });
  owner.tick(evening);
  expect(row(owner)).toMatchObject({ open: false, opensAt: morning, closesAt: null });
  owner.tick(at(4 * DAY + 9 * HOUR));
  expect(row(owner)).toMatchObject({ open: false, opensAt: at(7 * DAY) });
  owner.crash().tick(at(7 * DAY));
  expect(row(owner)).toMatchObject({ open: true, closesAt: at(7 * DAY + 8 * HOUR) });
  // The clock is set right.
  owner.tick(at(6 * DAY));
  expect(row(owner)).toMatchObject({ open: false, opensAt: at(7 * DAY) });
});

test("what has no calendar says so, and a queue without one follows the site's, also one that nobody configured", () => {
  const plain = new PureOwner({ sites: [here([salesQueue("email")])], withViews: true }).commit([mail("m1", 0)], at(0));
  expect(row(plain)).toMatchObject({ open: null, opensAt: null, closesAt: null });
  const site = here([salesQueue("email", { calendar: office("late", 12, 20) })], { calendar: OFFICE });
  const owner = new PureOwner({ sites: [site], withViews: true });
  owner.commit([mail("m1", 0), tell(0, "contact.queued", { contact: "c", channel: "chat", queue: "new" })], at(0));
  expect(row(owner)).toMatchObject({ open: false, opensAt: at(3 * HOUR) });
  expect(row(owner)["policies.5m"]).toBe("14400s-none-short-abandons-excluded-late");
  expect(row(owner, "queue:here:new:chat")).toMatchObject({
    open: true,
    "policies.5m": "60s-10s-short-abandons-excluded-office",
  });
  expect(row(owner, "site:here")).toMatchObject({ open: true, closesAt: at(8 * HOUR) });
});

test("a calendar that changes on a date judges who is queued from then on", () => {
  const changes = [{ from: at(DAY), calendar: office("long", 9, 22) }];
  const owner = new PureOwner({ sites: [here([salesQueue("email", { calendar: OFFICE, changes })])], withViews: true });
  owner.commit([mail("before", 7 * HOUR)], at(7 * HOUR));
  expect(row(owner)).toMatchObject({ closesAt: at(8 * HOUR) });
  owner.commit([reply("before", DAY + 4 * HOUR), mail("after", DAY + 7 * HOUR)], at(DAY + 7 * HOUR));
  expect(row(owner)).toMatchObject({ closesAt: at(DAY + 13 * HOUR) });
  owner.commit([reply("after", DAY + 12 * HOUR)], at(DAY + 12 * HOUR));
  const { kpis } = owner.report("day", at(2 * DAY)).total.queues.sales!.email!;
  // An hour and four; five.
  expect(kpis.firstResponseTime).toBe(5 * HOUR);
});

test("a source without heartbeats is only missed while the site is open, one with heartbeats always", () => {
  const site = here([salesQueue("email")], { calendar: OFFICE, sources: [] });
  const owner = new PureOwner({ sites: [site], withViews: true });
  const beat = tell(8 * HOUR - 300, "source.heartbeat", { source: "/beats" });
  owner.commit([mail("m1", 8 * HOUR - 300), beat], at(8 * HOUR - 300));
  const silent = (): unknown[] =>
    ["/acd", "/beats"].map((source) => row(owner, `source:here:${source}`).silentSince !== null);
  owner.tick(at(8 * HOUR));
  expect(silent()).toEqual([false, true]);
  // Five minutes before closing time and ten of the next morning.
  owner.tick(at(DAY + 10 * MINUTE));
  expect(silent()).toEqual([false, true]);
  owner.tick(at(DAY + 10 * MINUTE) + 1);
  expect(silent()).toEqual([true, true]);
});

test("at night nothing is late: the numbers are known up to now, less what was open since the last event", () => {
  const owner = new PureOwner({
    sites: [here([salesQueue("email")], { calendar: OFFICE, sources: [] })],
    withViews: true,
  });
  owner.commit([mail("m1", 8 * HOUR - 300)], at(8 * HOUR - 300));
  owner.tick(at(8 * HOUR));
  expect(row(owner, "site:here")).toMatchObject({ open: false, watermark: at(8 * HOUR - 300) });
  owner.tick(at(DAY));
  expect(row(owner, "site:here")).toMatchObject({ open: true, watermark: at(DAY - 300) });
});
