import type { AccessScope, Role } from "@floorwalker/domain";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningGateway, runGateway } from "../running-gateway.ts";
import { addToken, ask, bearer, SHARED } from "./signed-in.ts";

let running: RunningGateway;
beforeAll(async () => {
  running = await runGateway({ token: SHARED });
  await running.commit(0, ROWS);
});
afterAll(() => running.stop());

function waits(queue: string, contact: string) {
  return { kind: "waiting", site: "a", queue, channel: "call", contact, queuedAt: 5, dueAt: 9, pastThreshold: false };
}

function goalOf(of: string, names: Record<string, string>) {
  const nothing = { queue: null, channel: null, team: null, department: null, agent: null, region: null };
  return { kind: "goal", site: "a", of, ...nothing, ...names, kpi: "csat", value: 1, week: null, month: null };
}

const ROWS = {
  "site:a": { kind: "site", site: "a", name: "A", zone: "UTC", watermark: 5, waiting: 3, "offered.day": 30 },
  "site:b": { kind: "site", site: "b", name: "B", zone: "UTC", watermark: 6, waiting: 9 },
  "queue:a:sales:call": { kind: "queue", site: "a", queue: "sales", waiting: 1 },
  "queue:a:service:call": { kind: "queue", site: "a", queue: "service", waiting: 2 },
  "queue:b:sales:call": { kind: "queue", site: "b", queue: "sales", waiting: 9 },
  "source:a:pbx": { kind: "source", site: "a", source: "pbx" },
  "alert:a:r:sales": { kind: "alert", site: "a", about: "kpi", queue: "sales", state: "firing" },
  "alert:a:r:service": { kind: "alert", site: "a", about: "kpi", queue: "service", state: "firing" },
  "alert:a:w:nina": {
    kind: "alert",
    site: "a",
    about: "agent",
    agent: "nina",
    team: "red",
    queue: null,
    state: "firing",
  },
  "alert:a:c:77": { kind: "alert", site: "a", about: "contact", contact: "c77", queue: "sales", state: "firing" },
  "waiting:a:call:sales:w1": waits("sales", "w1"),
  "waiting:a:call:service:w2": waits("service", "w2"),
  "goal:a:serviceLevel:queue:sales:call": goalOf("queue", { queue: "sales", channel: "call" }),
  "goal:a:serviceLevel:queue:service:call": goalOf("queue", { queue: "service", channel: "call" }),
  "goal:a:serviceLevel:site": goalOf("site", {}),
  "goal:a:csat:team:red": goalOf("team", { team: "red" }),
  "goal:a:csat:agent:nina": goalOf("agent", { agent: "nina" }),
  // Of nothing: nobody is in it, and no queue.
  "goal:b:csat:department:empty": { ...goalOf("department", { department: "empty" }), site: "b" },
  "agent:a:nina": { kind: "agent", site: "a", agent: "nina", team: "red" },
  "agent:a:olaf": { kind: "agent", site: "a", agent: "olaf", team: "blue" },
  "team:a:red": { kind: "team", site: "a", team: "red" },
  "team:a:blue": { kind: "team", site: "a", team: "blue" },
  "agentQueue:a:nina:sales:call": { kind: "agentQueue", site: "a", agent: "nina", queue: "sales" },
  "reason:a:bill": { kind: "reason", site: "a", reason: "bill" },
};

const VIEWS = ["floor", "agents", "agentQueues", "reasons", "teams", "regions", "waiting", "nextToBreach", "goals"];

/** Over REST and over a socket, which must be the same. */
async function given(role: Role, scope: Partial<AccessScope>): Promise<readonly string[]> {
  const { headers } = await addToken(running, role, scope);
  const ids: string[] = [];
  for (const view of VIEWS) {
    const read = (await ask(running, "GET", `v1/views/${view}`, headers)).body as {
      readonly rows: readonly { id: string }[];
    };
    const { rows } = await running.open([], headers).subscribe(view);
    expect(rows).toEqual(read.rows);
    ids.push(...read.rows.map(({ id }) => id));
  }
  return [...new Set(ids)].sort();
}

