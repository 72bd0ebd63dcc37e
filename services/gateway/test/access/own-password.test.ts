import { auditId, HOUR_MS } from "@floorwalker/domain";
import { openEmbedded } from "@floorwalker/embedded";
import { silentLogger, type Timing } from "@floorwalker/runtime";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { AccountDirectory } from "../../src/access/account-directory.ts";
import { storedAccounts } from "../../src/access/stored-accounts.ts";
import { type RunningGateway, runGateway, until } from "../running-gateway.ts";
import { addToken, addUser, ask, bearer, PASSWORD, SHARED, signIn } from "./signed-in.ts";

const DAY_MS = 24 * HOUR_MS;
const OTHER = "another battery staple";
let running: RunningGateway;
beforeEach(async () => {
  running = await runGateway({ token: SHARED });
  await addUser(running, "anna", "viewer");
});
afterEach(() => running.stop());

const change = (headers: Record<string, string>, old: string, password: string) =>
  ask(running, "POST", "v1/me/password", headers, { old, password });
const statusOf = async (headers: Record<string, string>) => (await ask(running, "GET", "v1/me", headers)).status;

test("whoever changes his password stays signed in with a new cookie; his other sessions and sockets end", async () => {
  const [here, elsewhere] = [await signIn(running, "anna"), await signIn(running, "anna")];
  const socket = running.open([], { ...elsewhere, origin: new URL(running.gateway.url).origin });
  await socket.subscribe("floor");
  const changed = await change(here, PASSWORD, OTHER);
  expect(changed.status).toBe(204);
  const anew = { cookie: changed.cookie!.split(";")[0]! };
  expect(anew.cookie).not.toBe(here.cookie);
  expect([await statusOf(anew), await statusOf(here), await statusOf(elsewhere)]).toEqual([200, 401, 401]);
  expect(await socket.closed).toBe(4501);
  expect((await ask(running, "POST", "v1/session", {}, { user: "anna", password: PASSWORD })).status).toBe(401);
  await signIn(running, "anna", OTHER);
  const { body } = await ask(running, "GET", "v1/audit?did=changed_own_password", bearer(SHARED));
  expect(body).toMatchObject({ entries: [{ by: { kind: "user", id: "anna" }, to: "anna" }] });
  expect(JSON.stringify(body)).not.toContain(OTHER);
});

test("guesses of the old password lock the name as failures to sign in do, for signing in too", async () => {
  const cookie = await signIn(running, "anna");
  for (let tries = 0; tries < 5; tries++)
    expect(await change(cookie, "wrong", OTHER)).toMatchObject({ status: 403, body: { code: "wrong_password" } });
  expect(await change(cookie, PASSWORD, OTHER)).toMatchObject({ status: 429, body: { code: "sign_in_locked" } });
  expect((await ask(running, "POST", "v1/session", {}, { user: "anna", password: PASSWORD })).status).toBe(429);
  expect(await statusOf(cookie)).toBe(200);
});

test("a password that is too short, an API token, the shared token and another page's origin change nothing", async () => {
  const cookie = await signIn(running, "anna");
  expect(await change(cookie, PASSWORD, "short")).toMatchObject({ status: 400, body: { code: "bad_body" } });
  const { headers } = await addToken(running, "viewer");
  for (const other of [headers, bearer(SHARED)])
    expect(await change(other, PASSWORD, OTHER)).toMatchObject({ status: 409, body: { code: "no_password_here" } });
  const foreign = { ...cookie, origin: "http://localhost:9999" };
  expect(await change(foreign, PASSWORD, OTHER)).toMatchObject({ status: 403, body: { code: "foreign_origin" } });
  await signIn(running, "anna");
});

