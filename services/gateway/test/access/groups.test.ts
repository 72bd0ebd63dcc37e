/** What a works council's profile leaves of teams, queues and sites. */
import {
  ABSENT,
  agentCell,
  groupsOfDay,
  type Interval,
  queueCell,
  type SiteConfig,
  siteGroups,
  unconfiguredSite,
} from "@floorwalker/domain";
import { openEmbedded } from "@floorwalker/embedded";
import { partitionOfSite } from "@floorwalker/events";
import type { History } from "@floorwalker/ports";
import { sampleInterval } from "@floorwalker/ports/contract";
import type { Row } from "@floorwalker/protocol";
import { digestBy } from "@floorwalker/runtime";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { Attendance } from "../../src/access/privacy/attendance.ts";
import { BusinessDays } from "../../src/access/privacy/business-days.ts";
import { Disclosure } from "../../src/access/privacy/disclosure.ts";
import { goalsAsTold } from "../../src/goals/goals-as-told.ts";
import type { ToldGoal } from "../../src/goals/site-goals.ts";
import { HeldRow } from "../../src/held-row.ts";
import { KnownDays, MOST_READ } from "../../src/history/known-days.ts";
import { PARTITIONS } from "../running-gateway.ts";
import { StoredFloor } from "../stored-floor.ts";
import { FLOOR, PEOPLE, SITE, T0, told } from "./private-floor.ts";

const everybody = new Set(PEOPLE.map(({ agent }) => agent));
const queues = new Set(["sales", "billing", "small"]);
const onCall = (names: readonly string[]) => new Map(names.map((queue) => [queue, new Set(["call"])]));
const groupsOf = (atLeast: number, present: ReadonlySet<string> = everybody, config = FLOOR) =>
  siteGroups({ config, present, queues: onCall([...queues]), now: 0 }, atLeast);

const toldOf = (atLeast: number, present?: ReadonlySet<string>) => {
  const { isTeamTold, isQueueTold } = groupsOf(atLeast, present);
  return [["north", "south", "tiny"].filter(isTeamTold), [...queues].filter(isQueueTold)];
};

test("teams by who is there, queues by who serves them, and what is withheld has a group behind it", () => {
  // Four in north, two in south, one in tiny, one in none; north and south serve sales and billing.
  expect(toldOf(3)).toEqual([["north"], ["sales"]]);
  expect(toldOf(2)).toEqual([["north", "south"], ["sales"]]);
  expect(toldOf(5)).toEqual([[], ["sales"]]);
  expect(toldOf(3, new Set([...everybody].slice(0, 2)))).toEqual([[], ["sales"]]);
});

test("where nobody's queues are configured everybody may stand behind each, and a site of few is not told", () => {
  const config = { ...unconfiguredSite("x"), agents: FLOOR.agents };
  expect([...queues].filter(groupsOf(5, new Set(), config).isQueueTold)).toEqual([...queues]);
  expect(groupsOf(5, new Set(), config).isTold).toBe(true);
  expect(groupsOf(9, everybody, config).isTold).toBe(false);
});

function disclosureOf(atLeast: number): Disclosure {
  const attendance = new Attendance();
  attendance.follow(
    [...everybody].map((agent) => {
      const id = `agent:${SITE}:${agent}`;
      return { id, before: null, after: HeldRow.of({ id, kind: "agent", site: SITE, agent }) };
    }),
  );
  attendance.follow(
    [...queues].map((queue) => {
      const id = `queue:${SITE}:${queue}:call`;
      return { id, before: null, after: HeldRow.of({ id, kind: "queue", site: SITE, queue }) };
    }),
  );
  const sites = () => new Map([[SITE, FLOOR]]);
  return new Disclosure(
    { id: "council", agents: "groups", lasting: false, atLeast, pauseReasons: false, satisfaction: false },
    { digest: digestBy("key"), attendance, days: new BusinessDays(sites, () => 0), sites, clock: () => 0 },
  );
}

const row = (kind: string, more: object): Row => ({ id: `${kind}:${SITE}`, kind, site: SITE, ...more });

test("a team that is told tells who is there and how time is spent, not what it did with contacts", () => {
  const told = disclosureOf(3);
  const team = row("team", { team: "north", agentsIdle: 2, "handled.day": 9, "occupancy.day": 0.5, "csat.day": 0.9 });
  expect(told.row(team)).toEqual({ ...team, "handled.day": null, "csat.day": null });
  expect(told.row(row("team", { team: "south" }))).toBe(null);
});

