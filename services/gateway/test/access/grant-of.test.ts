import { expect, test } from "vitest";
import { claimOf, grantOf } from "../../src/access/oidc/grant-of.ts";

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

test("a claim is found by its whole name first, then by the place that its dots lead to, never in what every object has", () => {
  expect(claimOf({ "https://x.example/roles": ["a"] }, "https://x.example/roles")).toEqual(["a"]);
  expect(claimOf({ realm_access: { roles: ["a"] } }, "realm_access.roles")).toEqual(["a"]);
  expect(claimOf({ realm_access: "x" }, "realm_access.roles")).toBeUndefined();
  expect(claimOf({}, "constructor.name")).toBeUndefined();
});
