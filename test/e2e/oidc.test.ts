/** Signing in by a real OpenID provider: who is let in, and everything that is not taken. */

import { type Embedded, openEmbedded } from "@floorwalker/embedded";
import { type Gateway, startGateway } from "@floorwalker/gateway";
import { createMetrics, emptyConfiguration, type OidcSettings, silentLogger } from "@floorwalker/runtime";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { liveSocket } from "../support/src/gateway-over.ts";
import { OidcBrowser } from "../support/src/oidc-browser.ts";
import { CLIENT, type OidcProviderUnderTest, runOidcProvider, type TokenParts } from "../support/src/oidc-provider.ts";

const TOKEN = "a-shared-token-of-some-length";
const PEOPLE = { anna: ["leads", "cc-admins"], bert: ["sales-floor"], carl: ["kitchen"], dora: ["leads"] };
const ADMIN = { authorization: `Bearer ${TOKEN}` };

let embedded: Embedded;
let gateway: Gateway;
let provider: OidcProviderUnderTest;
let settings: OidcSettings | null;
let close: () => Promise<void>;

const settingsOf = (issuer: string): OidcSettings => ({
  name: "Example",
  issuer,
  clientId: CLIENT.id,
  scopes: ["openid", "profile", "groups"],
  claim: "groups",
  grants: [
    { value: "cc-admins", role: "admin", scope: { sites: "all", queues: "all", teams: "all" } },
    { value: "leads", role: "supervisor", scope: { sites: ["krakow"], queues: "all", teams: "all" } },
    { value: "sales-floor", role: "viewer", scope: { sites: ["krakow"], queues: ["sales"], teams: "all" } },
  ],
});

const start = (port: number): Promise<Gateway> =>
  startGateway({
    store: embedded.store,
    log: embedded.log,
    accounts: embedded.accounts,
    history: null,
    partitions: 1,
    config: emptyConfiguration,
    host: "127.0.0.1",
    port,
    token: TOKEN,
    elsewhere: { oidc: () => settings, secret: CLIENT.secret, publicUrl: null },
    boardDir: null,
    clock: Date.now,
    logger: silentLogger,
    metrics: createMetrics({ processMetrics: false }),
    build: { service: "gateway", version: "0.1.0", build: "test" },
  });

beforeEach(async () => {
  embedded = openEmbedded(":memory:");
  settings = null;
  gateway = await start(0);
  provider = await runOidcProvider({ board: gateway.url, people: PEOPLE });
  settings = settingsOf(provider.issuer);
  close = async () => {
    await gateway.stop();
    await provider.close();
    await embedded.close();
  };
});
afterEach(() => close());

const me = async (browser: OidcBrowser): Promise<unknown> => {
  const url = new URL("v1/me", gateway.url);
  return (await fetch(url, { headers: { cookie: browser.cookie(url) } })).json();
};
const path = ({ url }: { readonly url: URL }): string => url.pathname + url.search;
const atCallback = ({ pathname }: URL): boolean => pathname === "/v1/oidc/callback";
const change = (id: string, body: object) =>
  fetch(`${gateway.url}v1/users/${encodeURIComponent(id)}`, {
    method: "PATCH",
    headers: ADMIN,
    body: JSON.stringify(body),
  });

/** Refused: brought back to the page for signing in, with why, and known to nobody. */
async function expectRefused(browser: OidcBrowser, arrival: { readonly url: URL }, why: string): Promise<void> {
  expect(arrival.url.origin).toBe(new URL(gateway.url).origin);
  expect(arrival.url.pathname).toBe("/sign-in");
  expect(arrival.url.searchParams.get("why")).toBe(why);
  expect(browser.cookie(new URL(gateway.url))).not.toContain("floorwalker_session");
}

test("whoever the provider knows is let in with what his first fitting group may, and is where he wanted to be", async () => {
  const browser = new OidcBrowser();
  const arrival = await browser.signIn(gateway.url, "bert", "/s/krakow/floor?w=60m");
  expect(path(arrival)).toBe("/s/krakow/floor?w=60m");
  expect(await me(browser)).toMatchObject({
    kind: "user",
    name: "bert of the provider",
    role: "viewer",
    scope: { sites: ["krakow"], queues: ["sales"], teams: "all" },
  });
  const anna = new OidcBrowser();
  await anna.signIn(gateway.url, "anna");
  expect(await me(anna)).toMatchObject({ role: "admin" });
  const asked = browser.visited.find(({ pathname }) => pathname === "/auth")!.searchParams;
  expect(Object.fromEntries(asked)).toMatchObject({ code_challenge_method: "S256", response_type: "code" });
  expect(asked.get("state")!.length).toBeGreaterThan(40);
  expect(asked.get("nonce")).not.toBe(asked.get("state"));
});

