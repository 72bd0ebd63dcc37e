/**
 * Whatever is asked, of whatever route, in whatever form, by whoever has a privacy profile without names: no answer and no frame holds the
 * name, a part of it, the id or an alias of an agent, or what decodes to one. Routes are taken from the gateway's own table, so a new one is
 * asked too. What is asked by an id of an agent is answered as what is asked by the id of nobody.
 */
import {
  accountText,
  agentCell,
  PRIVACY_PRESETS,
  type Privacy,
  type PrivacyProfile,
  queueCell,
  type Role,
  SITE_CELL,
} from "@floorwalker/domain";
import { partitionOfSite } from "@floorwalker/events";
import { sampleInterval } from "@floorwalker/ports/contract";
import { VIEWS } from "@floorwalker/protocol";
import { createLogger, emptyConfiguration } from "@floorwalker/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PARTITIONS, type RunningGateway, runGateway, until } from "../running-gateway.ts";
import { StoredFloor } from "../stored-floor.ts";
import { namedIn } from "./named-in.ts";
import { dayOf, FLOOR, intervals, PEOPLE, SITE, STRANGER, T0, told } from "./private-floor.ts";
import { addScreen, ask, bearer, SHARED } from "./signed-in.ts";

const NOW = T0 + 1_800_000;
const DAY = 86_400_000;

const profile = (id: string, changes: Partial<PrivacyProfile>): PrivacyProfile => ({
  ...PRIVACY_PRESETS.find((preset) => preset.id === "pseudonyms")!,
  ...changes,
  id,
});
const HIDING = [
  ...PRIVACY_PRESETS.filter(({ agents }) => agents !== "names"),
  profile("talkative", { lasting: true, pauseReasons: true, satisfaction: true }),
  profile("threes", { agents: "groups", atLeast: 3, pauseReasons: true, satisfaction: true }),
];
const PRIVACY: Privacy & { readonly key: null } = {
  profiles: new Map([...PRIVACY_PRESETS, ...HIDING].map((each) => [each.id, each])),
  roles: { ...emptyConfiguration().privacy.roles },
  key: null,
};

let now = NOW;
const lines: string[] = [];
let running: RunningGateway;
let floor: StoredFloor;
/** What a screen of each profile shows. */
const screens = new Map<string, Headers>();
beforeAll(async () => {
  running = await runGateway({
    token: SHARED,
    logger: createLogger({
      service: "gateway",
      level: "debug",
      to: { write: (line: string) => void lines.push(line) },
    }),
    clock: () => now,
    config: () => ({ ...emptyConfiguration(), sites: new Map([[SITE, FLOOR]]), privacy: PRIVACY }),
  });
  floor = new StoredFloor(running.embedded.store, FLOOR);
  await floor.commit(dayOf(T0 - DAY), T0 - DAY + 1_200_000);
  await floor.commit(dayOf(T0), NOW);
  for (const id of [...HIDING.map((each) => each.id), "names"])
    screens.set(id, (await addScreen(running, { profile: id })).headers);
  for (const restated of [0, 1]) await running.embedded.history.put(intervals(restated), NOW);
  await running.embedded.accounts.note({
    id: "0001-a",
    at: NOW,
    by: null,
    did: "exported",
    to: `/v1/contacts.csv?site=${SITE}&agent=${PEOPLE[0]!.agent}`,
  });
  await until(async () => (await get("v1/views/agents", bearer(SHARED))).includes(PEOPLE[0]!.agent), "the rows");
  await until(async () => (await get("v1/views/restatements", bearer(SHARED))).includes(PEOPLE[1]!.agent), "restated");
});
afterAll(() => running.stop());

type Headers = Readonly<Record<string, string>>;

const get = async (path: string, headers: Headers): Promise<string> =>
  (await fetch(running.gateway.url + path, { headers })).text();

