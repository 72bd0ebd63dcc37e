/** What is revoked ends, whatever the clocks of the gateways say, whatever they have heard, and whatever is on its way meanwhile. */
import { SITE_CELL, unconfiguredSite } from "@floorwalker/domain";
import { type Embedded, openEmbedded } from "@floorwalker/embedded";
import type { History } from "@floorwalker/ports";
import { sampleInterval } from "@floorwalker/ports/contract";
import { emptyConfiguration } from "@floorwalker/runtime";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { Passwords } from "../../src/access/password.ts";
import type { GatewayOptions } from "../../src/index.ts";
import { type RunningGateway, runGateway } from "../running-gateway.ts";
import { addToken, addUser, ask, bearer, PASSWORD, SHARED, signIn } from "./signed-in.ts";

const OTHER = "another battery staple";
const MINUTE = 60_000;
let embedded: Embedded;
let one: RunningGateway;
beforeEach(async () => {
  embedded = openEmbedded(":memory:");
  one = await runGateway({ token: SHARED, accounts: embedded.accounts });
});
afterEach(async () => {
  await one.stop();
  await embedded.close();
});

/** Over the same accounts. `apart`: how its clock differs. */
async function another(apart = 0): Promise<RunningGateway> {
  const made = await runGateway({ token: SHARED, accounts: embedded.accounts, clock: () => Date.now() + apart });
  onTestFinished(() => made.stop());
  return made;
}
const statusOf = async (at: RunningGateway, headers: Record<string, string>) =>
  (await ask(at, "GET", "v1/me", headers)).status;
const change = (at: RunningGateway, id: string, to: object) => ask(at, "PATCH", `v1/users/${id}`, bearer(SHARED), to);

test.each([MINUTE, -MINUTE])(
  "another password ends sessions of a gateway whose clock is %d ms apart, and those that begin after it go on",
  async (apart) => {
    const ahead = await another(apart);
    await addUser(one, "anna", "viewer");
    const before = await signIn(ahead, "anna");
    for (const to of [{ password: OTHER }, { disabled: true }, { disabled: false }, { role: "manager" }])
      expect((await change(one, "anna", to)).status).toBe(200);
    expect(await statusOf(one, before)).toBe(401);
    const anew = await signIn(one, "anna", OTHER);
    for (const at of [one, ahead]) expect(await statusOf(at, anew)).toBe(200);
  },
);

test("who signs in by the old password where that is not heard of yet is nobody as soon as it is", async () => {
  const late = await another();
  await addUser(one, "anna", "viewer");
  await signIn(late, "anna");
  await change(one, "anna", { password: OTHER });
  const slipped = await ask(late, "POST", "v1/session", {}, { user: "anna", password: PASSWORD });
  const cookie = { cookie: slipped.cookie?.split(";")[0] ?? "" };
  expect(await statusOf(one, cookie)).toBe(401);
  await expect.poll(() => statusOf(late, cookie), { timeout: 5_000 }).toBe(401);
});

test("who signs in at one gateway opens a socket at another at once, by his cookie and by a ticket", async () => {
  const other = await another();
  await addUser(one, "anna", "viewer");
  await signIn(other, "anna");
  await change(one, "anna", { role: "manager" });
  const cookie = await signIn(one, "anna");
  expect(await statusOf(other, cookie)).toBe(200);
  const anew = await signIn(one, "anna");
  const { headers } = await addToken(one, "viewer");
  for (const shown of [anew, headers]) {
    const made = await ask(one, "POST", "v1/tickets", shown);
    const { ticket } = made.body as { readonly ticket: string };
    expect(await other.open(["floorwalker.v1", `floorwalker.ticket.${ticket}`]).opened()).toBeNull();
  }
});

test("a ticket opens nothing once its session is over", async () => {
  await addUser(one, "anna", "viewer");
  const cookie = await signIn(one, "anna");
  const { ticket } = (await ask(one, "POST", "v1/tickets", cookie)).body as { readonly ticket: string };
  await ask(one, "DELETE", "v1/session", cookie);
  expect(await one.open(["floorwalker.v1", `floorwalker.ticket.${ticket}`]).closed).toBe(4501);
});