test("of a queue that few stand behind it is told that it is there and who waits", () => {
  const told = disclosureOf(3);
  const queue = (name: string) => row("queue", { queue: name, title: name, waiting: 3, "handled.day": 9, talking: 1 });
  expect(told.row(queue("sales"))).toEqual(queue("sales"));
  expect(told.row(queue("small"))).toEqual(
    row("queue", { queue: "small", title: "small", waiting: 3, withheld: true }),
  );
});

test("a site in which many are there and one serves its queues tells nothing of what was done: it would be his work", () => {
  const [only, ...others] = PEOPLE.map(({ agent }) => agent);
  const config = {
    ...FLOOR,
    agents: FLOOR.agents.map((each) => ({
      ...each,
      queues: each.agent === only ? [...queues].map((queue) => ({ queue, channel: null })) : [],
    })),
  };
  const { now } = groupsOf(3, new Set([only!, ...others]), config);
  expect([now.isTold, now.areAllQueuesTold]).toEqual([false, false]);
  expect(groupsOf(3).now.isTold).toBe(true);
});

test("what is told as it is now is told while as many are there as a group has: of a queue at night that one serves nothing of its work", () => {
  const sales = FLOOR.agents.filter(({ team }) => team === "north").map(({ agent }) => agent);
  const now = (present: readonly string[]) => groupsOf(3, new Set(present)).now;
  expect([now(sales.slice(0, 3)).isQueueTold("sales"), now(sales.slice(0, 2)).isQueueTold("sales")]).toEqual([
    true,
    false,
  ]);
  expect([now(sales.slice(0, 3)).isTold, now(sales.slice(0, 2)).isTold]).toEqual([true, false]);
  expect(groupsOf(3, new Set(sales.slice(0, 1))).isQueueTold("sales")).toBe(true);
  expect(disclosureOf(3).row(row("restatement", { agent: null, queue: "sales" }))).toBe(null);
});

/** Of the site `FLOOR` or another, as `DaysAsTold` judges it. */
const dayOf = (there: readonly string[], worked: readonly string[], atLeast: number, config = FLOOR, from = 0) =>
  groupsOfDay({ config, from, there: new Set(there), worked: onCall(worked) }, atLeast);

test("of days that are over, no queue on a channel less others and no site less its queues is of fewer than a group that was there", () => {
  const agents = ["a", "b", "c", "d", "e"];
  const cells = [
    { queue: "p", channel: "call" },
    { queue: "p", channel: "chat" },
    { queue: "q", channel: "call" },
    { queue: "r", channel: "chat" },
    // What was worked and is configured no more is served by nobody that is known.
    { queue: "gone", channel: "call" },
  ] as const;
  const configured = cells.slice(0, 4);
  const some = fc.subarray(agents);
  let sites = 0;
  fc.assert(
    fc.property(
      fc.tuple(some, some, some, some),
      some,
      fc.subarray([...cells]),
      fc.integer({ min: 2, max: 4 }),
      (served, there, worked, atLeast) => {
        const serves = (cell: number, agent: string) => served[cell]?.includes(agent) ?? false;
        const config: SiteConfig = {
          ...unconfiguredSite("x"),
          queues: configured.map((cell) => ({ ...FLOOR.queues[0]!, ...cell })),
          agents: agents.map((agent) => ({
            agent,
            name: agent,
            team: null,
            queues: configured.filter((_, cell) => serves(cell, agent)),
          })),
        };
        const of = Map.groupBy(worked, ({ queue }) => queue);
        const day = groupsOfDay(
          {
            config,
            from: 0,
            there: new Set(there),
            worked: new Map([...of].map(([queue, on]) => [queue, new Set(on.map(({ channel }) => channel))])),
          },
          atLeast,
        );
        const isOfGroup = (of: readonly number[]): boolean => {
          const behind = there.filter((agent) => of.some((cell) => serves(cell, agent)));
          return behind.length >= atLeast || !of.some((cell) => worked.includes(cells[cell]!));
        };
        const all = cells.map((_, cell) => cell);
        const told = all.filter((cell) => {
          const { queue, channel } = cells[cell]!;
          return day.isQueueTold(queue, channel, !worked.includes(cells[cell]!));
        });
        expect(told.every((cell) => isOfGroup([cell]))).toBe(true);
        if (!day.isSiteTold(worked.length === 0)) return;
        sites++;
        for (let subset = 0; subset < 2 ** told.length; subset++)
          expect(isOfGroup(all.filter((cell) => (subset & (1 << told.indexOf(cell))) === 0))).toBe(true);
        if (!day.isPartTold(worked.length === 0)) return;
        for (const on of ["call", "chat"])
          expect(isOfGroup(all.filter((cell) => cells[cell]!.channel === on))).toBe(true);
      },
    ),
    { numRuns: 400, endOnFailure: true },
  );
  expect(sites).toBeGreaterThan(20);
});