async function tokenOf(role: Role, name: string): Promise<{ readonly authorization: string }> {
  const scope = { sites: "all", queues: "all", teams: "all" };
  const made = await ask(running, "POST", "v1/tokens", bearer(SHARED), {
    name,
    role,
    scope,
    profile: name,
    days: null,
  });
  return bearer((made.body as { readonly text: string }).text);
}

/** Spans and cuts: each route is asked for every one of either. */
const SPANS = ["window=day", "from=2026-11-24", "interval=day&from=2026-11-20"];
const CUTS = ["queue=sales", "queue=small", "team=north", "department=service", "agent=*", "queue=*&agent=*"];
const FORMS: readonly Headers[] = [{}, { accept: "text/csv" }];
const MORE: Readonly<Record<string, readonly string[]>> = {
  "/v1/explain": ["kpi=answered", "kpi=csat"],
  "/v1/contacts": ["limit=2", "outcome=lowScore"],
  "/v1/report": ["format=text", "format=html", "format=json"],
  "/v1/alerts": ["state=firing&limit=1"],
};

/** What a route does not know it says: that must give nothing away either. */
function asked(url: string, agents: readonly string[]): string[] {
  const ofAgents = agents.map((agent) => `agent=${agent}`);
  const cut = [...CUTS, ...ofAgents].flatMap((each) => [each, `${each}&${SPANS[0]}`]);
  const spanned = ["", ...ofAgents, "agent=*"].flatMap((each) => SPANS.map((span) => `${each}&${span}`));
  const questions = new Set(["", ...ofAgents, ...cut, ...spanned]);
  const ofSite = [...questions].flatMap((each) => (MORE[url] ?? [""]).map((more) => `site=${SITE}&${each}&${more}`));
  return ["", "region=coast", ...ofSite].map((query) => query.replace(/&+/g, "&").replace(/&$/, ""));
}

/** As a client would, so far as there is a value for each part of the path. */
const pathsOf = (url: string): string[] =>
  url.includes(":view") ? VIEWS.map((view) => url.replace(":view", view)) : [url.replace(/:\w+/g, "none")];

const readable = () =>
  running.gateway.routes.filter(({ method, needs, url }) => method === "GET" && needs !== "open" && url !== "/v1/live");

interface Heard {
  readonly path: string;
  readonly status: number;
  readonly text: string;
}

async function everything(headers: Headers, agents: readonly string[]): Promise<Heard[]> {
  const heard: Heard[] = [];
  for (const { url } of readable())
    for (const path of pathsOf(url))
      for (const form of url.includes("history") || url.includes("contacts") ? FORMS : [{}])
        for (const query of asked(url, agents)) {
          const answer = await running.get(`${path.slice(1)}?${query}`, { ...headers, ...form });
          const kept = [...answer.headers].filter(([name]) => name !== "date").join("\n");
          heard.push({ path: `${path}?${query}`, status: answer.status, text: `${kept}\n${await answer.text()}` });
        }
  return heard;
}

test("who is told names hears of agents at all these routes: what is asked here does tell of them", async () => {
  const naming = new Set<string>();
  for (const { path, status, text } of await everything(await tokenOf("admin", "names"), [PEOPLE[0]!.agent]))
    if (status === 200 && namedIn(text) !== null) naming.add(path.slice(0, path.indexOf("?")));
  expect([...naming].sort()).toEqual([
    "/v1/alerts",
    "/v1/audit",
    "/v1/contacts",
    "/v1/contacts.csv",
    "/v1/explain",
    "/v1/goals",
    "/v1/history",
    "/v1/history.csv",
    "/v1/planning",
    "/v1/report",
    "/v1/restatements",
    "/v1/restatements.csv",
    "/v1/views/agentQueues",
    "/v1/views/agents",
    "/v1/views/alerts",
    "/v1/views/floor",
    "/v1/views/goals",
    "/v1/views/regions",
    "/v1/views/restatements",
    "/v1/views/teams",
  ]);
}, 240_000);