test("cut off from its accounts, a gateway lets go of who is told of persons or changes anything within five seconds, also one who was revoked, and of walls not yet", async () => {
  const { promise: never, resolve: goOn } = Promise.withResolvers<void>();
  let isCut = false;
  const { accounts } = embedded;
  const cut: GatewayOptions["accounts"] = {
    put: (...given) => accounts.put(...given),
    find: (...given) => accounts.find(...given),
    take: (...given) => accounts.take(...given),
    forget: (...given) => accounts.forget(...given),
    note: (...given) => accounts.note(...given),
    audit: (...given) => accounts.audit(...given),
    close: async () => {},
    async changes(mark) {
      if (isCut) await never;
      return accounts.changes(mark);
    },
  };
  const at = await runGateway({ token: SHARED, accounts: cut });
  onTestFinished(async () => {
    goOn();
    await at.stop();
  });
  for (const [id, role] of [
    ["lead", "supervisor"],
    ["other", "supervisor"],
    ["wall", "viewer"],
  ] as const)
    await addUser(at, id, role);
  const { headers: program } = await addToken(at, "admin");
  const [lead, other, wall] = [await signIn(at, "lead"), await signIn(at, "other"), await signIn(at, "wall")];
  const origin = { origin: new URL(at.gateway.url).origin };
  const open = [lead, wall].map((cookie) => at.open(["floorwalker.v1"], { ...cookie, ...origin }));
  for (const socket of open) expect(await socket.opened()).toBeNull();
  isCut = true;
  await change(one, "lead", { disabled: true });
  const revokedAt = performance.now();
  expect(await open[0]!.closed).toBe(4003);
  expect(performance.now() - revokedAt).toBeLessThan(5_000);
  const post = (headers: Record<string, string>) => ask(at, "POST", "v1/events", headers, {});
  expect([await statusOf(at, lead), await statusOf(at, other), await statusOf(at, wall)]).toEqual([503, 503, 200]);
  expect([(await post(program)).status, (await post(bearer(SHARED))).status]).toEqual([503, 400]);
  isCut = false;
  goOn();
  await expect.poll(() => statusOf(at, other), { timeout: 5_000 }).toBe(200);
  expect([await statusOf(at, lead), await open[1]!.opened()]).toEqual([401, null]);
});

/** All are looked at only when the last has come: none of them was locked out when it came. */
class AtOnce extends Passwords {
  readonly #all: Promise<void>;
  #missing: number;
  #come: () => void = () => {};

  constructor(guesses: number) {
    super({ ln: 4, r: 8, p: 1 });
    this.#missing = guesses;
    this.#all = new Promise((resolve) => (this.#come = resolve));
  }

