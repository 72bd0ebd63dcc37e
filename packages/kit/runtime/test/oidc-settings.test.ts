/** Where people sign in besides, as the file writes it. */
import { expect, test } from "vitest";
import { parseConfiguration } from "../src/index.ts";
import { RECEIVER_KINDS } from "./receiver-kinds.ts";

const GRANT = "{ value: leads, role: supervisor }";
const file = (parts: Readonly<Record<string, string>> = {}): string => {
  const all = {
    issuer: "https://login.example.com/realms/main",
    clientId: "floorwalker",
    grants: `[${GRANT}]`,
    ...parts,
  };
  const lines = Object.entries(all).map(([key, value]) => `    ${key}: ${value}\n`);
  return `signIn:\n  oidc:\n${lines.join("")}`;
};
const parsed = (text: string) => parseConfiguration(text, "test.yaml", RECEIVER_KINDS);

test("names the provider, the claim that counts, and what who of its people may; the rest has defaults", () => {
  const grants =
    "[{ value: cc-admins, role: admin }, { value: leads, role: supervisor, sites: [krakow], queues: [sales] }]";
  const result = parsed(file({ grants, claim: "realm_access.roles" }));
  expect(result.ok && result.configuration.oidc).toEqual({
    name: "login.example.com",
    issuer: "https://login.example.com/realms/main",
    clientId: "floorwalker",
    scopes: ["openid", "profile", "email"],
    claim: "realm_access.roles",
    grants: [
      { value: "cc-admins", role: "admin", scope: { sites: "all", queues: "all", teams: "all" } },
      { value: "leads", role: "supervisor", scope: { sites: ["krakow"], queues: ["sales"], teams: "all" } },
    ],
  });
  const none = parsed("sites: []");
  expect(none.ok && none.configuration.oidc).toBeNull();
});

test.each([
  [{ issuer: "http://login.example.com" }, "signIn.oidc.issuer", "bad_issuer"],
  [{ issuer: "https://login.example.com/?tenant=1" }, "signIn.oidc.issuer", "bad_issuer"],
  [{ issuer: "https://me:secret@login.example.com" }, "signIn.oidc.issuer", "bad_issuer"],
  [{ issuer: "login.example.com" }, "signIn.oidc.issuer", "bad_issuer"],
  [{ scopes: "[profile]" }, "signIn.oidc.scopes", "missing_scope"],
  [{ grants: "[]" }, "signIn.oidc.grants", "no_grants"],
  [{ grants: `[${GRANT}, { value: leads, role: admin }]` }, "signIn.oidc.grants[1].value", "duplicate"],
  [{ grants: "[{ value: leads, role: owner }]" }, "signIn.oidc.grants[0].role", "not_one_of"],
  [{ secret: "hush" }, "signIn.oidc.secret", "unknown_key"],
])("%j: %s %s", (parts, path, code) => {
  const result = parsed(file(parts));
  expect(result.ok ? [] : result.errors.map((error) => [error.path, error.code])).toEqual([[path, code]]);
  expect(result.ok || result.errors.every(({ fix, line }) => fix !== "" && line !== null)).toBe(true);
});

test("a provider on this machine may be asked without TLS", () => {
  expect(parsed(file({ issuer: "http://127.0.0.1:3000" })).ok).toBe(true);
  expect(parsed(file({ issuer: "http://localhost:3000" })).ok).toBe(true);
});
