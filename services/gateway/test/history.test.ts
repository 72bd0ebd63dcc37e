/** `GET /v1/history` on a real gateway and a real history. */
import {
  agentCell,
  agentQueueCell,
  type CellKey,
  channelCell,
  type Interval,
  queueCell,
  SITE_CELL,
  type SiteConfig,
  teamCell,
  unconfiguredSite,
} from "@floorwalker/domain";
import { sampleInterval } from "@floorwalker/ports/contract";
import { emptyConfiguration, silentLogger } from "@floorwalker/runtime";
import fastify from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addHistoryRoutes } from "../src/history/history-routes.ts";
import { KnownNames } from "../src/known-names.ts";
import { createTurns } from "../src/turns.ts";
import { ADMIN, ALL_SIGHTS } from "./access/everything-seen.ts";
import { type RunningGateway, runGateway } from "./running-gateway.ts";

const QUARTER = 900_000;
const at = (text: string): number => Date.parse(text);
/** A Saturday, 11:07 in Warsaw. */
const NOW = at("2026-11-21T10:07:00Z");
const TODAY = at("2026-11-20T23:00:00Z");

const site = (id: string, changes: Partial<SiteConfig> = {}): [string, SiteConfig] => [
  id,
  { ...unconfiguredSite(id), zone: "Europe/Warsaw", ...changes },
];
const teams = [
  { team: "north", title: "North", department: "service" },
  { team: "south", title: "South", department: "service" },
  { team: "west", title: "West", department: "trade" },
];
const config = () => ({
  ...emptyConfiguration(),
  sites: new Map([
    site("krakow", { teams, region: "pl", agents: [{ agent: "a7", name: "Ada", aliases: ["SIP/7"], team: null }] }),
    site("gdansk", { region: "pl", policy: "answered-only" }),
    site("lisbon", { region: "eu", zone: "Europe/Lisbon" }),
    site("berlin", { region: "eu", zone: "Europe/Berlin" }),
    site("busy"),
    site("opole", { teams, departments: [{ department: "money", title: "Money", queues: ["billing", "dunning"] }] }),
  ]),
});

interface Row {
  readonly from: string;
  readonly to: string;
  readonly scope: Readonly<Record<string, string>>;
  readonly counters: Readonly<Record<string, number>>;
  readonly kpis: Readonly<Record<string, number | null>>;
  readonly restated: number;
}

let running: RunningGateway;
beforeAll(async () => {
  running = await runGateway({ config, clock: () => NOW });
  const quarter = (cell: CellKey, from: number, offered: number, changes: Partial<Interval> = {}) =>
    sampleInterval({ cell, from, ...changes }, { offered, answered: offered - 1 });
  const day = (cell: CellKey, from: number, offered: number, changes: Partial<Interval> = {}) =>
    quarter(cell, from, offered, { length: "day", to: from + 86_400_000, ...changes });
  const sales = queueCell("sales", "call");
  const told = [
    quarter(sales, TODAY + 36 * QUARTER, 4),
    quarter(sales, TODAY + 37 * QUARTER, 6, { restated: 2, policies: ["15s-5s-short-abandons-excluded"] }),
    quarter(sales, TODAY + 38 * QUARTER, 10),
    quarter(queueCell("sales", "chat"), TODAY + 37 * QUARTER, 5, { formula: "answered-only" }),
    quarter(queueCell("mail", "email"), TODAY + 36 * QUARTER, 3),
    quarter(channelCell("call"), TODAY + 36 * QUARTER, 4),
    quarter(SITE_CELL, TODAY + 36 * QUARTER, 7),
    quarter(SITE_CELL, TODAY + 38 * QUARTER, 9),
    quarter(agentCell("a42"), TODAY + 36 * QUARTER, 2),
    quarter(agentQueueCell("a42", "sales", "call"), TODAY + 36 * QUARTER, 4),
    quarter(agentQueueCell("a42", "sales", "chat"), TODAY + 36 * QUARTER, 6),
    quarter(agentQueueCell("a42", "support", "call"), TODAY + 36 * QUARTER, 8),
    quarter(agentQueueCell("a7", "sales", "call"), TODAY + 36 * QUARTER, 1),
    quarter(teamCell("north"), TODAY + 36 * QUARTER, 2),
    quarter(teamCell("south"), TODAY + 36 * QUARTER, 3),
    quarter(teamCell("west"), TODAY + 36 * QUARTER, 8),
    day(sales, at("2026-11-18T23:00:00Z"), 100),
    day(sales, at("2026-11-19T23:00:00Z"), 200),
    // Not told as a day yet, though it is over.
    day(sales, at("2026-10-20T22:00:00Z"), 50),
    quarter(SITE_CELL, TODAY + 36 * QUARTER, 11, { site: "gdansk", formula: "answered-only" }),
    day(SITE_CELL, at("2026-11-19T00:00:00Z"), 20, { site: "lisbon" }),
    quarter(queueCell("billing", "call"), TODAY + 36 * QUARTER, 4, { site: "opole" }),
    quarter(queueCell("dunning", "email"), TODAY + 36 * QUARTER, 5, { site: "opole" }),
    quarter(queueCell("sales", "call"), TODAY + 36 * QUARTER, 50, { site: "opole" }),
    day(SITE_CELL, at("2026-11-18T23:00:00Z"), 30, { site: "berlin" }),
  ];
  await running.embedded.history.put(told, NOW);
});
afterAll(() => running.stop());

