import {
  C,
  DEFAULT_POLICY,
  EVERYTHING,
  newCounters,
  queueCell,
  type SiteConfig,
  staffOf,
  unconfiguredSite,
} from "@floorwalker/domain";
import { sampleInterval } from "@floorwalker/ports/contract";
import { emptyConfiguration } from "@floorwalker/runtime";
import { afterEach, expect, test } from "vitest";
import { SiteDays } from "../src/planning/site-days.ts";
import { addToken } from "./access/signed-in.ts";
import { type RunningGateway, runGateway, until } from "./running-gateway.ts";
import { rowsOf, type ToldCall } from "./told-calls.ts";

/** A Wednesday, 12:05 UTC. */
const MIDNIGHT = Date.UTC(2026, 10, 25);
const NOW = MIDNIGHT + 12 * 3_600_000 + 300_000;
const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const DAY = 96 * QUARTER;

const site: SiteConfig = {
  ...unconfiguredSite("here"),
  queues: [
    { ...DEFAULT_POLICY.call, queue: "sales", channel: "call", title: "Sales", policy: null, target: 0.8 },
    { ...DEFAULT_POLICY.email, queue: "mail", channel: "email", title: "Mail", policy: null, target: 0.9 },
  ],
  teams: [{ team: "north", title: "North", department: "service", queues: [{ queue: "sales", channel: null }] }],
  agents: [
    { agent: "a1", name: "Anna", team: "north" },
    { agent: "a2", name: "Ben", team: "north" },
    { agent: "a3", name: "Carla", team: "north", queues: [{ queue: "mail", channel: "email" }] },
  ],
};
const present = (agent: string, state: "idle" | "paused", minutesAgo: number) => [
  { id: `in-${agent}`, type: "cc.agent.signedIn" as const, time: NOW - minutesAgo * MINUTE, agent },
  {
    id: `is-${agent}`,
    type: "cc.agent.stateChanged" as const,
    time: NOW - minutesAgo * MINUTE + 1,
    agent,
    data: { state },
  },
];
/** One a minute in the last hour, answered after 10 s. */
const busy = (count: number, gaveUp = 0): ToldCall[] =>
  Array.from({ length: count }, (_, index) => {
    const queuedAt = NOW - (count - index) * MINUTE;
    return index < gaveUp
      ? { queuedAt, waitSeconds: 30 }
      : { queuedAt, waitSeconds: 10, answeredBy: "a9", talkSeconds: 30 };
  });

interface PlanForTest {
  readonly queue: string;
  readonly forecast: { readonly pace: number };
  readonly load: { readonly by: string; readonly contacts: number };
  readonly needed: { readonly erlangC: number };
  readonly staff: object | null;
  readonly patienceSeconds: number | null;
  readonly expected: {
    readonly erlangA: { readonly waitSeconds: number };
    readonly erlangC: { readonly waitSeconds: number };
  };
}
interface PlanningAnswer {
  readonly queues: readonly [PlanForTest, PlanForTest];
}

let running: RunningGateway;
afterEach(() => running.stop());

async function planned(rows: Record<string, object>, query = "site=here", region: string | null = null) {
  running = await runGateway({
    clock: () => NOW,
    config: () => ({ ...emptyConfiguration(), sites: new Map([["here", { ...site, region }]]) }),
  });
  await running.commit(0, rows);
  await until(async () => (await running.get("v1/views/floor?site=here")).status === 200, "the rows are followed");
  return async () => (await (await running.get(`v1/planning?${query}`)).json()) as PlanningAnswer;
}

test("without history the next half hour is as much as the last one, by both formulas, with who is there and who is free", async () => {
  const people = [...present("a1", "idle", 50), ...present("a2", "paused", 40), ...present("a3", "idle", 30)];
  const read = await planned(rowsOf(site, busy(60, 20), NOW, people));
  const answer = await read();
  expect(answer).toMatchObject({ site: "here", current: true, serverTime: NOW, history: "read" });
  const [sales, mail] = answer.queues;
  expect(sales).toMatchObject({
    queue: "sales",
    forecast: null,
    load: { by: "lastHalfHour", contacts: 29, seconds: 1_800, handleTimeSeconds: 30, erlangs: (29 * 30) / 1_800 },
    // 40 × 10 s and 20 × 30 s waited, 20 gave up.
    patienceSeconds: 50,
    target: 0.8,
    thresholdSeconds: 20,
    needed: { erlangA: 2, erlangC: 2 },
    staff: {
      signedIn: 2,
      there: 1,
      freeCount: 1,
      free: [{ agent: "a1", name: "Anna", team: "north", since: NOW - 50 * MINUTE }],
    },
    spare: -1,
  });
  // One agent: a·h ÷ (1 − a) where nobody gives up.
  expect(sales.expected.erlangC).toMatchObject({ occupancy: (29 * 30) / 1_800, abandonRate: 0 });
  expect(sales.expected.erlangC.waitSeconds).toBeCloseTo((29 * 30 * 30) / (1_800 - 29 * 30), 9);
  expect(sales.expected.erlangA.waitSeconds).toBeLessThan(sales.expected.erlangC.waitSeconds);
  expect(mail).toMatchObject({
    queue: "mail",
    load: null,
    needed: { erlangA: null, erlangC: null, backlog: null },
    spare: null,
  });
  expect(mail.staff).toMatchObject({ signedIn: 1, there: 1 });
  // Of the queues of calls together there is sales alone.
  expect(answer).toMatchObject({ together: { needed: 2, there: 1, spare: -1 } });
});

