/** A policy is a version with a date: who is queued before it is judged by the one before, and numbers name what judged them (rule 30). */
import { C, type QueueChange, type SiteConfig, teamCell, unconfiguredSite } from "@floorwalker/domain";
import { expect, test } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { salesQueue } from "../support/src/sales-queue.ts";
import { T0, tell } from "../support/src/tell.ts";

/** Five past nine. */
const CHANGE = T0 + 300_000;
const STRICT = "5s-5s-abandons-count";
const MILD = "20s-5s-abandons-count";

const here = (changes: readonly QueueChange[], site: Partial<SiteConfig> = {}): SiteConfig => ({
  ...unconfiguredSite("here"),
  ...site,
  queues: [salesQueue("call", { policy: "abandons-count", changes })],
});

/** Queued at a second, answered or given up after `wait` seconds. */
const call = (contact: string, queued: number, wait: number, how: "answered" | "abandoned" = "answered") => [
  tell(queued, "contact.queued", { contact }),
  tell(queued + wait, `contact.${how}`, { contact, agent: how === "answered" ? contact : null }),
];

const row = (owner: PureOwner, id = "queue:here:sales:call"): Record<string, unknown> =>
  JSON.parse(owner.views.get(id)!) as Record<string, unknown>;

test("a caller who waits over the change keeps the threshold he was queued under, also when his events come late", () => {
  const events = [...call("before", 290, 18), ...call("after", 300, 18)];
  for (const told of [events, events.toReversed()]) {
    const owner = new PureOwner({ sites: [here([{ from: CHANGE, thresholdMs: 5_000 }])] });
    for (const event of told) owner.commit([event], T0 + 400_000).crash();
    expect(owner.report("1h", T0 + 3_600_000).total.site.counters).toMatchObject({
      answered: 2,
      answeredInThreshold: 1,
    });
  }
});

test("a waiting caller is past the threshold of his own version, not of the one in force now", () => {
  const owner = new PureOwner({ sites: [here([{ from: CHANGE, thresholdMs: 5_000 }])], withViews: true });
  owner.commit([tell(295, "contact.queued")], T0 + 310_000);
  expect(row(owner)).toMatchObject({ waitingPastThreshold: 0, thresholdSeconds: 5 });
  owner.tick(T0 + 315_001);
  expect(row(owner)).toMatchObject({ waitingPastThreshold: 1 });
});

test("a window names the versions that judged what it counts: both over the change, and the one before as long as somebody of it counts", () => {
  const owner = new PureOwner({ sites: [here([{ from: CHANGE, thresholdMs: 5_000 }])], withViews: true });
  owner.commit(call("early", 0, 4), T0 + 299_000);
  expect(row(owner)["policies.5m"]).toBe(MILD);
  owner.commit(call("over", 299, 4), T0 + 303_000);
  expect(row(owner)["policies.5m"]).toBe(`${MILD} ${STRICT}`);
  owner.tick(T0 + 599_000);
  // The window begins after the change; "over" was queued before it.
  expect(row(owner)).toMatchObject({ "policies.5m": `${MILD} ${STRICT}`, "answered.5m": 1 });
  owner.tick(T0 + 660_000);
  expect(row(owner)).toMatchObject({ "policies.5m": STRICT, "policies.day": `${MILD} ${STRICT}`, "answered.5m": 0 });
  expect(owner.report("15m", T0 + 1_800_000).intervals.map(({ queues }) => queues.sales!.call!.policies)).toEqual([
    [MILD, STRICT],
    [STRICT],
  ]);
});