describe.each(HIDING.map(({ id }) => id))("the profile %s", (id) => {
  test("names no agent in any answer, also to who may see everything", async () => {
    const headers = await tokenOf("admin", id);
    const { rows } = JSON.parse(await get("v1/views/agents", headers)) as {
      rows: readonly { readonly agent: string }[];
    };
    const isInGroups = HIDING.some((each) => each.id === id && each.agents === "groups");
    expect(rows).toHaveLength(isInGroups ? 0 : PEOPLE.length + 1);
    const pseudonym = rows[0]?.agent ?? "BCDF-GHJKLMNPQRST";
    const told: string[] = [];
    let answered = 0;
    for (const { path, status, text } of await everything(headers, [pseudonym])) {
      const name = namedIn(text);
      if (name !== null) told.push(`${path} ${status}: ${name} in ${text.slice(0, 200)}`);
      if (status === 200 && path.includes(pseudonym) && text.includes(pseudonym)) answered++;
    }
    expect(told.slice(0, 5)).toEqual([]);
    if (!isInGroups) expect(answered).toBeGreaterThan(5);
  }, 240_000);

  test("answers the id of an agent as the id of nobody", async () => {
    const headers = await tokenOf("admin", id);
    const differing: string[] = [];
    const { agent, name, alias } = PEOPLE[2]!;
    for (const { url } of readable())
      for (const path of pathsOf(url))
        for (const span of ["", ...SPANS])
          for (const more of MORE[url]?.slice(0, 1) ?? [""]) {
            const answerTo = async (called: string): Promise<string> => {
              const query = [`site=${SITE}`, `agent=${encodeURIComponent(called)}`, span, more]
                .filter(Boolean)
                .join("&");
              return (await get(`${path.slice(1)}?${query}`, headers))
                .replaceAll(called, "?")
                .replace(/"id":"[\da-f-]+"/g, "");
            };
            const nobody = await answerTo("nobodyatall");
            for (const called of [agent, name, alias, STRANGER])
              if (path !== "/v1/audit" && path !== "/metrics" && (await answerTo(called)) !== nobody)
                differing.push(`${path} ${span} ${called}`);
          }
    expect(differing).toEqual([]);
  }, 240_000);

  test("refuses and answers what is changed without naming anybody", async () => {
    const headers = await tokenOf("admin", id);
    const alerts = JSON.parse(await get("v1/alerts", headers)) as { alerts: readonly { readonly alert: string }[] };
    for (const { method, url } of running.gateway.routes) {
      if (method === "GET" || method === "HEAD") continue;
      for (const alert of [...alerts.alerts.map((each) => each.alert), PEOPLE[0]!.agent])
        for (const body of [{}, { text: `${PEOPLE[0]!.name} is ill` }, { agent: "nobody" }]) {
          const path = url.replace(":alert", alert).replace(/:\w+/g, "none").slice(1);
          const answer = await ask(running, method, path, headers, body);
          expect([path, namedIn(JSON.stringify(answer.body))]).toEqual([path, null]);
        }
    }
  }, 120_000);
});

/** What somebody would ask or do there; a route that is in neither has to say what it tells. */
const rehearsed = (rule: object) => ({ site: SITE, days: 2, rule: { id: "tried", severity: "warning", ...rule } });
const ASKED_OF: Readonly<Record<string, readonly object[]>> = {
  "/v1/rules/rehearse": [
    rehearsed({ contact: "lowScore" }),
    rehearsed({ contact: "escalated", queue: "small" }),
    rehearsed({ agent: "paused", longerThan: "1m", team: "tiny" }),
    rehearsed({ kpi: "waiting", queue: "sales", window: "5m", above: 0, clear: 0 }),
    rehearsed({ kpi: "averageHandleTime", queue: "small", window: "15m", above: 1, clear: 0 }),
  ],
};
const TELLS_OF_NOBODY =
  /^\/v1\/(?:alertmanager|alerts\/:alert\/[\w-]+|boards.*|events|session|tickets|users|users\/:id|tokens|tokens\/:id|me\/password|screens.*|pairings.*)$|^\/take\//;

