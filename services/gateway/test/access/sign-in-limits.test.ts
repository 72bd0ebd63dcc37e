import { openEmbedded } from "@floorwalker/embedded";
import type { AccountStore } from "@floorwalker/ports";
import { afterAll, expect, test } from "vitest";
import { SignInLimits } from "../../src/access/sign-in-limits.ts";

const embedded = openEmbedded(":memory:");
afterAll(() => embedded.close());
let begins = Date.UTC(2026, 10, 25, 9);

/** Each test is on a day of its own. */
function limits(store: Pick<AccountStore, "find" | "put" | "take"> = embedded.accounts) {
  begins += 86_400_000;
  let now = begins;
  const gateway = () => new SignInLimits({ what: "password", store, clock: () => now });
  return { made: gateway(), gateway, pass: (ms: number) => (now += ms) };
}
const NOWHERE = {
  find: async () => Promise.reject(new Error("down")),
  put: async () => Promise.reject(new Error("down")),
  take: async () => Promise.reject(new Error("down")),
};

test.each([
  ["counted in the store", embedded.accounts],
  ["while that cannot be asked", NOWHERE],
])("each further failure doubles how long a name is locked, up to a quarter of an hour: %s", async (_where, store) => {
  const { made, pass } = limits(store);
  for (let tries = 0; tries < 4; tries++) await made.failed("anna", "1.2.3.4");
  expect(await made.lockedFor("anna", "1.2.3.4")).toBe(0);
  const locks: number[] = [];
  for (let tries = 0; tries < 7; tries++) {
    await made.failed("anna", "1.2.3.4");
    locks.push(await made.lockedFor("anna", "5.6.7.8"));
    pass(locks.at(-1)!);
  }
  expect(locks).toEqual([30_000, 60_000, 120_000, 240_000, 480_000, 900_000, 900_000]);
  expect(await made.lockedFor("anna", "5.6.7.8")).toBe(0);
});

test("all gateways over one store count together, and one that is started anew forgets nothing", async () => {
  const { made, gateway, pass } = limits();
  const other = gateway();
  for (const each of [made, other, made, other]) await each.failed("bert", "1.2.3.4");
  expect(await made.lockedFor("bert", "9.9.9.9")).toBe(0);
  await Promise.all([made.failed("bert", "1.2.3.4"), other.failed("bert", "1.2.3.4")]);
  for (const each of [made, other, gateway()]) expect(await each.lockedFor("bert", "9.9.9.9")).toBe(60_000);
  pass(60_000);
  await other.succeeded("bert");
  await gateway().failed("bert", "1.2.3.4");
  expect(await gateway().lockedFor("bert", "9.9.9.9")).toBe(0);
});

test("who has signed in at one gateway is not locked at another for what that one counted before", async () => {
  const { made, gateway } = limits();
  for (let tries = 0; tries < 5; tries++) await made.failed("emma", "2.2.2.2");
  expect(await made.lockedFor("emma", "9.9.9.9")).toBe(30_000);
  await gateway().succeeded("emma");
  expect(await made.lockedFor("emma", "9.9.9.9")).toBe(0);
  await made.failed("emma", "2.2.2.2");
  expect(await made.lockedFor("emma", "9.9.9.9")).toBe(0);
});

test("what the store could not be told counts here besides, and is told to it with the next failure", async () => {
  const store = embedded.accounts;
  let full = true;
  const { made, gateway } = limits({
    find: (...given) => store.find(...given),
    put: (...given) => (full ? NOWHERE.put() : store.put(...given)),
    take: (...given) => store.take(...given),
  });
  for (let tries = 0; tries < 5; tries++) await made.failed("finn", "3.3.3.3");
  expect(await made.lockedFor("finn", "9.9.9.9")).toBe(30_000);
  full = false;
  expect(await gateway().lockedFor("finn", "9.9.9.9")).toBe(0);
  await made.failed("finn", "3.3.3.3");
  for (const each of [made, gateway()]) expect(await each.lockedFor("finn", "9.9.9.9")).toBe(60_000);
});

test.each([
  ["counted in the store", embedded.accounts],
  ["while that cannot be asked", NOWHERE],
])("a clock that was a day ahead, or minutes, locks nobody for as long: %s", async (_where, store) => {
  const { made, pass } = limits(store);
  for (let tries = 0; tries < 15; tries++) await made.failed("gwen", "4.4.4.4");
  pass(-600_000);
  expect(await made.lockedFor("gwen", "9.9.9.9")).toBe(900_000);
  pass(-86_400_000);
  expect(await made.lockedFor("gwen", "9.9.9.9")).toBe(0);
  await made.failed("gwen", "4.4.4.4");
  expect(await made.lockedFor("gwen", "9.9.9.9")).toBe(0);
});

test("who signs in, or leaves it for half an hour, begins anew", async () => {
  const { made, pass } = limits();
  const failOften = async () => {
    for (let tries = 0; tries < 4; tries++) await made.failed("anna", "a");
  };
  await failOften();
  await made.succeeded("anna");
  await failOften();
  pass(1_800_001);
  await failOften();
  expect(await made.lockedFor("anna", "a")).toBe(0);
});

test("an address that tries one name after the other is locked, too", async () => {
  const { made } = limits();
  for (let tries = 0; tries < 30; tries++) await made.failed(`name ${tries}`, "1.2.3.4");
  expect(await made.lockedFor("cleo", "1.2.3.4")).toBe(30_000);
  expect(await made.lockedFor("cleo", "5.6.7.8")).toBe(0);
});

test("in the store nobody reads whose they are, and they go by themselves", async () => {
  const { made } = limits();
  await made.failed("dora.secret", "10.11.12.13");
  const { changed } = await embedded.accounts.changes(null);
  expect(changed.length).toBeGreaterThan(0);
  expect(JSON.stringify(changed)).not.toMatch(/dora|10\.11\.12/);
  await embedded.accounts.forget(begins + 1_800_001, 0);
  expect((await embedded.accounts.changes(null)).changed).toEqual([]);
});

test("of twenty thousand names and addresses ten thousand are remembered in memory", async () => {
  const { made } = limits(NOWHERE);
  for (let index = 0; index < 10_000; index++) await made.failed(`name ${index}`, `address ${index}`);
  expect(made.remembered).toBe(10_000);
});