test("each segment of a span is judged by the formula of its own version, on the board, in the report and after a restart", () => {
  const change = { from: CHANGE, policy: "answered-only" as const };
  const owner = new PureOwner({ sites: [here([change])], withViews: true });
  // Before: one of two. After: the one that was answered; who gave up does not count.
  const calls = [...call("a", 0, 9), ...call("b", 10, 50, "abandoned"), ...call("c", 310, 9)];
  owner.commit([...calls, ...call("d", 320, 50, "abandoned")], T0 + 400_000);
  for (const each of [owner, owner.crash().tick(T0 + 401_000)]) {
    expect(row(each)).toMatchObject({ policy: "answered-only", "serviceLevel.15m": 2 / 3, "decided.15m": 3 });
    expect(each.report("1h", T0 + 3_600_000).total.queues.sales!.call!.kpis.serviceLevel).toBe(2 / 3);
  }
});

test("the site's own number goes by the site's formula and its dates, whatever its queues are judged by", () => {
  const site = here([], { policy: "abandons-count", changes: [{ from: CHANGE, policy: "answered-only" }] });
  const owner = new PureOwner({ sites: [site], withViews: true });
  owner.commit([...call("a", 0, 9), ...call("b", 310, 50, "abandoned")], T0 + 400_000);
  expect(row(owner, "site:here")).toMatchObject({
    "serviceLevel.15m": 1,
    "policies.15m": "abandons-count answered-only",
  });
  expect(row(owner)).toMatchObject({ "serviceLevel.15m": 1 / 2 });
});

test("attribution to the offer from a date on: who was queued before counts when it happened", () => {
  const site = here([], { changes: [{ from: T0 + 890_000, attribution: "offered" }] });
  const owner = new PureOwner({ sites: [site] });
  owner.commit([...call("before", 880, 30), ...call("after", 895, 30)], T0 + 1_000_000);
  const intervals = owner.report("15m", T0 + 1_800_000).intervals;
  expect(intervals.map(({ site: { counters } }) => counters)).toMatchObject([
    { offered: 2, answered: 1, waiting: 2 },
    { offered: 0, answered: 1, waiting: 0 },
  ]);
});

test("the rule on a target follows the target from its date on", () => {
  const changes = [{ from: CHANGE, target: 0.4 }];
  const owner = new PureOwner({ sites: [here(changes)], withViews: true });
  const calls = Array.from({ length: 20 }, (_, index) => call(`c${index}`, 10 + index, index < 10 ? 30 : 5)).flat();
  owner.commit(calls, T0 + 60_000).tick(T0 + 181_000);
  const alerts = () => [...owner.views.values()].map((each) => JSON.parse(each)).filter(({ kind }) => kind === "alert");
  expect(alerts()).toMatchObject([{ rule: "service-level-target", state: "firing", limit: 0.7 }]);
  owner.tick(CHANGE);
  expect(row(owner)).toMatchObject({ target: 0.4 });
  expect(alerts()).toMatchObject([{ rule: "service-level-target", state: "resolved", limit: 0.3 }]);
});

test("an agent who changes teams counts for each in its time: a talk for the team of its answer, whenever it ends or is told of", () => {
  const agents = [{ agent: "ann", name: "Ann", team: "north", moves: [{ from: CHANGE, team: "south" }] }];
  const talk = (contact: string, from: number, to: number) => [
    tell(from - 1, "contact.queued", { contact }),
    tell(from, "contact.answered", { contact, agent: "ann" }),
    tell(to, "contact.ended", { contact, agent: "ann" }),
  ];
  const late = talk("late", 20, 50);
  const events = [...talk("before", 280, 400), ...talk("after", 410, 430)];
  const owner = new PureOwner({ sites: [here([], { agents })], withViews: true });
  owner
    .commit(events, T0 + 500_000)
    .crash()
    .commit(late, T0 + 501_000);
  const ofTeam = (team: string): number[] => {
    const { counters } = owner.state.site("here").cells.get(teamCell(team)).since(T0);
    return [counters[C.answered]!, counters[C.talkTime]!];
  };
  expect([ofTeam("north"), ofTeam("south")]).toEqual([
    [2, 150_000],
    [1, 20_000],
  ]);
  const signedIn = tell(500, "agent.signedIn", { agent: "ann" });
  expect(row(owner.commit([signedIn], T0 + 502_000), "agent:here:ann")).toMatchObject({ team: "south" });
});