async function ask(query: string): Promise<{ rows: Row[] } & Record<string, unknown>> {
  const answer = await running.get(`v1/history?${query}`);
  expect(answer.status, query).toBe(200);
  return (await answer.json()) as { rows: Row[] } & Record<string, unknown>;
}

const counted = async (query: string): Promise<unknown[]> =>
  (await ask(query)).rows.map(({ from, scope, counters }) => [
    from.slice(5, 16),
    ...Object.values(scope).slice(1),
    counters.offered,
  ]);

test("a queue by quarters has its sums, its KPIs by their files, the versions that judged it and how often it was restated", async () => {
  const { rows, ...head } = await ask("site=krakow&queue=sales&channel=call&kpis=serviceLevel,offered,occupancy");
  expect(head).toEqual({
    site: "krakow",
    zone: "Europe/Warsaw",
    interval: "15m",
    from: "2026-11-21T00:00:00+01:00",
    to: "2026-11-21T11:15:00+01:00",
    since: "2026-11-21T09:00:00+01:00",
    until: "2026-11-21T09:45:00+01:00",
    withheld: [],
    policies: ["20s-5s-short-abandons-excluded", "15s-5s-short-abandons-excluded"],
  });
  expect(rows).toHaveLength(3);
  expect(rows[1]).toEqual({
    from: "2026-11-21T09:15:00+01:00",
    to: "2026-11-21T09:30:00+01:00",
    scope: { site: "krakow", queue: "sales", channel: "call" },
    counters: { offered: 6, answered: 6, answeredInThreshold: 5, answeredWait: 42_000 },
    // Occupancy cannot be told of a queue, so it is not there; undefined would be null.
    kpis: { offered: 6, serviceLevel: 5 / 6 },
    restated: 2,
    policies: ["15s-5s-short-abandons-excluded"],
  });
});

test("half hours and hours are sums of quarters, weeks and months of days and of the quarters of a day that is not closed", async () => {
  expect(await counted("site=krakow&queue=sales&channel=call&interval=30m")).toEqual([
    ["11-21T09:00", "sales", "call", 10],
    ["11-21T09:30", "sales", "call", 10],
  ]);
  expect(await counted("site=krakow&queue=sales&channel=call&interval=1h")).toEqual([
    ["11-21T09:00", "sales", "call", 20],
  ]);
  expect(await counted("site=krakow&queue=sales&channel=call&interval=day&from=this-week")).toEqual([
    ["11-19T00:00", "sales", "call", 100],
    ["11-20T00:00", "sales", "call", 200],
    ["11-21T00:00", "sales", "call", 20],
  ]);
  expect(await counted("site=krakow&queue=sales&channel=call&interval=week&from=this-month")).toEqual([
    ["11-16T00:00", "sales", "call", 320],
  ]);
  expect(await counted("site=krakow&queue=sales&channel=call&interval=month&from=2026-10-01")).toEqual([
    ["10-01T00:00", "sales", "call", 50],
    ["11-01T00:00", "sales", "call", 320],
  ]);
});