test.each(HIDING.map(({ id }) => id))(
  "what is posted as %s, a rehearsal among it, is answered without anybody",
  async (id) => {
    const headers = await tokenOf("admin", id);
    const told: unknown[] = [];
    let answered = 0;
    for (const { method, url } of running.gateway.routes) {
      if (method === "GET" || method === "HEAD") continue;
      const bodies = ASKED_OF[url];
      if (bodies === undefined) expect([url, TELLS_OF_NOBODY.test(url)]).toEqual([url, true]);
      for (const body of bodies ?? []) {
        const answer = await ask(running, method, url.slice(1), headers, body);
        const text = JSON.stringify(answer.body);
        if (answer.status === 200) answered++;
        if (namedIn(text) !== null) told.push([url, body, namedIn(text)]);
        const isOfRated = JSON.stringify(body).includes("lowScore");
        const profile = HIDING.find((each) => each.id === id)!;
        if (isOfRated && profile.agents !== "groups")
          expect([id, answer.status]).toEqual([id, profile.satisfaction ? 200 : 403]);
      }
    }
    expect(told).toEqual([]);
    expect(answered).toBeGreaterThan(0);
  },
  120_000,
);

test("history tells groups whole days on which a group was there, and nothing of how time was spent, of parts of a day and of what was restated", async () => {
  const [groups, names] = [await tokenOf("admin", "threes"), await tokenOf("admin", "names")];
  const of = (headers: Headers, path: string) => get(`v1/${path}site=${SITE}&from=2026-11-22`, headers);
  const ofTime = /occupancy|idleShare|idleTime|pausedMoment|scheduledTime/;
  // The day before the others: two of those who serve sales, of three.
  const from = T0 - 58 * 3_600_000;
  const cells = [SITE_CELL, queueCell("sales", "call"), ...PEOPLE.slice(0, 2).map(({ agent }) => agentCell(agent))];
  await running.embedded.history.put(
    cells.map((cell) => sampleInterval({ cell, site: SITE, length: "day", from }, { offered: 4, answered: 3 })),
    NOW,
  );
  const rowOf = (from: number) => new RegExp(`2026-11-${from}T00:00:00\\+01:00.{1,30}?2026-11-${from + 1}T`);
  /** What is told, and what is named as withheld. */
  const parts = (text: string): readonly [string, string] => {
    if (!text.startsWith("{")) return [text.replace(/^.*,{50}$/gm, ""), text];
    const { rows, withheld } = JSON.parse(text) as { readonly rows: unknown; readonly withheld: unknown };
    return [JSON.stringify(rows), JSON.stringify(withheld)];
  };
  for (const path of ["history?interval=day&", "history.csv?interval=day&", "history?interval=day&queue=sales&"]) {
    const [[all], [told, withheld]] = [parts(await of(names, path)), parts(await of(groups, path))];
    expect(all).toMatch(rowOf(22));
    expect(withheld).toMatch(rowOf(22));
    expect(told).toMatch(rowOf(23));
    expect(told).toContain("serviceLevel");
    expect(told).not.toMatch(rowOf(22));
    if (!path.includes("queue")) expect([all, told].map((text) => ofTime.test(text))).toEqual([true, false]);
  }
  const weeks = await Promise.all([names, groups].map((headers) => of(headers, "history?interval=week&queue=sales&")));
  const ofWeek = (text: string) => /2026-11-16T.{1,30}2026-11-23T/.test(text);
  expect(weeks.map((text) => parts(text).map(ofWeek))).toEqual([
    [true, false],
    [false, true],
  ]);
  for (const path of ["history?", "history.csv?interval=1h&", "restatements?", "restatements.csv?"])
    expect(await of(groups, path).then((text) => [path, text.includes("whole_days_only")])).toEqual([path, true]);
  expect(await of(groups, "history?interval=day&kpis=serviceLevel,occupancy&")).toContain("beyond_profile");
  const report = await get(`v1/report?site=${SITE}&day=2026-11-23`, groups);
  expect(report).toContain("whole_days_only");
  // Nothing that is asked there otherwise would be told.
  for (const text of [report, await of(groups, "restatements?")]) expect(text).not.toContain('"parameter"');
});

