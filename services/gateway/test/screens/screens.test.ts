/** A television from its code to its end, over HTTP and sockets, at one gateway and at another over the same store. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { addToken, ask, bearer, SHARED } from "../access/signed-in.ts";
import { type RunningGateway, runGateway, type TestSocket, until } from "../running-gateway.ts";

const ALL = { sites: "all", queues: "all", teams: "all" };
let running: RunningGateway;
let now = Date.parse("2026-11-25T14:00:00Z");
beforeAll(async () => {
  running = await runGateway({ token: SHARED, clock: () => now });
});
afterAll(() => running.stop());

interface Begun {
  readonly code: string;
  readonly token: string;
  readonly expiresInSeconds: number;
}
const begin = async () => (await ask(running, "POST", "v1/pairings")).body as Begun;
const approve = (code: string, body: object = {}, headers = bearer(SHARED)) =>
  ask(running, "POST", "v1/pairings/approve", headers, { code, name: "Hall", scope: ALL, ...body });
async function pair(body: object = {}): Promise<{ readonly id: string; readonly token: string }> {
  const { code, token } = await begin();
  const { body: answered, status } = await approve(code, body);
  if (status !== 201) throw new Error(JSON.stringify(answered));
  return { id: (answered as { readonly screen: { readonly id: string } }).screen.id, token };
}
async function openAs(token: string, at = running): Promise<TestSocket> {
  const { body } = await ask(at, "POST", "v1/tickets", bearer(token));
  return at.open(["floorwalker.v1", `floorwalker.ticket.${(body as { readonly ticket: string }).ticket}`]);
}
const listed = async (id: string, headers = bearer(SHARED)) => {
  const { body } = await ask(running, "GET", "v1/screens", headers);
  return (body as { screens: { id: string; state: string; painted: object | null }[] }).screens.find(
    (screen) => screen.id === id,
  );
};
const PAINTED = { type: "painted", build: "test-build", page: 1, of: 2 };

test("a television shows six characters; until they are approved its secret opens nothing, then it does, and the code nothing more", async () => {
  const { code, token, expiresInSeconds } = await begin();
  expect(code).toMatch(/^[2-9BCDFGHJKMNPQRTVWXY]{6}$/);
  expect(expiresInSeconds).toBe(600);
  const claim = async () => (await ask(running, "POST", "v1/pairings/claim", {}, { token })).body;
  expect(await claim()).toEqual({ paired: false });
  expect((await ask(running, "GET", "v1/me", bearer(token))).status).toBe(401);
  const approved = await approve(`${code.slice(0, 3)} ${code.slice(3).toLowerCase()}`);
  expect(approved).toMatchObject({ status: 201, body: { screen: { name: "Hall", profile: "pseudonyms" } } });
  expect(JSON.stringify(approved.body)).not.toMatch(/hash|fws_/);
  expect(await claim()).toEqual({ paired: true });
  expect((await ask(running, "GET", "v1/me", bearer(token))).body).toMatchObject({ kind: "screen", role: "viewer" });
  expect(await approve(code)).toMatchObject({ status: 404, body: { code: "unknown_pairing" } });
  const claimed = await ask(running, "POST", "v1/pairings/claim", {}, { token: `${token.slice(0, -1)}_` });
  expect(claimed.body).toEqual({ paired: false });
});

test("a code is good for ten minutes, and for one of two who approve it at once", async () => {
  const late = await begin();
  now += 600_000;
  expect((await approve(late.code)).status).toBe(404);
  const { code } = await begin();
  const both = await Promise.all([approve(code), approve(code)]);
  expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 404]));
});

test("codes cannot be guessed: after five wrong ones nobody is heard of whoever typed them, the right one neither", async () => {
  const { headers } = await addToken(running, "manager");
  const { code } = await begin();
  for (let tries = 0; tries < 5; tries++) expect((await approve("222222", {}, headers)).status).toBe(404);
  expect(await approve(code, {}, headers)).toMatchObject({ status: 429, body: { code: "pairing_locked" } });
  expect((await approve(code)).status).toBe(201);
  const { body } = await ask(running, "GET", "v1/audit?did=pairing_refused", bearer(SHARED));
  expect((body as { entries: readonly object[] }).entries.length).toBeGreaterThanOrEqual(5);
});

test("who may not look after screens approves none, and nobody gives one more than he may see or is told", async () => {
  const { code } = await begin();
  expect((await approve(code, {}, (await addToken(running, "supervisor")).headers)).status).toBe(403);
  const part = (await addToken(running, "manager", { sites: ["krakow"] })).headers;
  expect(await approve(code, {}, part)).toMatchObject({ status: 403, body: { code: "beyond_scope" } });
  const made = await ask(running, "POST", "v1/tokens", bearer(SHARED), {
    name: "in groups",
    role: "manager",
    scope: ALL,
    profile: "works-council",
    days: null,
  });
  const grouped = bearer((made.body as { readonly text: string }).text);
  expect(await approve(code, {}, grouped)).toMatchObject({ status: 403, body: { code: "beyond_profile" } });
  expect((await approve(code, { profile: "nobodys" }, grouped)).status).toBe(400);
  const own = await approve(code, { scope: { ...ALL, sites: ["krakow"] } }, part);
  expect(own.status).toBe(201);
  const { id } = (own.body as { readonly screen: { readonly id: string } }).screen;
  const others = await pair();
  expect((await listed(id, part))?.state).toBe("painting");
  expect(await listed(others.id, part)).toBeUndefined();
  expect((await ask(running, "DELETE", `v1/screens/${others.id}`, part)).status).toBe(404);
});

test("who looks after screens is told of his own live: what each is called and has painted, and that it fell silent", async () => {
  const [mine, others] = [await pair({ scope: { ...ALL, sites: ["krakow"] } }), await pair()];
  const manager = (await addToken(running, "manager", { sites: ["krakow"] })).headers;
  const told = async (headers: Record<string, string>) => {
    const socket = running.open([], headers);
    await socket.send({ type: "subscribe", view: "screens" });
    return { socket, rows: (await socket.next("snapshot")).rows };
  };
  await until(async () => (await told(bearer(SHARED))).rows.some(({ screen }) => screen === others.id), "it is a row");
  const { socket, rows } = await told(manager);
  const own = rows.find(({ screen }) => screen === mine.id);
  expect(own).toMatchObject({
    id: `screen:${mine.id}`,
    kind: "screen",
    name: "Hall",
    state: "painting",
    paintedAt: null,
  });
  expect(rows.map(({ screen }) => screen)).not.toContain(others.id);
  expect((await told((await addToken(running, "supervisor")).headers)).rows).toEqual([]);
  const painting = await openAs(mine.token);
  await painting.send(PAINTED);
  const change = { id: `screen:${mine.id}`, set: { paintedAt: now, build: "test-build", page: 1, of: 2 } };
  expect((await socket.next("delta")).changes).toEqual([change]);
  now += 91_000;
  const silent = (await socket.next("delta")).changes;
  expect(silent).toContainEqual({ id: `screen:${mine.id}`, set: { state: "silent" } });
  expect(JSON.stringify(silent)).not.toContain(others.id);
  // No site is called after a screen.
  expect((await ask(running, "GET", `v1/views/floor?site=${mine.id}`, bearer(SHARED))).status).toBe(404);
});

test("a screen is read only and reaches what a wall needs: every other route is closed to it", async () => {
  const { token } = await pair();
  const open: string[] = [];
  for (const { method, url, needs } of running.gateway.routes) {
    if (needs === "open" || method === "HEAD" || url === "/v1/live") continue;
    const path = url.slice(1).replace(":view", "floor").replace(/:\w+/g, "none");
    const { status } = await ask(running, method, path, bearer(token), method === "GET" ? undefined : {});
    if (status !== 403) open.push(`${method} ${url}`);
  }
  expect(open.sort()).toEqual([
    "GET /v1/boards/:id",
    "GET /v1/kpis",
    "GET /v1/me",
    "GET /v1/planning",
    "GET /v1/trends",
    "POST /v1/tickets",
  ]);
});

test("what a screen paints is told to who looks after it, and what he tells it goes back, at another gateway too", async () => {
  const other = await runGateway({ token: SHARED, accounts: running.embedded.accounts, clock: () => now });
  try {
    const { id, token } = await pair({ name: "Hall A" });
    await until(async () => (await ask(other, "GET", "v1/me", bearer(token))).status === 200, "it is known there");
    const socket = await openAs(token, other);
    await socket.subscribe("floor");
    await socket.send(PAINTED);
    expect(await socket.next("screen")).toMatchObject({ name: "Hall A", reloadAt: null, identifyAt: null });
    await until(async () => (await listed(id))?.painted !== null, "it was seen");
    expect(await listed(id)).toMatchObject({ state: "painting", painted: { build: "test-build", page: 1, of: 2 } });
    await ask(running, "POST", `v1/screens/${id}/identify`, bearer(SHARED));
    await ask(running, "POST", `v1/screens/${id}/reload`, bearer(SHARED));
    await ask(running, "PATCH", `v1/screens/${id}`, bearer(SHARED), { name: "Hall B" });
    let told = await socket.next("screen");
    while (told.name !== "Hall B") told = await socket.next("screen");
    expect(told).toMatchObject({ reloadAt: now, identifyAt: now });
    await ask(running, "PATCH", `v1/screens/${id}`, bearer(SHARED), { profile: "works-council" });
    expect(await socket.closed).toBe(4003);

    const again = await openAs(token, other);
    await again.subscribe("floor");
    const revokedAt = performance.now();
    await ask(running, "DELETE", `v1/screens/${id}`, bearer(SHARED));
    expect(await again.closed).toBe(4501);
    expect(performance.now() - revokedAt).toBeLessThan(5_000);
    expect((await ask(other, "POST", "v1/tickets", bearer(token))).status).toBe(401);
    expect(await listed(id)).toMatchObject({ state: "revoked" });
  } finally {
    await other.stop();
  }
});

test("each privacy profile says what it tells and who has it", async () => {
  const { id } = await pair({ name: "Canteen", profile: "works-council" });
  const { body } = await ask(running, "GET", "v1/privacy", bearer(SHARED));
  const { profiles } = body as { readonly profiles: readonly { readonly id: string }[] };
  expect(profiles.find((profile) => profile.id === "works-council")).toMatchObject({
    preset: true,
    agents: "groups",
    stable: null,
    atLeast: 5,
    roles: [],
    screens: [{ id, name: "Canteen" }],
    tokens: [{ name: "in groups" }],
  });
  expect(profiles.find((profile) => profile.id === "names")).toMatchObject({
    roles: ["viewer", "supervisor", "manager", "admin"],
  });
});

test("a screen that paints no more is dead after a minute and a half, in the list and in the metrics", async () => {
  for (const { id } of (
    (await ask(running, "GET", "v1/screens", bearer(SHARED))).body as { screens: readonly { id: string }[] }
  ).screens)
    await ask(running, "DELETE", `v1/screens/${id}`, bearer(SHARED));
  const { id, token } = await pair();
  const socket = await openAs(token);
  await socket.send(PAINTED);
  await socket.next("screen");
  now += 90_000;
  expect(await listed(id)).toMatchObject({ state: "painting" });
  now += 1;
  expect(await listed(id)).toMatchObject({ state: "silent" });
  expect(await running.metrics.text()).toMatch(/gateway_screens 1\n[\s\S]*gateway_screens_silent 1\n/);
  await socket.send(PAINTED);
  await until(async () => (await listed(id))?.state === "painting", "it paints again");
  expect(await running.metrics.text()).toContain("gateway_screens_silent 0");
});

test("televisions that ask for ever more codes are told to wait", async () => {
  let refused = await ask(running, "POST", "v1/pairings");
  for (let asked = 0; asked < 60 && refused.status === 201; asked++)
    refused = await ask(running, "POST", "v1/pairings");
  expect(refused).toMatchObject({ status: 429, body: { code: "too_many_pairings", temporary: true } });
});