test("groups that the ID token tells itself count as those that are asked for apart", async () => {
  await provider.close();
  provider = await runOidcProvider({ board: gateway.url, people: PEOPLE, inToken: true });
  settings = settingsOf(provider.issuer);
  const browser = new OidcBrowser();
  await browser.signIn(gateway.url, "dora");
  expect(await me(browser)).toMatchObject({ role: "supervisor", scope: { sites: ["krakow"] } });
});

const now = (): number => Math.floor(Date.now() / 1000);
const claims = (changed: object) => (parts: TokenParts) => ({ ...parts, claims: { ...parts.claims, ...changed } });
const hostile: readonly (readonly [string, (parts: TokenParts) => TokenParts | string])[] = [
  ["for another audience", claims({ aud: "another-client" })],
  ["for several, without saying for whom", claims({ aud: [CLIENT.id, "another-client"] })],
  ["of another issuer", claims({ iss: "https://evil.example" })],
  ["too old", (parts) => claims({ iat: now() - 7_200, exp: now() - 3_600 })(parts)],
  ["with another nonce", claims({ nonce: "of-another-flow" })],
  ["without a nonce", claims({ nonce: undefined })],
  ["for nobody", claims({ sub: undefined })],
  ["not signed", (parts) => ({ ...parts, header: { alg: "none" } })],
  ["signed with our own secret", (parts) => ({ ...parts, header: { ...parts.header, alg: "HS256" } })],
  [
    "signed with a key that it does not publish",
    (parts) => ({ ...parts, header: { ...parts.header, kid: "unknown" } }),
  ],
  ["with another signature", (parts) => `${Buffer.from(JSON.stringify(parts.header)).toString("base64url")}.e30.AAAA`],
];
test.each(hostile)("what the provider says is not taken when it is %s", async (_, tamper) => {
  provider.tamper = tamper;
  const browser = new OidcBrowser();
  await expectRefused(browser, await browser.signIn(gateway.url, "anna", "/s/krakow/floor"), "notVerified");
  provider.tamper = null;
  await browser.signIn(gateway.url, "anna");
  expect(await me(browser)).toMatchObject({ role: "admin" });
});

test("clocks that are a few seconds apart do no harm", async () => {
  provider.tamper = (parts) => claims({ iat: now() + 10, exp: now() - 10 })(parts);
  const browser = new OidcBrowser();
  await browser.signIn(gateway.url, "anna");
  expect(await me(browser)).toMatchObject({ role: "admin" });
});

test("keys that are exchanged count at once, and the old ones no more", async () => {
  const browser = new OidcBrowser();
  await browser.signIn(gateway.url, "anna");
  await provider.exchangeKeys();
  const another = new OidcBrowser();
  await another.signIn(gateway.url, "anna");
  expect(await me(another)).toMatchObject({ role: "admin" });
  provider.tamper = (parts) => provider.signedBefore(parts);
  const old = new OidcBrowser();
  await expectRefused(old, await old.signIn(gateway.url, "anna"), "notVerified");
});

test("an answer counts once, for the browser that asked, in the state that it asked in", async () => {
  const browser = new OidcBrowser();
  const back = await browser.signIn(gateway.url, "anna", "/", atCallback);
  const thief = new OidcBrowser();
  await expectRefused(thief, await thief.go(back.url), "notVerified");

  const other = new OidcBrowser();
  const others = await other.signIn(gateway.url, "bert", "/", atCallback);
  const mixed = new URL(back.url);
  mixed.searchParams.set("state", others.url.searchParams.get("state")!);
  await expectRefused(other, await other.go(mixed), "notVerified");

  const kept = new Map(browser.cookies.get(new URL(gateway.url).host));
  expect(path(await browser.go(back.url))).toBe("/");
  expect(await me(browser)).toMatchObject({ role: "admin" });
  const again = new OidcBrowser();
  again.cookies.set(new URL(gateway.url).host, kept);
  await expectRefused(again, await again.go(back.url), "notVerified");
});

test.each(["https://evil.example/", "//evil.example", "/\\evil.example", "/v1/users", "/v1/oidc/start"])(
  "an address that wants to lead to %s after signing in leads to the board",
  async (next) => {
    const browser = new OidcBrowser();
    expect((await browser.signIn(gateway.url, "anna", next)).url.href).toBe(gateway.url);
  },
);