test("no log line and no metric of the gateway names an agent, whatever was asked before", async () => {
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.filter((line) => namedIn(line) !== null)).toEqual([]);
  expect(namedIn(await running.metrics.text())).toBe(null);
});

test("no frame of any view names an agent: who comes, goes, pauses, has an alert, and a day that begins", async () => {
  // A screen of each profile too, whose role tells it less.
  const programs = await Promise.all(HIDING.map(async ({ id }) => ({ id, headers: await tokenOf("admin", id) })));
  const named = running.open(undefined, screens.get("names"));
  await named.subscribe("floor");
  const sockets = await Promise.all(
    [...programs, ...HIDING.map(({ id }) => ({ id, headers: screens.get(id)! }))].map(async ({ id, headers }) => {
      const socket = running.open(undefined, headers);
      for (const view of VIEWS) await socket.send({ type: "subscribe", view });
      await socket.next("heartbeat");
      return { id, socket, before: [...socket.heard] };
    }),
  );
  const [first, second] = PEOPLE;
  const at = now;
  await floor.commit([told("cc.agent.signedOut", at + 1_000, { agent: first!.agent })], at + 2_000);
  await floor.commit([told("cc.agent.signedIn", at + 3_000, { agent: "latecomerqq808" })], at + 4_000);
  await floor.commit(
    [
      told("cc.agent.stateChanged", at + 5_000, {
        agent: second!.agent,
        data: { state: "paused", reason: first!.name },
      }),
    ],
    at + 120_000,
  );
  now = NOW + DAY;
  await floor.commit(dayOf(T0 + DAY), now);
  // JSON of a row that an owner before wrote: a note of somebody.
  const firstName = first!.name.split(" ")[0]!;
  const notes = JSON.stringify([{ by: "Lead", at: now, text: `${firstName} rang` }]);
  const ofAgent = (await rowsOf("floor", bearer(SHARED))).find(({ about }) => about === "agent")!;
  // A screen is told those of queues alone.
  const ofQueue = {
    kind: "alert",
    site: SITE,
    about: "kpi",
    queue: "sales",
    channel: "call",
    state: "firing",
    notes,
    past: null,
  };
  const labels = JSON.stringify({ [first!.alias]: first!.name, extension: second!.alias });
  const url = `https://x.example/?agent=${encodeURIComponent(first!.name)}`;
  const title = `${first!.name} cannot be reached`;
  const ofTrunk = {
    kind: "alert",
    site: SITE,
    about: "external",
    queue: null,
    channel: null,
    state: "firing",
    notes: null,
    past: null,
  };
  await running.commit(partitionOfSite(SITE, PARTITIONS), {
    [`alert:${SITE}:Trunk:alertmanager:f1`]: { ...ofTrunk, title, description: second!.agent, labels, url },
    [ofAgent.id]: { ...ofAgent, notes },
    [`alert:${SITE}:noted:sales`]: ofQueue,
  });
  for (const { id, socket, before } of sockets) {
    await until(() => JSON.stringify(socket.heard).includes("rang") || isGroups(id), `${id} hears of the note`);
    const text = JSON.stringify([...before, ...socket.heard]);
    expect([id, namedIn(text), /latecomer/.test(text)]).toEqual([id, null, false]);
    expect(text).toContain('"delta"');
  }
  await until(
    () => JSON.stringify(named.heard).includes(`${firstName} rang`),
    "a screen with names is told the note as it is",
  );
});

const isGroups = (id: string): boolean => HIDING.some((each) => each.id === id && each.agents === "groups");

const rowsOf = async (view: string, headers: Headers) =>
  (
    JSON.parse(await get(`v1/views/${view}`, headers)) as {
      rows: readonly { id: string; agent?: string; about?: string }[];
    }
  ).rows;