test("a user of a provider is given no password by an admin either, and stays as he is", async () => {
  const scope = { sites: "all", queues: "all", teams: "all" } as const;
  const user = { kind: "user", id: "oidc-1", name: "Eve", role: "viewer", scope, password: null } as const;
  await running.embedded.accounts.put({ ...user, disabled: false, signsInFrom: 0, madeAt: 0, until: null }, null);
  await until(async () => (await listed()).some(({ id }) => id === "oidc-1"), "the user");
  for (const password of [OTHER, null])
    expect(await ask(running, "PATCH", "v1/users/oidc-1", bearer(SHARED), { name: "Eva", password })).toMatchObject({
      status: 409,
      body: { code: "password_elsewhere", fix: expect.stringContaining("provider") },
    });
  expect((await listed()).find(({ id }) => id === "oidc-1")?.name).toBe("Eve");
  const changed = await ask(running, "PATCH", "v1/users/oidc-1", bearer(SHARED), { name: "Eva" });
  expect(changed).toMatchObject({ status: 200, body: { user: { name: "Eva" } } });
});

const listed = async () =>
  ((await ask(running, "GET", "v1/users", bearer(SHARED))).body as { users: { id: string; name: string }[] }).users;

test("of two changes at once with the same old password one is done", async () => {
  const cookies = [await signIn(running, "anna"), await signIn(running, "anna")];
  const changed = await Promise.all(cookies.map((cookie, turn) => change(cookie, PASSWORD, `${OTHER} ${turn}`)));
  expect(changed.map(({ status }) => status).sort((one, other) => one - other)).toEqual([204, 403]);
  const done = changed.findIndex(({ status }) => status === 204);
  await signIn(running, "anna", `${OTHER} ${done}`);
});

test("a password that was given at another gateway a moment ago is the one by which somebody signs in here", async () => {
  const { admin } = storedAccounts({ store: running.embedded.accounts, clock: Date.now, logger: silentLogger });
  const cookie = await signIn(running, "anna");
  await admin.changeUser({ kind: "command", id: "root", name: "root" }, "anna", { password: OTHER });
  expect((await ask(running, "POST", "v1/session", {}, { user: "anna", password: PASSWORD })).status).toBe(401);
  await signIn(running, "anna", OTHER);
  expect(await change(cookie, PASSWORD, "yet another staple")).toMatchObject({ status: 401 });
});

test("a cookie that was planted before the sign-in opens nothing, before or after it", async () => {
  const planted = { cookie: `floorwalker_session=${"p".repeat(43)}` };
  const signedIn = await ask(running, "POST", "v1/session", planted, { user: "anna", password: PASSWORD });
  expect(signedIn.status).toBe(200);
  expect(signedIn.cookie).not.toContain("p".repeat(43));
  expect(await statusOf(planted)).toBe(401);
});

test("what is no name of a user is refused as an unknown one is", async () => {
  for (const user of ["an\u0000na", "__proto__", "ANNA NOWAK", "x".repeat(200)])
    expect(await ask(running, "POST", "v1/session", {}, { user, password: PASSWORD })).toMatchObject({
      status: 401,
      body: { code: "sign_in_refused" },
    });
});

test("what is noted in the audit is gone when it is older than it is kept, and what is younger is there; by a clock that has stood", async () => {
  const embedded = openEmbedded(":memory:");
  onTestFinished(() => embedded.close());
  const now = Date.now();
  const days = [31, 29].map((age) => now - age * DAY_MS);
  for (const at of days)
    await embedded.accounts.note({ id: auditId(at, "x"), at, by: null, did: "exported", to: `${at}` });
  let passed = 0;
  let ahead = 5 * 365 * DAY_MS;
  const timing: Timing = {
    monotonic: () => passed,
    after: (ms, call) => {
      const timer = setTimeout(
        () => {
          passed += 3_600 * ms;
          call();
        },
        passed < 5 * HOUR_MS ? 0 : 60_000,
      );
      return () => clearTimeout(timer);
    },
  };
  const clock = (): number => now + passed + ahead;
  const store = embedded.accounts;
  const directory = new AccountDirectory({
    store,
    clock,
    timing,
    logger: silentLogger,
    auditKeptMs: () => 30 * DAY_MS,
  });
  await directory.start();
  onTestFinished(() => directory.stop());
  ahead = 0;
  const left = async (): Promise<readonly string[]> =>
    (await store.audit({ from: 0, to: 1e15, before: null, did: null, by: null, limit: 9 })).map(({ to }) => to!);
  await vi.waitFor(async () => expect(await left()).toEqual([`${days[1]}`]), { timeout: 30_000, interval: 1 });
});