test("who is in no group, is disabled here, or is not let in there, is told so and not let in", async () => {
  const browser = new OidcBrowser();
  await expectRefused(browser, await browser.signIn(gateway.url, "carl"), "notGranted");
  const stranger = new OidcBrowser();
  await expectRefused(stranger, await stranger.signIn(gateway.url, "nobody"), "declined");
  const anna = new OidcBrowser();
  await anna.signIn(gateway.url, "anna");
  const { id } = (await me(anna)) as { readonly id: string };
  expect((await change(id, { disabled: true })).status).toBe(200);
  expect(await me(anna)).toMatchObject({ code: "unauthorized" });
  const again = new OidcBrowser();
  await expectRefused(again, await again.signIn(gateway.url, "anna"), "disabled");
  const audit = await (await fetch(`${gateway.url}v1/audit`, { headers: ADMIN })).text();
  expect(audit).toContain(`"did":"sign_in_refused","to":"${id}"`);
});

test("a privacy profile that an admin gave a person here is his at the next sign-in too", async () => {
  const browser = new OidcBrowser();
  await browser.signIn(gateway.url, "anna");
  const { id } = (await me(browser)) as { readonly id: string };
  expect((await change(id, { profile: "works-council" })).status).toBe(200);
  const again = new OidcBrowser();
  await again.signIn(gateway.url, "anna");
  expect(await me(again)).toMatchObject({ role: "admin", privacy: { profile: "works-council" } });
});

test("a user of the provider is not the local one of his name, and has no password here", async () => {
  const local = { id: "anna", name: "Anna", role: "viewer", password: "correct horse battery" };
  const scope = { sites: ["krakow"], queues: "all", teams: "all" };
  await fetch(`${gateway.url}v1/users`, { method: "POST", headers: ADMIN, body: JSON.stringify({ ...local, scope }) });
  const browser = new OidcBrowser();
  await browser.signIn(gateway.url, "anna");
  const { users } = (await (await fetch(`${gateway.url}v1/users`, { headers: ADMIN })).json()) as {
    readonly users: readonly { readonly id: string; readonly role: string; readonly signsIn: string }[];
  };
  expect(new Set(users.map(({ id, role, signsIn }) => [id.replace(/:.*:/, ":"), role, signsIn].join(" ")))).toEqual(
    new Set(["anna viewer here", "oidc:anna admin elsewhere"]),
  );
});

test("signing out here leads to signing out there", async () => {
  const browser = new OidcBrowser();
  await browser.signIn(gateway.url, "anna");
  const url = new URL("v1/session", gateway.url);
  const headers = { cookie: browser.cookie(url), origin: url.origin };
  const answer = await fetch(url, { method: "DELETE", headers });
  const { signOutAt } = (await answer.json()) as { readonly signOutAt: string };
  const there = new URL(signOutAt);
  expect(there.origin).toBe(provider.issuer);
  expect(there.searchParams.get("post_logout_redirect_uri")).toBe(`${gateway.url}sign-in`);
  expect((await browser.go(there)).status).toBe(200);
  expect(await me(browser)).toMatchObject({ code: "unauthorized" });
});

const socketOf = (browser: OidcBrowser) => liveSocket(gateway.url, { cookie: browser.cookie(new URL(gateway.url)) });

test("what who signed in may is asked of the configuration as it is now, and without the provider he is over, on open sockets too", async () => {
  const [anna, bert] = [new OidcBrowser(), new OidcBrowser()];
  await anna.signIn(gateway.url, "anna");
  await bert.signIn(gateway.url, "bert");
  const [annas, berts] = [await socketOf(anna), await socketOf(bert)];
  const [, leads, floor] = settings!.grants;
  settings = { ...settings!, grants: [leads!, floor!] };
  expect(await me(anna)).toMatchObject({ role: "supervisor", scope: { sites: ["krakow"] } });
  expect(await annas.closed).toBe(4003);
  const again = await socketOf(anna);
  settings = { ...settings, grants: [leads!] };
  const revokedAt = performance.now();
  expect(await me(bert)).toMatchObject({ code: "unauthorized" });
  expect(await berts.closed).toBe(4501);
  settings = null;
  expect(await me(anna)).toMatchObject({ code: "unauthorized" });
  expect(await again.closed).toBe(4501);
  expect(performance.now() - revokedAt).toBeLessThan(5_000);
});

test("a configuration that is read anew and says the same ends nothing; whose groups are others is signed out elsewhere", async () => {
  const [first, second] = [new OidcBrowser(), new OidcBrowser()];
  await first.signIn(gateway.url, "dora");
  settings = settingsOf(provider.issuer);
  await second.signIn(gateway.url, "dora");
  for (const browser of [first, second]) expect(await me(browser)).toMatchObject({ role: "supervisor" });
  PEOPLE.dora.push("cc-admins");
  onTestFinished(() => void PEOPLE.dora.pop());
  await second.signIn(gateway.url, "dora");
  expect(await me(second)).toMatchObject({ role: "admin" });
  expect(await me(first)).toMatchObject({ code: "unauthorized" });
});

