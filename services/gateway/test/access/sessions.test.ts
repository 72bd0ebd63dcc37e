import { openEmbedded } from "@floorwalker/embedded";
import { afterEach, beforeEach, expect, test } from "vitest";
import { GatewayError } from "../../src/index.ts";
import { type RunningGateway, runGateway, until } from "../running-gateway.ts";
import { addToken, addUser, ask, bearer, PASSWORD, SHARED, signIn } from "./signed-in.ts";

let running: RunningGateway;
let now: number;
beforeEach(async () => {
  now = Date.now();
  running = await runGateway({ token: SHARED, clock: () => now });
});
afterEach(() => running.stop());

test("who signs in is known by a cookie that no script reads and no other site sends, until he signs out", async () => {
  await addUser(running, "anna", "supervisor", { queues: ["sales"] });
  const signedIn = await ask(running, "POST", "v1/session", {}, { user: " Anna ", password: PASSWORD });
  expect(signedIn.cookie).toMatch(/^floorwalker_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/);
  const cookie = { cookie: signedIn.cookie!.split(";")[0]! };
  expect((await ask(running, "GET", "v1/me", cookie)).body).toMatchObject({
    kind: "user",
    id: "anna",
    role: "supervisor",
    scope: { queues: ["sales"] },
  });
  const out = await ask(running, "DELETE", "v1/session", cookie);
  expect(out).toMatchObject({ status: 204, cookie: expect.stringContaining("Max-Age=0") });
  expect((await ask(running, "GET", "v1/me", cookie)).status).toBe(401);
});

test("a page that came by TLS gets a cookie that goes by TLS only", async () => {
  await addUser(running, "anna", "viewer");
  await running.stop();
  running = await runGateway({ token: SHARED, origins: ["https://board.example.com"] });
  await addUser(running, "anna", "viewer");
  const origin = "https://board.example.com";
  const { cookie } = await ask(running, "POST", "v1/session", { origin }, { user: "anna", password: PASSWORD });
  expect(cookie).toMatch(/; Secure$/);
  // What a gateway of before had given ends: signed out of the one, nobody is in again by the other.
  expect(cookie).toMatch(/^__Host-floorwalker_session=[\w-]{43};.*, floorwalker_session=; .*Max-Age=0/);
});

test("who signs out is out by each cookie that he shows: a gateway of before had given one of another name", async () => {
  await addUser(running, "anna", "viewer");
  const [old, other] = [await signIn(running, "anna"), await signIn(running, "anna")];
  const both = { cookie: `__Host-${other.cookie}; ${old.cookie}` };
  expect((await ask(running, "DELETE", "v1/session", both)).status).toBe(204);
  for (const cookie of [both, old, other]) expect((await ask(running, "GET", "v1/me", cookie)).status).toBe(401);
});

test("a wrong password, an unknown and a disabled user are refused alike", async () => {
  await addUser(running, "anna", "viewer");
  await addUser(running, "bert", "viewer");
  await ask(running, "PATCH", "v1/users/bert", bearer(SHARED), { disabled: true });
  const answers = await Promise.all(
    [
      { user: "anna", password: "wrong" },
      { user: "nobody", password: PASSWORD },
      { user: "bert", password: PASSWORD },
    ].map((body) => ask(running, "POST", "v1/session", {}, body)),
  );
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]).toMatchObject({ status: 401, body: { code: "sign_in_refused" }, cookie: null });
});

test("after five failures a name is locked for a while, also for the right password; another name is not", async () => {
  await addUser(running, "anna", "viewer");
  await addUser(running, "bert", "viewer");
  for (let tries = 0; tries < 5; tries++)
    expect((await ask(running, "POST", "v1/session", {}, { user: "anna", password: "wrong" })).status).toBe(401);
  const locked = await ask(running, "POST", "v1/session", {}, { user: "anna", password: PASSWORD });
  expect(locked).toMatchObject({ status: 429, body: { code: "sign_in_locked" }, cookie: null });
  await signIn(running, "bert");
});

