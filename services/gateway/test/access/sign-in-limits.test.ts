import { expect, test } from "vitest";
import { SignInLimits } from "../../src/access/sign-in-limits.ts";

function limits() {
  let now = 0;
  const made = new SignInLimits({ monotonic: () => now });
  return { made, pass: (ms: number) => (now += ms) };
}

test("each further failure doubles how long a name is locked, up to a quarter of an hour", () => {
  const { made, pass } = limits();
  for (let tries = 0; tries < 4; tries++) made.failed("anna", "1.2.3.4");
  expect(made.lockedFor("anna", "1.2.3.4")).toBe(0);
  const locks = Array.from({ length: 7 }, () => {
    made.failed("anna", "1.2.3.4");
    const locked = made.lockedFor("anna", "5.6.7.8");
    pass(locked);
    return locked;
  });
  expect(locks).toEqual([30_000, 60_000, 120_000, 240_000, 480_000, 900_000, 900_000]);
  expect(made.lockedFor("anna", "5.6.7.8")).toBe(0);
});

test("who signs in, or leaves it for half an hour, begins anew", () => {
  const { made, pass } = limits();
  const failOften = () => Array.from({ length: 4 }, () => made.failed("anna", "a"));
  failOften();
  made.succeeded("anna");
  failOften();
  pass(1_800_001);
  failOften();
  expect(made.lockedFor("anna", "a")).toBe(0);
});

test("an address that tries one name after the other is locked, too", () => {
  const { made } = limits();
  for (let tries = 0; tries < 30; tries++) made.failed(`name ${tries}`, "1.2.3.4");
  expect(made.lockedFor("anna", "1.2.3.4")).toBe(30_000);
  expect(made.lockedFor("anna", "5.6.7.8")).toBe(0);
});

test("of a hundred thousand names and addresses ten thousand are remembered", () => {
  const { made } = limits();
  for (let tries = 0; tries < 5; tries++) made.failed("anna", "a");
  for (let index = 0; index < 100_000; index++) made.failed(`name ${index}`, `address ${index}`);
  expect(made.lockedFor("anna", "b")).toBe(0);
  expect(made.remembered).toBe(10_000);
});