test("a queue without a channel is the sum over its channels, each judged by its own formula; all of them come by *", async () => {
  const { rows } = await ask("site=krakow&queue=sales&interval=1h&kpis=serviceLevel");
  expect(rows.map(({ scope, counters, kpis }) => [scope, counters.offered, kpis])).toEqual([
    [{ site: "krakow", queue: "sales" }, 25, { serviceLevel: 21 / 25 }],
  ]);
  expect(await counted("site=krakow&queue=*&interval=1h")).toEqual([
    ["11-21T09:00", "mail", 3],
    ["11-21T09:00", "sales", 25],
  ]);
  expect(await counted("site=krakow&queue=*&channel=*&interval=1h")).toEqual([
    ["11-21T09:00", "mail", "email", 3],
    ["11-21T09:00", "sales", "call", 20],
    ["11-21T09:00", "sales", "chat", 5],
  ]);
  expect(await counted("site=krakow&queue=sales&queue=mail&channel=email")).toEqual([
    ["11-21T09:00", "mail", "email", 3],
  ]);
});

test("without a scope it is the site; a channel, agents, teams and departments are told by what they are", async () => {
  expect(await counted("site=krakow")).toEqual([
    ["11-21T09:00", 7],
    ["11-21T09:30", 9],
  ]);
  expect(await counted("site=krakow&channel=call")).toEqual([["11-21T09:00", "call", 4]]);
  expect(await counted("site=krakow&agent=*")).toEqual([["11-21T09:00", "a42", 2]]);
  expect(await counted("site=krakow&team=north&team=west")).toEqual([
    ["11-21T09:00", "north", 2],
    ["11-21T09:00", "west", 8],
  ]);
  expect(await counted("site=krakow&department=*")).toEqual([
    ["11-21T09:00", "service", 5],
    ["11-21T09:00", "trade", 8],
  ]);
  const [agent] = (await ask("site=krakow&agent=a42")).rows;
  expect(agent?.kpis).not.toHaveProperty("offered");
  expect(agent?.kpis).toHaveProperty("occupancy", null);
});

test("agents in queues are told by both, and by channel where one is asked for, without what is of agents' time", async () => {
  expect(await counted("site=krakow&agent=a42&queue=sales")).toEqual([["11-21T09:00", "a42", "sales", 10]]);
  expect(await counted("site=krakow&agent=a42&queue=sales&channel=chat")).toEqual([
    ["11-21T09:00", "a42", "sales", "chat", 6],
  ]);
  expect(await counted("site=krakow&agent=a42&queue=*&channel=call")).toEqual([
    ["11-21T09:00", "a42", "sales", "call", 4],
    ["11-21T09:00", "a42", "support", "call", 8],
  ]);
  expect(await counted("site=krakow&agent=*&queue=sales&channel=call")).toEqual([
    ["11-21T09:00", "a42", "sales", "call", 4],
    ["11-21T09:00", "a7", "sales", "call", 1],
  ]);
  const [row] = (await ask("site=krakow&agent=a7&queue=sales")).rows;
  expect(row?.kpis).toHaveProperty("answered");
  for (const kpi of ["offered", "occupancy", "activeHandleTime", "adherence"])
    expect(row?.kpis).not.toHaveProperty(kpi);
});

test("a department that is defined by its queues is their sum on all channels, with what is told of queues; it does not mix with one of teams", async () => {
  expect(await counted("site=opole&department=money")).toEqual([["11-21T09:00", "money", 9]]);
  const [row] = (await ask("site=opole&department=money")).rows;
  expect(row?.kpis).toMatchObject({ offered: 9 });
  const mixed = await running.get("v1/history?site=opole&department=money&department=service");
  expect([mixed.status, ((await mixed.json()) as { code: string }).code]).toEqual([400, "bad_parameter"]);
});

test("a region is the sum of its sites, each by its own formula; of sites with different clocks the same date goes together", async () => {
  const { rows, ...head } = await ask("region=pl&interval=1h&kpis=serviceLevel");
  expect(head).toMatchObject({ region: "pl", sites: ["krakow", "gdansk"], zone: "Europe/Warsaw" });
  expect(rows.map(({ scope, counters }) => [scope, counters.offered])).toEqual([[{ region: "pl" }, 27]]);
  const europe = await ask("region=eu&interval=day&from=2026-11-19&to=2026-11-20");
  expect(europe.zone).toBeNull();
  expect(europe.rows.map(({ from, to, counters }) => [from, to, counters.offered])).toEqual([
    ["2026-11-18T23:00:00+00:00", "2026-11-20T00:00:00+00:00", 50],
  ]);
});