test("who may see everything is given every row, a viewer none of one person or contact", async () => {
  expect(await given("supervisor", {})).toEqual(Object.keys(ROWS).sort());
  const ofOne = [
    "agent:a:nina",
    "agent:a:olaf",
    "agentQueue:a:nina:sales:call",
    "alert:a:c:77",
    "alert:a:w:nina",
    "goal:a:csat:agent:nina",
    "waiting:a:call:sales:w1",
    "waiting:a:call:service:w2",
  ];
  expect(await given("viewer", {})).toEqual(
    Object.keys(ROWS)
      .filter((id) => !ofOne.includes(id))
      .sort(),
  );
});

test("who may see one queue is given that queue, its alerts and the frame of its site, without the site's sums", async () => {
  const scope = { sites: ["a"], queues: ["sales"], teams: [] };
  expect(await given("viewer", scope)).toEqual([
    "alert:a:r:sales",
    "goal:a:serviceLevel:queue:sales:call",
    "queue:a:sales:call",
    "site:a",
    "source:a:pbx",
  ]);
  const mine = await given("supervisor", scope);
  expect(mine).toEqual(expect.arrayContaining(["alert:a:c:77", "waiting:a:call:sales:w1"]));
  expect(mine).not.toContain("waiting:a:call:service:w2");
  const { headers } = await addToken(running, "manager", scope);
  const { rows } = (await ask(running, "GET", "v1/views/floor", headers)).body as { readonly rows: readonly object[] };
  const site = rows.find((row) => (row as { id: string }).id === "site:a");
  expect(site).toEqual({ id: "site:a", kind: "site", site: "a", name: "A", zone: "UTC", watermark: 5 });
});

test("who may see one team is given its agents and what is about them, and no other's", async () => {
  expect(await given("supervisor", { sites: ["a"], queues: [], teams: ["red"] })).toEqual([
    "agent:a:nina",
    "alert:a:w:nina",
    "goal:a:csat:agent:nina",
    "goal:a:csat:team:red",
    "site:a",
    "source:a:pbx",
    "team:a:red",
  ]);
});

test("what changes later is filtered too: a delta, a heartbeat, and an agent who leaves the team is taken away", async () => {
  const { headers } = await addToken(running, "supervisor", { sites: ["a"], queues: ["sales"], teams: ["red"] });
  const socket = running.open([], headers);
  const agents = await socket.subscribe("agents");
  expect(agents.rows.map(({ id }) => id)).toEqual(["agent:a:nina"]);
  await socket.subscribe("floor");
  await running.commit(0, {
    "queue:a:service:call": { ...ROWS["queue:a:service:call"], waiting: 7 },
    "queue:a:sales:call": { ...ROWS["queue:a:sales:call"], waiting: 8 },
    "site:a": { ...ROWS["site:a"], waiting: 15 },
    "agent:a:nina": { ...ROWS["agent:a:nina"], team: "blue" },
  });
  const [one, other] = [await socket.next("delta"), await socket.next("delta")];
  expect([...one.changes, ...other.changes]).toEqual(
    expect.arrayContaining([
      { id: "queue:a:sales:call", set: { waiting: 8 } },
      { id: "agent:a:nina", remove: true },
    ]),
  );
  expect(one.changes.length + other.changes.length).toBe(2);
  expect((await socket.next("heartbeat")).watermark).toEqual({ a: 5 });
  await running.commit(0, { ...ROWS });
});

test("of what is not seen routes tell nothing, not even that it is there", async () => {
  const { headers } = await addToken(running, "supervisor", { sites: ["a"], queues: ["sales"], teams: [] });
  const get = (path: string) => ask(running, "GET", path, headers);
  for (const path of [
    "v1/views/floor?site=b",
    "v1/goals?site=b",
    "v1/planning?site=b",
    "v1/trends?site=b",
    "v1/reasons?site=b",
    "v1/contacts?site=b",
    "v1/history?site=b",
    "v1/report?site=b",
    "v1/restatements?site=b",
  ]) {
    const { status, body } = await get(path);
    expect({ path, status, body: { ...(body as object), message: "" } }).toMatchObject({
      status: 404,
      body: { code: "unknown_site" },
    });
    expect(String((body as { fix: string }).fix)).not.toMatch(/\bb\b/);
  }
  const beyond = [
    "v1/history?site=a",
    "v1/history.csv?site=a&queue=service",
    "v1/history?site=a&agent=nina",
    "v1/history?site=a&team=red",
    "v1/report?site=a&day=2026-11-01",
    "v1/reasons?site=a",
    "v1/contacts?site=a",
    "v1/contacts.csv?site=a&agent=nina",
    "v1/explain?site=a&kpi=offered&window=day&queue=service",
  ];
  for (const path of beyond)
    expect([path, await get(path)]).toMatchObject([path, { status: 403, body: { code: "beyond_scope" } }]);
  for (const path of [
    "v1/history?site=a&queue=sales",
    "v1/history?site=a&queue=*",
    "v1/goals?site=a",
    "v1/restatements?site=a",
  ])
    expect([path, (await get(path)).status]).toEqual([path, 200]);
});