test("of one queue everybody who serves it is told, in what state and since when, longest in it first", async () => {
  const people = [...present("a1", "idle", 50), ...present("a2", "paused", 40), ...present("a3", "idle", 30)];
  const read = await planned(rowsOf(site, busy(60, 20), NOW, people), "site=here&queue=sales");
  const { queues } = (await read()) as unknown as { queues: readonly { staff: { serving: readonly object[] } }[] };
  expect(queues[0]!.staff.serving).toMatchObject([
    { agent: "a1", name: "Anna", state: "idle", since: NOW - 50 * MINUTE, reason: null },
    { agent: "a2", state: "paused" },
  ]);
});

test("who sees no team of a queue's agents is told how many are free, and not who", async () => {
  const people = [...present("a1", "idle", 50), ...present("a2", "paused", 40)];
  await planned(rowsOf(site, busy(60, 20), NOW, people));
  const { headers } = await addToken(running, "supervisor", { ...EVERYTHING, teams: ["another"] });
  const answer = (await (await running.get("v1/planning?site=here&queue=sales", headers)).json()) as PlanningAnswer;
  expect(answer.queues[0].staff).toMatchObject({ signedIn: 2, freeCount: 1, free: [], serving: [] });
});

/** Of three Wednesdays, or of so many quarters of today. */
const quartersOf = (weeks: readonly number[], count = 96) =>
  weeks.flatMap((week) =>
    Array.from({ length: count }, (_, quarter) => {
      const counters = newCounters();
      counters[C.offered] = quarter >= 48 && quarter < 52 ? 50 : 5;
      counters[C.handled] = 5;
      counters[C.handledTalkTime] = 5 * 100_000;
      counters[C.wrapUpTime] = 5 * 20_000;
      const from = MIDNIGHT - 7 * week * DAY + quarter * QUARTER;
      return sampleInterval({
        site: "here",
        zone: "UTC",
        cell: queueCell("sales", "call"),
        from,
        to: from + QUARTER,
        counters,
      });
    }),
  );

test("with history the half hour comes from the forecast, also of a queue in which nothing has come yet", async () => {
  const read = await planned(rowsOf(site, [], NOW));
  await running.embedded.history.put(quartersOf([1, 2, 3]), NOW);
  const [sales] = (await read()).queues;
  expect(sales.forecast).toMatchObject({ days: 3, error: 0 });
  // Half of the day is over and nothing came: the rest is expected to be half as much and more.
  expect(sales.forecast.pace).toBeGreaterThan(0.3);
  expect(sales.forecast.pace).toBeLessThan(0.75);
  expect(sales.load).toMatchObject({ by: "forecast", handleTimeSeconds: expect.closeTo(120, 9) });
  expect(sales.load.contacts).toBeCloseTo(100 * sales.forecast.pace, 9);
  expect(sales.needed.erlangC).toBeGreaterThan(2);
  expect(sales.patienceSeconds).toBeNull();
});

/** Through the night, answered at once. */
const atNight = (count: number): ToldCall[] =>
  Array.from({ length: count }, (_, index) => ({ ...busy(1)[0]!, queuedAt: MIDNIGHT + index * MINUTE }));

test("while today is not in the history yet, what came since midnight is not taken for what comes in this quarter", async () => {
  const read = await planned(rowsOf(site, [...atNight(300), ...busy(20)], NOW));
  await running.embedded.history.put(quartersOf([1, 2, 3]), NOW);
  const [sales] = (await read()).queues;
  expect(sales).toMatchObject({ forecast: null, load: { by: "lastHalfHour", contacts: 20 } });
});