test("a session ends after twelve hours, and a token when it expires", async () => {
  await addUser(running, "anna", "viewer");
  const cookie = await signIn(running, "anna");
  const token = await addToken(running, "viewer", {}, 1);
  now += 12 * 3_600_000 - 1;
  expect((await ask(running, "GET", "v1/me", cookie)).status).toBe(200);
  now += 1;
  expect((await ask(running, "GET", "v1/me", cookie)).status).toBe(401);
  expect((await ask(running, "GET", "v1/me", token.headers)).status).toBe(200);
  now += 12 * 3_600_000;
  expect((await ask(running, "GET", "v1/me", token.headers)).status).toBe(401);
});

test("what a cookie would change is taken from the page's own host only, and so is a socket", async () => {
  await addUser(running, "anna", "admin");
  const cookie = await signIn(running, "anna");
  const foreign = { ...cookie, origin: "http://localhost:9999" };
  for (const headers of [foreign, { ...cookie, origin: "null" }, { ...cookie, origin: "http://evil.example" }])
    expect(await ask(running, "POST", "v1/tickets", headers)).toMatchObject({ status: 403 });
  expect((await fetch(`${running.gateway.url}v1/tickets`, { method: "POST", headers: cookie })).status).toBe(403);
  expect((await ask(running, "POST", "v1/tickets", cookie)).status).toBe(201);
  expect(await running.open([], foreign).closed).toBe(1006);
  expect(await running.open([], cookie).closed).toBe(1006);
  await running.open([], { ...cookie, origin: new URL(running.gateway.url).origin }).subscribe("floor");
});

test("a ticket opens one socket, once, within half a minute", async () => {
  const { headers } = await addToken(running, "viewer");
  const ticket = async () =>
    ((await ask(running, "POST", "v1/tickets", headers)).body as { readonly ticket: string }).ticket;
  const shown = `floorwalker.ticket.${await ticket()}`;
  await running.open(["floorwalker.v1", shown]).subscribe("floor");
  expect(await running.open(["floorwalker.v1", shown]).closed).toBe(4501);
  const late = `floorwalker.ticket.${await ticket()}`;
  now += 30_000;
  expect(await running.open(["floorwalker.v1", late]).closed).toBe(4501);
  expect(
    (await ask(running, "GET", "v1/me", { "sec-websocket-protocol": `floorwalker.ticket.${await ticket()}` })).status,
  ).toBe(401);
});

test("an API token tells when it was used last, and ends when it is revoked", async () => {
  const { id, headers } = await addToken(running, "viewer");
  expect((await ask(running, "GET", "v1/me", headers)).body).toMatchObject({ kind: "token", id, role: "viewer" });
  const used = async () => {
    const { body } = await ask(running, "GET", "v1/tokens", bearer(SHARED));
    return (body as { readonly tokens: readonly { readonly usedAt: string | null }[] }).tokens[0]!.usedAt;
  };
  await until(async () => (await used()) === new Date(now).toISOString(), "its use is told");
  expect((await ask(running, "DELETE", `v1/tokens/${id}`, bearer(SHARED))).status).toBe(200);
  expect((await ask(running, "GET", "v1/me", headers)).status).toBe(401);
  expect((await ask(running, "GET", "v1/me", bearer(`fw_${id}_${"x".repeat(43)}`))).status).toBe(401);
});

test("no answer holds a hash or a password, but for the one that was just made", async () => {
  await addUser(running, "anna", "viewer");
  await addToken(running, "viewer");
  const made = await ask(running, "POST", "v1/users", bearer(SHARED), {
    id: "bert",
    name: "Bert",
    role: "viewer",
    scope: { sites: "all", queues: "all", teams: "all" },
  });
  const { password } = made.body as { readonly password: string };
  expect(password).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
  await signIn(running, "bert", password);
  for (const path of ["v1/users", "v1/tokens", "v1/audit"]) {
    const { body } = await ask(running, "GET", path, bearer(SHARED));
    const text = JSON.stringify(body);
    expect(text).not.toContain("scrypt");
    expect(text).not.toContain(password);
    expect(text).not.toMatch(/"hash"/);
  }
});