test("an interval in which nothing happened has no row, and a site of which nothing is kept says that nothing is known", async () => {
  expect(await ask("site=lisbon&from=yesterday")).toMatchObject({ rows: [], policies: [], until: null });
  expect(await ask("site=lisbon&from=yesterday&interval=day")).toMatchObject({ since: "2026-11-19T00:00:00+00:00" });
});

describe("as CSV", () => {
  test("there are the same rows, with a column for each KPI that can be told", async () => {
    const answer = await running.get("v1/history.csv?site=krakow&queue=sales&interval=1h&kpis=serviceLevel,occupancy");
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="history-krakow.csv"');
    const [head, row, rest] = (await answer.text()).split("\r\n");
    expect(head).toMatch(/^from,to,site,queue,restated,policies,serviceLevel,counters\.offered,counters\.answered,/);
    expect(row).toMatch(
      /^2026-11-21T09:00:00\+01:00,2026-11-21T10:00:00\+01:00,krakow,sales,2,20s[^,]+ 15s[^,]+,0.84,25,25,/,
    );
    expect(rest).toBe("");
  });

  test("it comes to whoever prefers it, with a byte order mark on request", async () => {
    const csv = await running.get("v1/history?site=krakow&bom=1", { accept: "text/csv, application/json" });
    expect(new Uint8Array(await csv.arrayBuffer()).slice(0, 4)).toEqual(new Uint8Array([0xef, 0xbb, 0xbf, 0x66]));
    const json = await running.get("v1/history?site=krakow", { accept: "application/json, text/csv" });
    expect(json.headers.get("content-type")).toContain("json");
    expect(json.headers.get("vary")).toBe("accept");
  });
});

describe("what cannot be answered", () => {
  test.each([
    ["", 400, "missing_site", "gdansk"],
    ["site=nope", 404, "unknown_site", "krakow"],
    ["site=krakow&interval=2h", 400, "bad_parameter", "15m"],
    ["site=krakow&interval=", 400, "bad_parameter", "once"],
    ["site=krakow&site=gdansk", 400, "bad_parameter", "once"],
    ["site=krakow&from=someday", 400, "bad_parameter", "yesterday"],
    ["site=krakow&from=today&to=2026-11-01", 400, "bad_parameter", "after from"],
    ["site=krakow&kpis=offered,speed", 404, "unknown_kpi", "/v1/kpis"],
    ["site=krakow&queue=nope", 404, "unknown_queue", "No queue of it is configured"],
    ["site=krakow&queue=nope&channel=call", 404, "unknown_queue", "No queue of it is configured"],
    ["site=krakow&queue=sales&channel=email", 404, "unknown_queue", "No queue of it is configured"],
    ["site=krakow&queue=sales&queue=nope", 404, "unknown_queue", "No queue of it is configured"],
    ["site=krakow&team=nope", 404, "unknown_team", "north, south, west"],
    ["site=krakow&agent=nope", 404, "unknown_agent", "a7"],
    ["site=krakow&agent=SIP/7", 404, "unknown_agent", "Use one of: a7."],
    ["site=krakow&agent=*&queue=nope", 404, "unknown_queue", "No queue of it is configured"],
    ["site=krakow&survey=nope", 404, "unknown_survey", "No survey of it"],
    ["site=krakow&team=north&agent=a42", 400, "bad_parameter", "by itself"],
    ["site=krakow&agent=a42&channel=call", 400, "bad_parameter", "channel"],
    ["site=krakow&queue=sales&channel=fax", 400, "bad_parameter", "email"],
    ["site=krakow&department=cellar", 404, "unknown_department", "service"],
    ["region=moon", 404, "unknown_region", "pl"],
    ["region=pl&queue=sales", 400, "bad_parameter", "site"],
    ["region=pl&site=krakow", 400, "bad_parameter", "region"],
    ["site=krakow&quue=sales", 400, "unknown_parameter", "queue"],
    ["site=krakow&from=2020-01-01", 400, "too_many_rows", "shorter"],
  ])("%s: %d %s, and what to do", async (query, status, code, fix) => {
    for (const path of ["v1/history", "v1/history.csv"]) {
      const answer = await running.get(`${path}?${query}`);
      expect(answer.status).toBe(status);
      expect(await answer.json()).toMatchObject({ code, fix: expect.stringContaining(fix) });
    }
  });

  test("more rows than an answer has is said before anything is sent, also where only reading tells how many there are", async () => {
    const app = fastify();
    app.addHook("onRequest", async (request) => {
      request.identity = ADMIN;
    });
    addHistoryRoutes(app, {
      sights: ALL_SIGHTS,
      names: new KnownNames({
        known: { row: () => null, rows: () => [] },
        history: running.embedded.history,
        countedAgents: async () => new Set(),
        clock: () => NOW,
        logger: silentLogger,
      }),
      history: running.embedded.history,
      sites: () => [...config().sites.values()],
      liveDays: () => null,
      clock: () => NOW,
      turns: createTurns(),
      maxRows: 100,
      logger: silentLogger,
    });
    const cells = Array.from({ length: 15 }, (_, agent) => agentCell(`agent-${agent}`));
    const told = Array.from({ length: 8 }, (_, step) =>
      cells.map((cell) => sampleInterval({ site: "busy", cell, from: TODAY + step * QUARTER })),
    );
    await running.embedded.history.put(told.flat(), NOW);
    const get = async (query: string) => {
      const answer = await app.inject(`/v1/history?site=busy&kpis=handled&${query}`);
      return { status: answer.statusCode, ...(answer.json() as { code?: string; rows?: unknown[] }) };
    };
    expect(await get("agent=*")).toMatchObject({ status: 400, code: "too_many_rows" });
    expect(await get("agent=agent-1&from=2026-11-19")).toMatchObject({ status: 400, code: "too_many_rows" });
    expect((await get("agent=*&interval=30m")).rows).toHaveLength(60);
    expect((await get("agent=agent-1")).rows).toHaveLength(8);
    await app.close();
  });

  test("where no history is kept, and where it cannot be reached, that is said", async () => {
    const without = await runGateway({ config, history: null });
    const lost = await runGateway({
      config,
      history: {
        ...running.embedded.history,
        count: () => Promise.reject(new Error("gone")),
        kept: () => Promise.reject(new Error("gone")),
        restatements: () => Promise.reject(new Error("gone")),
        read: () => running.embedded.history.read({ site: "", length: "day", of: { cells: [] }, from: 0, to: 0 }),
      },
    });
    for (const path of ["v1/history?site=krakow", "v1/history.csv?site=krakow", "v1/restatements?site=krakow"]) {
      const [none, silent] = [await without.get(path), await lost.get(path)];
      expect([none.status, await none.json()]).toMatchObject([501, { code: "history_not_kept" }]);
      expect([silent.status, await silent.json()]).toMatchObject([503, { code: "history_unavailable" }]);
    }
    await without.stop();
    await lost.stop();
  });
});