test("once the history has come to the running quarter, calls told late are not taken for what comes in it", async () => {
  const read = await planned(rowsOf(site, atNight(300), NOW));
  await running.embedded.history.put([...quartersOf([1, 2, 3]), ...quartersOf([0], 48).slice(-1)], NOW);
  const [sales] = (await read()).queues;
  expect(sales.load.by).toBe("forecast");
  expect(sales.load.contacts).toBeLessThan(150);
});

test("a history that cannot be read is said, and the live half of the plan stands", async () => {
  running = await runGateway({
    clock: () => NOW,
    config: () => ({ ...emptyConfiguration(), sites: new Map([["here", site]]) }),
    history: {
      facts: {
        put: async () => 0,
        read: async function* () {},
        kept: async () => null,
        forget: async () => {},
        forgetAgents: async () => {},
      },
      count: () => Promise.resolve(0),
      kept: () => Promise.resolve(null),
      restatements: () => Promise.resolve([]),
      read: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error("the disk is gone")) }) }),
    },
  });
  await running.commit(0, rowsOf(site, busy(60), NOW));
  await until(async () => (await running.get("v1/views/floor?site=here")).status === 200, "the rows are followed");
  const answer = (await (await running.get("v1/planning?site=here")).json()) as PlanningAnswer;
  expect(answer).toMatchObject({ history: "unreachable", queues: [{ load: { by: "lastHalfHour" } }, {}] });
});

test("where nobody's queues are configured nobody is counted as staff", async () => {
  const unsaid = { ...site, teams: [], agents: [] };
  running = await runGateway({
    clock: () => NOW,
    config: () => ({ ...emptyConfiguration(), sites: new Map([["here", unsaid]]) }),
  });
  await running.commit(0, rowsOf(unsaid, busy(60), NOW, present("a1", "idle", 50)));
  await until(async () => (await running.get("v1/views/floor?site=here")).status === 200, "the rows are followed");
  const answer = (await (await running.get("v1/planning?site=here")).json()) as PlanningAnswer;
  expect(answer.queues[0]).toMatchObject({
    staff: null,
    spare: null,
    needed: { erlangC: 2 },
    expected: { erlangC: null },
  });
});

test("a forecast of a moment ago is told again, one of a while ago is made anew", () => {
  const days = new SiteDays(null);
  let made = 0;
  const make = () => {
    made++;
    return null;
  };
  for (const at of [NOW, NOW + 9_999, NOW + 10_000, NOW + 10_001]) days.forecast("queue:here:sales:call", at, make);
  expect(made).toBe(2);
  days.forecast("queue:here:help:call", NOW, make);
  expect(made).toBe(3);
});

test("days before today are read again until the history has come to today: it may still hear of them", async () => {
  const read: number[] = [];
  let to = NOW - 30 * 3_600_000;
  const history = {
    kept: async () => ({ from: 0, to }),
    async *read({ from }: { readonly from: number }) {
      read.push(from);
      yield [];
    },
  };
  const days = new SiteDays(history as unknown as ConstructorParameters<typeof SiteDays>[0]);
  const asks = async (): Promise<number> => {
    const before = read.length;
    await days.of("here", "UTC", NOW);
    return read.length - before;
  };
  const whole = await asks();
  expect(whole).toBeGreaterThan(4);
  expect(await asks()).toBe(whole);
  to = NOW - 600_000;
  expect(await asks()).toBe(whole);
  expect(await asks()).toBe(0);
});

test("an agent of two queues is staff of both, and one agent of the two together", () => {
  const served = ["sales", "help"].map((queue) => ({ queue, channel: null }));
  const agents = [{ agent: "a1", name: "Anna", team: null, queues: served }];
  const idle = { agent: "a1", name: "Anna", team: null, state: "idle", since: 1 } as const;
  const staff = staffOf({ agents, teams: [] }, [idle])!;
  const [sales, help] = [{ queue: "sales", channel: "call" } as const, { queue: "help", channel: "chat" } as const];
  for (const wanted of [[sales], [help], [sales, help]]) expect(staff(wanted)).toMatchObject({ signedIn: 1, there: 1 });
  expect(staff([{ queue: "other", channel: "call" }])).toEqual({ signedIn: 0, there: 0, free: [] });
  expect(staffOf({ agents: [{ agent: "a1", name: "Anna", team: null }], teams: [] }, [idle])).toBeNull();
});