test("a queue on two channels, and of those who serve one of them a single one is there: nothing of it is told, it would be his work", () => {
  const served = (agents: string, channel: "call" | "chat") =>
    Array.from(agents, (agent) => ({ agent, name: agent, team: null, queues: [{ queue: "p", channel }] }));
  const config: SiteConfig = {
    ...unconfiguredSite("x"),
    queues: (["call", "chat"] as const).map((channel) => ({ ...FLOOR.queues[0]!, queue: "p", channel })),
    agents: [...served("abc", "call"), ...served("def", "chat")],
  };
  const worked = new Map([["p", new Set(["call", "chat"])]]);
  const now = (present: string) =>
    siteGroups({ config, present: new Set(present), queues: worked, now: 0 }, 3).now.isQueueTold("p");
  expect([now("abcd"), now("abcdef")]).toEqual([false, true]);
  const then = (there: string, channel: string, of: ReadonlyMap<string, ReadonlySet<string>> = worked) =>
    groupsOfDay({ config, from: 0, there: new Set(there), worked: of }, 3).isQueueTold("p", channel, false);
  expect([then("abcd", "call"), then("abcd", "chat"), then("abcdef", "chat")]).toEqual([false, false, true]);
  // A day on which nobody served the chat, and nothing was done in it.
  expect([then("abc", "call", onCall(["p"])), then("abc", "chat", onCall(["p"]))]).toEqual([true, false]);
});

const ids = PEOPLE.map(({ agent }) => agent);

test("where nobody's queues are configured, a day is judged by who was there on it, whoever works now", () => {
  const asterisk = { ...unconfiguredSite("x"), agents: [] };
  const twelve = Array.from({ length: 12 }, (_, index) => `yesterday-${index}`);
  const day = dayOf(twelve, ["sales"], 5, asterisk);
  expect([day.isQueueTold("sales", "call", false), day.isSiteTold(false), day.isPartTold(false)]).toEqual([
    true,
    true,
    true,
  ]);
  const night = dayOf(twelve.slice(0, 4), ["sales"], 5, asterisk);
  expect([night.isQueueTold("sales", "call", false), night.isSiteTold(false)]).toEqual([false, false]);
});

test("a queue that is configured no more takes one other with it, and not the site's past; what is made of some queues is not told beside it", () => {
  const config = { ...FLOOR, queues: FLOOR.queues.filter(({ queue }) => queue !== "small") };
  const day = dayOf(ids.slice(0, 6), ["sales", "billing", "old-sales"], 5, config);
  expect(["sales", "billing", "old-sales"].map((queue) => day.isQueueTold(queue, "call", false))).toEqual([
    true,
    false,
    false,
  ]);
  expect([day.isSiteTold(false), day.isPartTold(false)]).toEqual([true, false]);
  const before = dayOf(ids.slice(0, 6), ["sales", "billing"], 5, config);
  expect([before.isQueueTold("billing", "call", false), before.isPartTold(false)]).toEqual([true, true]);
});

test("a day that is over is judged by who served the queue then: who has moved to it since did not", () => {
  const moved = Date.parse("2026-11-01T00:00:00Z");
  const config: SiteConfig = {
    ...FLOOR,
    queues: FLOOR.queues.filter(({ queue }) => queue === "small"),
    agents: FLOOR.agents.map((each, index) => ({
      ...each,
      team: index === 0 ? "tiny" : "south",
      moves: [{ from: moved, team: "tiny" }],
    })),
  };
  const of = (from: number) => dayOf(ids, ["small"], 5, config, from).isQueueTold("small", "call", false);
  expect([of(moved - 86_400_000), of(moved)]).toEqual([false, true]);
});