test("what was restated is told newest first, of what and when, as many as are asked for", async () => {
  const { history } = running.embedded;
  const cell = queueCell("sales", "call");
  const from = TODAY + 20 * QUARTER;
  const told = (restated: number, answered: number) =>
    sampleInterval({ site: "gdansk", cell, from, restated, version: { epoch: 1, sequence: restated } }, { answered });
  for (const [times, answered] of [8, 7, 5].entries())
    await history.put([told(times, answered)], NOW - 600_000 + times * 60_000);
  const get = async (query: string) =>
    (await (await running.get(`v1/restatements?site=gdansk&${query}`)).json()) as {
      restatements: object[];
      more: boolean;
    };
  const all = await get("from=today");
  expect(all).toMatchObject({ site: "gdansk", zone: "Europe/Warsaw", more: false });
  expect(all.restatements).toContainEqual({
    at: "2026-11-21T10:59:00+01:00",
    scope: { site: "gdansk", queue: "sales", channel: "call" },
    interval: "15m",
    from: "2026-11-21T05:00:00+01:00",
    kpi: "serviceLevel",
    before: 0.7,
    after: 0.5,
    events: 1,
  });
  const csv = await (await running.get("v1/restatements.csv?site=gdansk&from=today&bom=0")).text();
  expect(csv).toMatch(/^at,site,queue,channel,agent,team,tag,value,interval,from,kpi,before,after,events\r\n/);
  expect(csv.split("\r\n")).toContain(
    "2026-11-21T10:59:00+01:00,gdansk,sales,call,,,,,15m,2026-11-21T05:00:00+01:00,serviceLevel,0.7,0.5,1",
  );
  expect(await get("limit=1")).toMatchObject({ more: true, restatements: [all.restatements[0]] });
  expect((await get("to=yesterday&from=yesterday")).restatements).toEqual([]);
  for (const [query, code] of [
    ["limit=0", "bad_parameter"],
    ["until=now", "unknown_parameter"],
  ] as const)
    expect(await get(query)).toMatchObject({ code });
});