test("a site, or a queue of it, that is not there is refused with the names there are", async () => {
  const read = await planned(rowsOf({ ...site, region: "south" }, busy(5), NOW), "site=here&queue=sales", "south");
  expect((await read()).queues.map(({ queue }) => queue)).toEqual(["sales"]);
  const refused = async (path: string) => {
    const answer = await running.get(path);
    return [answer.status, await answer.json()];
  };
  expect(await refused("v1/planning?site=here&queue=nope")).toMatchObject([
    404,
    { code: "unknown_queue", fix: "Use one of: mail, sales." },
  ]);
  // All of them is no name.
  expect(await refused("v1/planning?site=here&queue=*")).toMatchObject([404, { code: "unknown_queue" }]);
  // One that was taken away and of which history tells had been there: it has no plan.
  const gone = sampleInterval({ site: "here", cell: queueCell("gone", "call"), from: NOW - 172_800_000 });
  await running.embedded.history.put([gone], NOW);
  expect(await refused("v1/planning?site=here&queue=gone")).toMatchObject([200, { queues: [] }]);
  for (const path of ["v1/planning", "v1/goals"]) {
    expect(await refused(path)).toMatchObject([200, { site: "here" }]);
    // A region is no site either.
    for (const name of ["nope", "south"])
      expect(await refused(`${path}?site=${name}`)).toMatchObject([
        404,
        { code: "unknown_site", fix: "Use one of: here." },
      ]);
  }
});

test("chats are planned by the places that agents have for them, mails by the work that waits and comes; what nobody said stays unknown", async () => {
  const served = {
    queues: [
      { queue: "mail", channel: null },
      { queue: "help", channel: null },
    ],
  };
  const chat = {
    ...DEFAULT_POLICY.chat,
    queue: "help",
    channel: "chat",
    title: "Help",
    policy: null,
    target: 0.8,
  } as const;
  const mixed = (concurrency?: number): SiteConfig => ({
    ...site,
    queues: [...site.queues, concurrency === undefined ? chat : { ...chat, concurrency }],
    agents: [{ agent: "a3", name: "Carla", team: null, ...served }],
  });
  const told = (channel: "chat" | "email", queue: string) =>
    Array.from({ length: 60 }, (_, index) => {
      const at = NOW - (60 - index) * MINUTE;
      const contact = { channel, queue, contact: `${queue}${index}` };
      const by = { ...contact, agent: "a9" };
      return [
        { id: `${queue}${index}q`, type: "cc.contact.queued" as const, time: at, ...contact },
        ...(channel === "email" && index % 2 === 0
          ? []
          : [
              { id: `${queue}${index}a`, type: "cc.contact.answered" as const, time: at + 5_000, ...by },
              {
                id: `${queue}${index}m`,
                type: "cc.contact.message" as const,
                time: at + 6_000,
                ...by,
                data: { from: "agent" as const },
              },
              { id: `${queue}${index}e`, type: "cc.contact.ended" as const, time: at + 245_000, ...by },
            ]),
      ];
    }).flat();
  const people = [...present("a3", "idle", 50)];
  const plansOf = async (config: SiteConfig) => {
    running = await runGateway({
      clock: () => NOW,
      config: () => ({ ...emptyConfiguration(), sites: new Map([["here", config]]) }),
    });
    await running.commit(0, rowsOf(config, [], NOW, [...people, ...told("chat", "help"), ...told("email", "mail")]));
    await until(
      async () => (await running.get("v1/views/floor?site=here")).text().then((text) => text.includes("help")),
      "the rows",
    );
    const { queues } = (await (await running.get("v1/planning?site=here")).json()) as {
      queues: Record<string, unknown>[];
    };
    return queues;
  };
  const [, mail, unsaid] = await plansOf(mixed());
  // 30 wait, each some four minutes' work, within four hours; 29 more come in half an hour.
  expect(mail).toMatchObject({
    needed: { erlangA: null, erlangC: null },
    backlog: { waiting: 30 },
    concurrency: null,
  });
  const { backlog } = (mail as { needed: { backlog: number } }).needed;
  const { erlangs, handleTimeSeconds } = (mail as { load: { erlangs: number; handleTimeSeconds: number } }).load;
  expect(backlog).toBe(Math.ceil(erlangs + (30 * handleTimeSeconds) / (4 * 3_600)));
  expect(mail).toMatchObject({ spare: 1 - backlog });
  expect(unsaid).toMatchObject({
    needed: { erlangA: null, erlangC: null, backlog: null },
    concurrency: null,
    spare: null,
  });
  await running.stop();
  const one = (await plansOf(mixed(1)))[2] as unknown as PlanForTest;
  await running.stop();
  const three = (await plansOf(mixed(3)))[2] as unknown as PlanForTest;
  expect(one.needed.erlangC).toBeGreaterThan(3);
  expect(three).toMatchObject({ concurrency: 3, needed: { erlangC: Math.ceil(one.needed.erlangC / 3) } });
});