test("who reads who was there on a day reads it once, in turns with everybody else, and not more than a question may", async () => {
  const DAY = 86_400_000;
  const reads: string[] = [];
  let [turns, count, fails] = [0, 9, false];
  const of = (cell: string, from: number): Interval =>
    sampleInterval({ cell, site: SITE, length: "day", from }, { offered: 1, answered: 1 });
  const history: Pick<History, "read" | "count" | "kept"> = {
    kept: async () => ({ from: 0, to: 40 * DAY }),
    count: async () => count,
    async *read({ of: asked, length, from, to }) {
      if (length !== "day" || !("kind" in asked)) return;
      if (fails) throw new Error("broken off");
      reads.push(`${asked.kind} ${from / DAY}-${to / DAY}`);
      const cell = asked.kind === "agent" ? agentCell(ids[0]!) : queueCell("sales", "call");
      for (let at = from; at < to; at += DAY) yield [of(cell, at)];
    },
  };
  const known = new KnownDays({
    source: { history, liveDays: () => null },
    turns: { next: async () => void turns++ },
    clock: () => 40 * DAY,
  });
  const ask = (from: number, to: number) => known.of({ site: SITE, zone: "UTC", from: from * DAY, to: to * DAY });
  const [days] = await Promise.all([ask(10, 20), ask(10, 20)]);
  expect([[...days!.get(12)!.there], days!.get(12)!.worked]).toEqual([[ids[0]], onCall(["sales"])]);
  await ask(18, 22);
  // Nothing before the first that is kept.
  await ask(-30_000, 2);
  expect(reads).toEqual(["agent 10-20", "queue 10-20", "agent 20-22", "queue 20-22", "agent 0-2", "queue 0-2"]);
  expect(turns).toBe(2 * (10 + 2 + 2));
  // Of a reading that broke off nobody would have been there.
  fails = true;
  await expect(ask(30, 31)).rejects.toThrow("broken off");
  fails = false;
  expect((await ask(30, 31)).get(30)!.there.size).toBe(1);
  count = MOST_READ;
  await expect(ask(22, 23)).rejects.toMatchObject({
    code: "too_many_rows",
    fix: expect.stringContaining("Ask for a shorter span"),
  });
});

test("a day that is known is judged once for all who are told the same, and again when somebody is known of it who was not", () => {
  const told = disclosureOf(3);
  const there = new Set(ids.slice(0, 2));
  const day = { from: 0, there, worked: onCall(["sales"]) };
  const judged = told.groupsOfDay(SITE, day);
  expect([told.groupsOfDay(SITE, day) === judged, judged.isQueueTold("sales", "call", false)]).toEqual([true, false]);
  there.add(ids[2]!);
  expect(told.groupsOfDay(SITE, day).isQueueTold("sales", "call", false)).toBe(true);
});

test("of today, who has gone home counts with who is still there, and so does who has come since it was read", async () => {
  const day = (cell: string, from: number, answered = 1) =>
    sampleInterval({ cell, site: SITE, length: "day", from }, { offered: 1, answered });
  const cells = new Map(ids.slice(0, 4).map((agent) => [agentCell(agent), day(agentCell(agent), 0)]));
  const history: Pick<History, "read" | "count" | "kept"> = {
    kept: async () => null,
    count: async () => 1,
    async *read({ of, length }) {
      if (length === "15m" && "kind" in of && of.kind === "agent")
        yield [day(agentCell(ids[4]!), 32 * 900_000), day(agentCell(ids[0]!), 0)];
    },
  };
  const known = new KnownDays({
    source: { history, liveDays: () => ({ from: 0, cells }) },
    turns: { next: async () => undefined },
    clock: () => 40 * 900_000,
  });
  const there = async () => [...(await known.of({ site: SITE, zone: "UTC", from: 0, to: 86_400_000 })).get(0)!.there];
  expect((await there()).sort()).toEqual(ids.slice(0, 5));
  cells.set(agentCell(ids[5]!), day(agentCell(ids[5]!), 0));
  expect((await there()).sort()).toEqual(ids.slice(0, 6));
});

test("of a goal groups are told today: the week less the days that history tells would be one that it withholds", () => {
  const goal = row("goal", { of: "queue", queue: "sales", agent: null, kpi: "serviceLevel", week: "{}", month: "{}" });
  expect(disclosureOf(3).row(goal)).toMatchObject({ queue: "sales", week: null, month: null });
  const made = { scope: { kind: "queue", queue: "sales", channel: "call" }, kpi: "serviceLevel", week: {}, month: {} };
  const told = goalsAsTold([made as unknown as ToldGoal], SITE, disclosureOf(3));
  expect(told).toEqual([{ ...made, week: null, month: null }]);
});