test("pseudonyms of the day are others on the next, lasting ones the same, and neither is told by the other's order", async () => {
  const [day, ever] = [await tokenOf("admin", "pseudonyms"), await tokenOf("admin", "lasting-pseudonyms")];
  const names = async (headers: Headers) => (await rowsOf("agents", headers)).map(({ agent }) => agent ?? "");
  const before = { day: await names(day), ever: await names(ever) };
  now += DAY;
  expect((await names(day)).filter((name) => before.day.includes(name))).toEqual([]);
  expect(await names(ever)).toEqual(before.ever);
  expect(before.ever).toEqual([...before.ever].sort());
  now -= DAY;
});

test("an alert on how the site's time is spent tells groups what it is now, and nothing of episodes that are over", async () => {
  const nobody = { queue: null, channel: null, owner: null, ownedSince: null, snoozedUntil: null, snoozedBy: null };
  const rule = { default: false, severity: "warning", holdForSeconds: 60, window: "15m", unit: "ratio" };
  const judged = { direction: "above", limit: 0.9, clear: 0.8, value: 0.91, sample: null, minimumSample: 0 };
  const of = { kind: "alert", site: SITE, about: "kpi", kpi: "occupancy", notes: null, undoable: null };
  const facts = { ...of, ...nobody, ...rule, ...judged };
  const past = JSON.stringify([{ since: T0 - DAY, at: T0 - DAY, worst: 0.97_531, owner: null }]);
  const row = (name: string, state: string) => ({
    ...facts,
    rule: name,
    state,
    since: T0,
    at: T0,
    worst: 0.97_531,
    past,
  });
  await running.commit(partitionOfSite(SITE, PARTITIONS), {
    // What another test left of alerts is no whole row.
    [`alert:${SITE}:noted:sales`]: null,
    [`alert:${SITE}:Trunk:alertmanager:f1`]: null,
    [`alert:${SITE}:busy:site`]: row("busy", "firing"),
    [`alert:${SITE}:busy-before:site`]: row("busy-before", "resolved"),
  });
  // Of a queue's numbers alike.
  const ofSales = { kpi: "averageHandleTime", queue: "sales", channel: "call" };
  await running.commit(partitionOfSite(SITE, PARTITIONS), {
    [`alert:${SITE}:slow:sales`]: { ...row("slow", "firing"), ...ofSales },
    [`alert:${SITE}:slow-before:sales`]: { ...row("slow-before", "resolved"), ...ofSales },
  });
  const [groups, names] = [await tokenOf("admin", "threes"), await tokenOf("admin", "names")];
  for (const path of ["v1/alerts", "v1/views/alerts"]) {
    await until(async () => (await get(path, names)).includes("busy-before"), "the alerts");
    expect((await get(path, names)).match(/97531/g)).toHaveLength(8);
    const told = await get(path, groups);
    expect([told.includes("busy"), told.includes("busy-before"), told.includes("97531")]).toEqual([true, false, false]);
    expect(told).not.toContain("slow-before");
  }
});

test("trends tell groups no point: one less another may be the work of who was alone then", async () => {
  const [groups, names] = [await tokenOf("admin", "threes"), await tokenOf("admin", "names")];
  for (const window of ["15m", "day"]) {
    const [told, all] = await Promise.all(
      [groups, names].map(async (headers) => {
        const { queues } = JSON.parse(await get(`v1/trends?site=${SITE}&window=${window}`, headers)) as {
          readonly queues: readonly { readonly points: readonly unknown[] }[];
        };
        return queues.reduce((sum, { points }) => sum + points.length, 0);
      }),
    );
    expect([told, (all ?? 0) > 0]).toEqual([0, true]);
  }
});

test("an account keeps the name of its profile", () => {
  const token = { kind: "token", id: "a", name: "a", role: "admin", profile: "pseudonyms" };
  expect(JSON.parse(accountText(token as unknown as Parameters<typeof accountText>[0]))).toMatchObject({
    profile: "pseudonyms",
  });
});