  override async matches(password: string, kept: string | null): Promise<boolean | null> {
    if (--this.#missing === 0) this.#come();
    await this.#all;
    return super.matches(password, kept);
  }
}

test("of many guesses at once those before the lock count alone: the right one among the others is not told", async () => {
  const guesses = Array.from({ length: 20 }, (_, at) => (at < 19 ? `wrong guess ${at}` : PASSWORD));
  const passwords = new AtOnce(guesses.length);
  const at = await runGateway({ token: SHARED, accounts: embedded.accounts, passwords });
  onTestFinished(() => at.stop());
  await addUser(at, "anna", "viewer");
  const answers = await Promise.all(
    guesses.map((password) => ask(at, "POST", "v1/session", {}, { user: "anna", password })),
  );
  expect(answers.filter(({ status }) => status === 200)).toEqual([]);
  expect(answers.filter(({ status }) => status === 401).length).toBeLessThan(10);
});

/** A gateway whose history has so many quarters, and then one more when it is told to `go`. */
async function slowly(quarters: number): Promise<{ readonly at: RunningGateway; readonly go: () => void }> {
  let go = (): void => {};
  const gone = new Promise<void>((resolve) => (go = resolve));
  const quarter = (turn: number) =>
    sampleInterval({ site: "krakow", cell: SITE_CELL, from: BEGIN + turn * 900_000 }, { offered: 4 });
  const history: History = {
    ...NO_HISTORY,
    count: async () => quarters + 1,
    async *read() {
      yield Array.from({ length: quarters }, (_, turn) => quarter(turn));
      await gone;
      yield [quarter(quarters)];
    },
  };
  const at = await runGateway({ token: SHARED, accounts: embedded.accounts, history });
  await at.commit(0, { "site:krakow": { kind: "site", site: "krakow", zone: "UTC" } });
  onTestFinished(async () => {
    go();
    await at.stop();
  });
  return { at, go };
}
const BEGIN = Date.UTC(2026, 9, 1);
const NO_HISTORY: History = {
  facts: null,
  put: () => Promise.reject(new Error("nobody puts")),
  read: async function* () {},
  count: async () => 0,
  kept: async () => null,
  restatements: async () => [],
  forget: () => Promise.reject(new Error("nobody forgets")),
  forgetAgents: () => Promise.reject(new Error("nobody forgets")),
  ping: async () => {},
  close: async () => {},
};
const EXPORT = "v1/history.csv?site=krakow&from=2026-10-01T00:00:00Z&to=2026-10-20T00:00:00Z";

test("what takes its time is not answered to who was revoked meanwhile, nor with what he may no longer see", async () => {
  const { at, go } = await slowly(1);
  const [revoked, narrowed] = [await addToken(at, "viewer"), await addToken(at, "viewer")];
  const asked = [revoked, narrowed].map(({ headers }) => ask(at, "GET", EXPORT, headers));
  const exported = () => ask(at, "GET", "v1/audit?did=exported", bearer(SHARED));
  await expect.poll(exported).toMatchObject({ body: { entries: [{}, {}] } });
  await ask(at, "DELETE", `v1/tokens/${revoked.id}`, bearer(SHARED));
  const { account, revision } = (await embedded.accounts.find("token", narrowed.id))!;
  const scope = { sites: [], queues: "all", teams: "all" } as const;
  await embedded.accounts.put({ ...account, scope } as typeof account, revision);
  await expect
    .poll(() => ask(at, "GET", "v1/me", narrowed.headers), { timeout: 5_000 })
    .toMatchObject({ body: { scope } });
  go();
  for (const answer of await Promise.all(asked))
    expect(answer).toMatchObject({ status: 401, body: { code: "access_changed" } });
});

test("a rehearsal, which lists contacts, is not given to who was revoked while it was made", async () => {
  let go = (): void => {};
  let isAsked = false;
  const gone = new Promise<void>((resolve) => (go = resolve));
  const { store, accounts } = embedded;
  const held: GatewayOptions["store"] = {
    follow: (...given) => store.follow(...given),
    snapshot: (partition) => store.snapshot(partition),
    ping: () => store.ping(),
    stored: (partition) => store.stored(partition),
    bucket: (...given) => store.bucket(...given),
    lookup: (...given) => store.lookup(...given),
    async *rows(...given) {
      isAsked = true;
      await gone;
      yield* store.rows(...given);
    },
  };
  const config = () => ({ ...emptyConfiguration(), sites: new Map([["krakow", unconfiguredSite("krakow")]]) });
  const at = await runGateway({ token: SHARED, accounts, store: held, config });
  onTestFinished(async () => {
    go();
    await at.stop();
  });
  const { headers, id } = await addToken(at, "manager");
  const rule = { id: "late", kpi: "waiting", above: 3, clear: 2, severity: "warning" };
  const asked = ask(at, "POST", "v1/rules/rehearse", headers, { site: "krakow", days: 1, rule });
  await expect.poll(() => isAsked).toBe(true);
  await ask(at, "DELETE", `v1/tokens/${id}`, bearer(SHARED));
  go();
  expect(await asked).toMatchObject({ status: 401, body: { code: "access_changed" } });
});

test("an export that is on its way to who is revoked is cut within five seconds", async () => {
  const { at } = await slowly(1_000);
  const { headers, id } = await addToken(at, "viewer");
  const answer = await at.get(EXPORT, headers);
  expect(answer.status).toBe(200);
  const revokedAt = performance.now();
  await ask(one, "DELETE", `v1/tokens/${id}`, bearer(SHARED));
  await expect(answer.text()).rejects.toThrow();
  expect(performance.now() - revokedAt).toBeLessThan(5_000);
});