test("nothing of one person, and nothing that is made of some of the queues while one is withheld", () => {
  const told = disclosureOf(3);
  for (const kind of ["agent", "agentQueue"]) expect(told.row(row(kind, { agent: PEOPLE[0]!.agent }))).toBe(null);
  const alert = (more: object) =>
    row("alert", { about: "kpi", queue: null, channel: null, kpi: "serviceLevel", ...more });
  expect(told.row(alert({ about: "agent", agent: "x", team: "north" }))).toBe(null);
  expect(told.row(alert({ channel: "call" }))).toBe(null);
  expect(told.row(alert({ queue: "small", channel: "call" }))).toBe(null);
  expect(told.row(alert({ queue: "sales", channel: "call" }))).not.toBe(null);
  expect(told.row(alert({}))).not.toBe(null);
  expect(told.row(row("department", { department: "service", queues: 0 }))).toBe(null);
  expect(told.row(row("restatement", { agent: "x", queue: null }))).toBe(null);
});

test("what is told has another stamp when somebody who comes or goes changes it, and not else", () => {
  const sites = () => new Map([[SITE, FLOOR]]);
  const attendance = new Attendance();
  const come = (agent: string, isThere = true): void => {
    const held = HeldRow.of({ id: `agent:${SITE}:${agent}`, kind: "agent", site: SITE });
    attendance.follow([{ id: held.id, before: isThere ? null : held, after: isThere ? held : null }]);
  };
  const told = new Disclosure(
    { id: "g", agents: "groups", lasting: false, atLeast: 3, pauseReasons: false, satisfaction: false },
    { digest: digestBy("key"), attendance, days: new BusinessDays(sites, () => 0), sites, clock: () => 0 },
  );
  const stamps = [told.stamp()];
  for (const { agent } of PEOPLE) {
    come(agent);
    stamps.push(told.stamp());
  }
  expect(stamps.filter((stamp, index) => stamp !== stamps[index - 1]).length).toBeGreaterThan(2);
  const before = told.stamp();
  come("somebody else");
  come("somebody else", false);
  expect(told.stamp()).toBe(before);
});

test("who is scheduled and not signed in stands behind no group, by the rows that an owner writes; who comes does at once", async () => {
  const { store, close } = openEmbedded(":memory:");
  onTestFinished(close);
  const floor = new StoredFloor(store, FLOOR);
  const partition = partitionOfSite(SITE, PARTITIONS);
  const attendance = new Attendance();
  let before = new Map<string, HeldRow>();
  const follow = async (): Promise<void> => {
    const { rows } = await store.snapshot(partition);
    const after = new Map([...rows].map(([id, bytes]) => [id, new HeldRow(id, bytes)]));
    attendance.follow(
      [...new Set([...before.keys(), ...after.keys()])].map((id) => ({
        id,
        before: before.get(id) ?? null,
        after: after.get(id) ?? null,
      })),
    );
    before = after;
  };
  const north = PEOPLE.filter(({ team }) => team === "north").map(({ agent }) => agent);
  const duty = { from: "2026-11-24T09:00:00+01:00", to: "2026-11-24T17:00:00+01:00", state: "working" } as const;
  await floor.commit(
    [
      ...north.map((agent) => told("cc.agent.scheduled", T0 - 3_600_000, { agent, data: duty })),
      ...north.slice(0, 2).map((agent) => told("cc.agent.signedIn", T0, { agent })),
    ],
    T0 + 60_000,
  );
  await follow();
  const absent = [...before.values()].filter(({ row: each }) => each?.kind === "agent" && each.state === ABSENT);
  expect(new Set(absent.map(({ row: each }) => each?.agent))).toEqual(new Set(north.slice(2)));
  expect([...attendance.agents(SITE)].sort()).toEqual(north.slice(0, 2).sort());
  // Beside it there is no other that something could be reckoned from.
  const alone = { ...FLOOR, teams: FLOOR.teams.filter(({ team }) => team === "north") };
  const isTold = () => groupsOf(3, attendance.agents(SITE), alone).isTeamTold("north");
  expect(isTold()).toBe(false);
  await floor.commit([told("cc.agent.signedIn", T0 + 61_000, { agent: north[2]! })], T0 + 62_000);
  await follow();
  expect(isTold()).toBe(true);
  await floor.commit([told("cc.agent.signedOut", T0 + 63_000, { agent: north[0]! })], T0 + 64_000);
  await follow();
  expect(isTold()).toBe(false);
});