test("what is revoked or disabled at one gateway ends at another over the same store, on open sockets too", async () => {
  const other = await runGateway({ token: SHARED, accounts: running.embedded.accounts });
  try {
    await addUser(running, "anna", "viewer");
    const cookie = await signIn(running, "anna");
    const token = await addToken(running, "viewer");
    const own = { ...cookie, origin: new URL(other.gateway.url).origin };
    const [byCookie, byToken] = [other.open([], own), other.open([], token.headers)];
    await byCookie.subscribe("floor");
    await byToken.subscribe("floor");
    await ask(running, "PATCH", "v1/users/anna", bearer(SHARED), { disabled: true });
    await ask(running, "DELETE", `v1/tokens/${token.id}`, bearer(SHARED));
    const revokedAt = performance.now();
    expect(await byCookie.closed).toBe(4501);
    expect(await byToken.closed).toBe(4501);
    expect(performance.now() - revokedAt).toBeLessThan(30_000);
    expect((await ask(other, "GET", "v1/me", own)).status).toBe(401);
  } finally {
    await other.stop();
  }
});

test("who may something else from now on is cut off and may come again, signed in anew", async () => {
  await addUser(running, "anna", "viewer");
  const { headers, id } = await addToken(running, "viewer");
  const socket = running.open([], headers);
  await socket.subscribe("floor");
  const { accounts } = running.embedded;
  const { account, revision } = (await accounts.find("token", id))!;
  await accounts.put({ ...account, role: "supervisor" } as typeof account, revision);
  expect(await socket.closed).toBe(4003);
  const cookie = await signIn(running, "anna");
  now += 1;
  await ask(running, "PATCH", "v1/users/anna", bearer(SHARED), { password: "another long password" });
  expect((await ask(running, "GET", "v1/me", cookie)).status).toBe(401);
});

test("on loopback no user is made and the gateway is open; with the first user it is not any more", async () => {
  await running.stop();
  const said: string[] = [];
  running = await runGateway({ say: (text) => said.push(text) });
  const socket = running.open();
  await socket.subscribe("floor");
  expect((await ask(running, "GET", "v1/me")).body).toMatchObject({ kind: "loopback", open: true });
  expect((await ask(running, "GET", "v1/users")).body).toEqual({ users: [] });
  await ask(
    running,
    "POST",
    "v1/users",
    {},
    {
      id: "anna",
      name: "Anna",
      role: "admin",
      scope: { sites: "all", queues: "all", teams: "all" },
      password: PASSWORD,
    },
  );
  expect((await ask(running, "GET", "v1/me")).status).toBe(401);
  expect(await socket.closed).toBe(4501);
  await signIn(running, "anna");
  expect(said).toEqual([]);
});

test("where others reach it, the first start makes an admin and says his password once; later starts, and one with a token, do not", async () => {
  await running.stop();
  const embedded = openEmbedded(":memory:");
  const said: string[] = [];
  const start = (token: string | null = null) =>
    runGateway({ host: "0.0.0.0", accounts: embedded.accounts, say: (text) => said.push(text), token });
  running = await start(SHARED);
  await running.stop();
  expect(said).toEqual([]);
  running = await start();
  const password = /password (\S+)/.exec(said.join())![1]!;
  expect((await ask(running, "GET", "v1/me")).status).toBe(401);
  const cookie = await signIn(running, "admin", password);
  expect((await ask(running, "GET", "v1/me", cookie)).body).toMatchObject({ id: "admin", role: "admin" });
  await running.stop();
  running = await start();
  expect(said).toHaveLength(1);
  await embedded.close();
});

test("where others reach it and nobody could be known, it does not start", async () => {
  const refused = await runGateway({ host: "0.0.0.0", accounts: brokenAccounts() }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(GatewayError);
  expect(refused).toMatchObject({ code: "accounts_unavailable" });
});

test("while who may ask cannot be read, nobody gets in but by the shared token", async () => {
  await running.stop();
  running = await runGateway({ token: SHARED, accounts: brokenAccounts() });
  expect((await ask(running, "GET", "v1/me")).status).toBe(503);
  expect((await ask(running, "GET", "v1/me", bearer(`fw_0123456789ab_${"x".repeat(43)}`))).status).toBe(503);
  expect((await ask(running, "GET", "v1/me", bearer(SHARED))).status).toBe(200);
});

function brokenAccounts() {
  const down = () => Promise.reject(new Error("down"));
  return {
    ...openEmbedded(":memory:").accounts,
    put: down,
    find: down,
    take: down,
    changes: down,
    forget: down,
    note: down,
    audit: down,
    close: async () => {},
  };
}
