import { expect, test } from "vitest";
import { claimedBy, claimOf, grantNow, grantOf } from "../../src/access/oidc/grant-of.ts";

const ALL = { sites: "all", queues: "all", teams: "all" } as const;
const grants = [
  { value: "admins", role: "admin", scope: ALL },
  { value: "leads", role: "supervisor", scope: ALL },
] as const;

test.each([
  [{ groups: ["leads"] }, "supervisor"],
  [{ groups: ["leads", "admins"] }, "admin"],
  [{ groups: "leads" }, "supervisor"],
  [{ groups: ["Leads", "lead", "leads "] }, null],
  [{ groups: [["leads"], { leads: true }, 1, null] }, null],
  [{ groups: { leads: true } }, null],
  [{}, null],
])("the first grant whose value somebody has counts: %j", (claims, role) => {
  expect(grantOf(claims, { claim: "groups", grants })?.role ?? null).toBe(role);
});

test("what is kept of his groups names none, and counts for him, that issuer, client and claim alone; who was known before that has none", () => {
  const settings = { name: "x", issuer: "https://x.example", clientId: "floor", scopes: [], claim: "groups", grants };
  const claimed = claimedBy({ groups: ["kitchen", "leads", "leads"] }, "oidc:1:a", settings);
  expect(claimed).toHaveLength(2);
  expect(claimed.join()).not.toMatch(/kitchen|leads/);
  const roleOf = (of: object, changed: object) =>
    grantNow({ id: "oidc:1:a", claimed, ...of }, { ...settings, ...changed })?.role ?? null;
  expect(roleOf({}, {})).toBe("supervisor");
  expect(roleOf({}, { grants: [{ value: "kitchen", role: "viewer", scope: ALL }, ...grants] })).toBe("viewer");
  const others = [{ issuer: "https://y.example" }, { clientId: "other" }, { claim: "roles" }, { grants: [grants[0]] }];
  for (const changed of others) expect(roleOf({}, changed)).toBe(null);
  expect(roleOf({ id: "oidc:1:b" }, {})).toBe(null);
  expect(roleOf({ claimed: undefined }, {})).toBe(null);
});

test("a claim is found by its whole name first, then by the place that its dots lead to, never in what every object has", () => {
  expect(claimOf({ "https://x.example/roles": ["a"] }, "https://x.example/roles")).toEqual(["a"]);
  expect(claimOf({ realm_access: { roles: ["a"] } }, "realm_access.roles")).toEqual(["a"]);
  expect(claimOf({ realm_access: "x" }, "realm_access.roles")).toBeUndefined();
  expect(claimOf({}, "constructor.name")).toBeUndefined();
});