test("a gateway starts while the provider is down, and people sign in there as soon as it is up", async () => {
  await provider.down();
  const { port } = gateway;
  await gateway.stop();
  gateway = await start(port);
  const ways = await (await fetch(`${gateway.url}v1/sign-in`)).json();
  expect(ways).toEqual({ password: true, provider: { name: "Example" } });
  const browser = new OidcBrowser();
  await expectRefused(browser, await browser.signIn(gateway.url, "anna"), "unavailable");
  await provider.up();
  await browser.signIn(gateway.url, "anna");
  expect(await me(browser)).toMatchObject({ role: "admin" });
});

test("while the provider is down its button says so, local users sign in, and sessions go on", async () => {
  const body = JSON.stringify({
    id: "emil",
    name: "Emil",
    role: "viewer",
    scope: { sites: "all", queues: "all", teams: "all" },
    password: "correct horse battery",
  });
  await fetch(`${gateway.url}v1/users`, { method: "POST", headers: ADMIN, body });
  const browser = new OidcBrowser();
  await browser.signIn(gateway.url, "anna");
  const halfway = new OidcBrowser();
  const back = await halfway.signIn(gateway.url, "bert", "/", atCallback);
  await provider.down();
  settings = { ...settings! };
  const late = new OidcBrowser();
  await expectRefused(late, await late.signIn(gateway.url, "bert"), "unavailable");
  await expectRefused(halfway, await halfway.go(back.url), "unavailable");
  expect(await me(browser)).toMatchObject({ role: "admin" });
  const local = await fetch(`${gateway.url}v1/session`, {
    method: "POST",
    headers: { origin: new URL(gateway.url).origin },
    body: JSON.stringify({ user: "emil", password: "correct horse battery" }),
  });
  expect(local.status).toBe(200);
  await provider.up();
  await late.signIn(gateway.url, "bert");
  expect(await me(late)).toMatchObject({ role: "viewer" });
});

/** Comes back with a code that nobody gave; `flow`: as if it had gone from here. */
async function comeBack(browser: OidcBrowser, state: string, flow: boolean): Promise<void> {
  const told = { state, nonce: "n", verifier: "v".repeat(43), next: "/" };
  const cookie = [`floorwalker_oidc_${state}`, Buffer.from(JSON.stringify(told)).toString("base64url")] as const;
  browser.cookies.set(new URL(gateway.url).host, new Map(flow ? [cookie] : []));
  await browser.go(`${gateway.url}v1/oidc/callback?code=x&state=${state}`);
}
const counted = async () =>
  (await embedded.accounts.changes(null)).changed.filter(({ account }) => account.kind === "failures");

test("who fails again and again is not heard for a while, and that is not prolonged by asking", async () => {
  const browser = new OidcBrowser();
  for (let tries = 0; tries < 30; tries++) await comeBack(browser, `${tries}`, true);
  await expectRefused(browser, await browser.signIn(gateway.url, "anna"), "locked");
  const before = await counted();
  await comeBack(browser, "once-more", true);
  expect(await counted()).toEqual(before);
});

test("whoever comes back without having gone from here is not let in, and nothing is kept of it", async () => {
  const browser = new OidcBrowser();
  for (let tries = 0; tries < 40; tries++) await comeBack(browser, `${tries}`, false);
  expect(await counted()).toEqual([]);
  const audit = await (await fetch(`${gateway.url}v1/audit`, { headers: ADMIN })).text();
  expect(audit).not.toContain("sign_in_refused");
  await browser.signIn(gateway.url, "anna");
  expect(await me(browser)).toMatchObject({ role: "admin" });
});

test("a gateway that others reach does not start without knowing where they come back to", async () => {
  const embedded = openEmbedded(":memory:");
  const started = startGateway({
    store: embedded.store,
    log: embedded.log,
    accounts: embedded.accounts,
    history: null,
    partitions: 1,
    config: emptyConfiguration,
    host: "0.0.0.0",
    port: 0,
    elsewhere: { oidc: () => settings, secret: null, publicUrl: null },
    boardDir: null,
    clock: Date.now,
    logger: silentLogger,
    metrics: createMetrics({ processMetrics: false }),
    build: { service: "gateway", version: "0.1.0", build: "test" },
  });
  await expect(started).rejects.toMatchObject({ code: "public_url_required" });
  await embedded.close();
});