test("events are taken of the sites that an admin's token is for only, and then all or none", async () => {
  const { headers } = await addToken(running, "admin", { sites: ["a"] });
  const event = (site: string) => ({
    specversion: "1.0",
    id: site,
    source: "/x",
    type: "cc.contact.queued",
    time: new Date().toISOString(),
    site,
    channel: "call",
    contact: "c",
    queue: "sales",
  });
  const post = async (sites: readonly string[]) =>
    (
      await fetch(`${running.gateway.url}v1/events`, {
        method: "POST",
        headers,
        body: JSON.stringify(sites.map(event)),
      })
    ).status;
  expect(await post(["a", "b"])).toBe(403);
  expect((await running.embedded.log.bounds("cc.events.v1")).reduce((sum, { high }) => sum + high, 0)).toBe(0);
  expect(await post(["a"])).toBe(202);
  expect((await ask(running, "POST", "v1/users", headers, {})).status).toBe(403);
});

test("what is sensitive is in the audit, with who and what", async () => {
  const { id, headers } = await addToken(running, "supervisor");
  await ask(running, "GET", "v1/contacts.csv?site=a", headers);
  await ask(running, "GET", "v1/contacts?site=a", headers);
  await ask(running, "POST", "v1/alerts/alert:a:r:sales/acknowledge", headers, {});
  const noted = async (query: string) => {
    const { status, body } = await ask(running, "GET", `v1/audit?${query}`, bearer(SHARED));
    expect(status).toBe(200);
    return (body as { readonly entries: readonly { did: string; to: string }[] }).entries;
  };
  expect((await noted(`by=${id}`)).map(({ did }) => did)).toEqual(["acted_on_alert", "saw_contacts", "exported"]);
  expect(await noted(`by=${id}&did=exported`)).toMatchObject([{ did: "exported", to: "/v1/contacts.csv?site=a" }]);
  expect(await noted("by=nobody")).toEqual([]);
  // Who is told of contacts over a socket, too; whoever is given none has seen none.
  const socket = running.open([], headers);
  await socket.send({ type: "subscribe", view: "nextToBreach", filter: { site: "a" } });
  expect((await socket.next("snapshot")).rows.map(({ kind }) => kind)).toContain("waiting");
  expect((await noted(`by=${id}`))[0]).toMatchObject({
    did: "saw_contacts",
    to: "/v1/live?view=nextToBreach&site=a",
  });
  const viewer = await addToken(running, "viewer");
  await running.open([], viewer.headers).subscribe("waiting");
  expect(await noted(`by=${viewer.id}`)).toEqual([]);
  // The episodes of a rule about contacts name them.
  const manager = await addToken(running, "manager");
  const waiting = { id: "w", contact: "waiting", longerThan: "1m", holdFor: "0s" };
  const late = { id: "l", kpi: "serviceLevel", below: "80%" };
  for (const rule of [late, waiting])
    await ask(running, "POST", "v1/rules/rehearse", manager.headers, { site: "a", rule });
  expect(await noted(`by=${manager.id}`)).toMatchObject([{ did: "saw_contacts", to: "/v1/rules/rehearse" }]);
  const wrong = await ask(running, "GET", "v1/audit?did=stole", bearer(SHARED));
  expect(wrong).toMatchObject({ status: 400, body: { fix: expect.stringContaining("saw_contacts") } });
});
