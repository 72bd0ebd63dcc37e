/** What a works council's profile leaves of teams, queues and sites. */
import {
  ABSENT,
  agentCell,
  C,
  newCounters,
  queueCell,
  SITE_CELL,
  type SiteConfig,
  siteGroups,
  unconfiguredSite,
} from "@floorwalker/domain";
import { openEmbedded } from "@floorwalker/embedded";
import { partitionOfSite } from "@floorwalker/events";
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
import { DaysAsTold } from "../../src/history/days-as-told.ts";
import { PARTITIONS } from "../running-gateway.ts";
import { StoredFloor } from "../stored-floor.ts";
import { FLOOR, PEOPLE, SITE, T0, told } from "./private-floor.ts";

const everybody = new Set(PEOPLE.map(({ agent }) => agent));
const queues = new Set(["sales", "billing", "small"]);
const groupsOf = (atLeast: number, present: ReadonlySet<string> = everybody, config = FLOOR) =>
  siteGroups({ config, present, queues, now: 0 }, atLeast);

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
  expect(told.row(queue("small"))).toEqual(row("queue", { queue: "small", title: "small", waiting: 3 }));
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

test("of days that are over, no queue less others and no site less its queues is of fewer than a group that was there", () => {
  const agents = ["a", "b", "c", "d", "e"];
  const names = ["p", "q", "r"];
  const some = fc.subarray(agents);
  const day = (cell: string, done: Partial<Record<"answered" | "idleTime", number>>) => {
    const counters = newCounters();
    for (const [name, value] of Object.entries(done)) counters[C[name as "answered"]] = value;
    return { site: "x", cell, from: 0, zone: "UTC", counters };
  };
  let sites = 0;
  fc.assert(
    fc.property(
      fc.tuple(some, some, some),
      some,
      fc.subarray(names),
      fc.integer({ min: 2, max: 4 }),
      (served, there, worked, atLeast) => {
        const serves = (queue: string, agent: string) => served[names.indexOf(queue)]!.includes(agent);
        const config: SiteConfig = {
          ...unconfiguredSite("x"),
          queues: names.map((queue) => ({ ...FLOOR.queues[0]!, queue, channel: "call" })),
          agents: agents.map((agent) => ({
            agent,
            name: agent,
            team: null,
            queues: names.filter((queue) => serves(queue, agent)).map((queue) => ({ queue, channel: null })),
          })),
        };
        const groups = siteGroups({ config, present: new Set(), queues: new Set(names), now: 0 }, atLeast);
        const days = new DaysAsTold({ groupsOf: () => groups, profile: { ...disclosureOf(2).profile, atLeast } });
        days.note(there.map((agent) => day(agentCell(agent), { idleTime: 1 })));
        days.note(worked.map((queue) => day(queueCell(queue, "call"), { answered: 1 })));
        const isOfGroup = (queues: readonly string[]): boolean => {
          const behind = there.filter((agent) => queues.some((queue) => serves(queue, agent)));
          return behind.length >= atLeast || !queues.some((queue) => worked.includes(queue));
        };
        const told = names.filter(
          (queue) => groups.isQueueTold(queue) && days.isTold(day(queueCell(queue, "call"), {})),
        );
        expect(told.every((queue) => isOfGroup([queue]))).toBe(true);
        if (!groups.isTold || !days.isTold(day(SITE_CELL, {}))) return;
        sites++;
        for (let subset = 0; subset < 2 ** told.length; subset++)
          expect(isOfGroup(names.filter((queue) => (subset & (1 << told.indexOf(queue))) === 0))).toBe(true);
      },
    ),
    { numRuns: 400, endOnFailure: true },
  );
  expect(sites).toBeGreaterThan(20);
});

test("of today, who has gone home counts with who is still there: his quarters are of the same day as the others' rows", () => {
  const groups = groupsOf(5);
  const told = new DaysAsTold({ groupsOf: () => groups, profile: disclosureOf(5).profile });
  const of = (cell: string, from: number) => ({ site: SITE, cell, from, zone: "UTC", counters: newCounters().fill(1) });
  told.note(PEOPLE.slice(0, 4).map(({ agent }) => of(agentCell(agent), 0)));
  expect(told.isTold(of(queueCell("sales", "call"), 0))).toBe(false);
  told.note(PEOPLE.slice(4, 6).map(({ agent }, index) => of(agentCell(agent), (32 + index) * 900_000)));
  expect(told.isTold(of(queueCell("sales", "call"), 0))).toBe(true);
  expect(told.isTold(of(queueCell("sales", "call"), 40 * 900_000))).toBe(true);
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
