import { expect, test } from "vitest";
import {
  type Account,
  type AuditEntry,
  accountOf,
  accountText,
  auditEntryOf,
  auditId,
  auditText,
  EVERYTHING,
} from "../../src/index.ts";

const user: Account = {
  kind: "user",
  id: "anna",
  name: "Anna Łęcka",
  role: "supervisor",
  scope: { ...EVERYTHING, queues: ["sales"] },
  password: "$scrypt$…",
  disabled: false,
  signsInFrom: 0,
  madeAt: 5,
  until: null,
};
const entry: AuditEntry = { id: auditId(5, "x"), at: 5, by: null, did: "sign_in_refused", to: "anna" };

test("what is stored names its format and version, and is read as it was", () => {
  expect(JSON.parse(accountText(user))).toMatchObject({ format: "floorwalker.account", version: 1 });
  expect(accountOf(accountText(user))).toEqual(user);
  expect(JSON.parse(auditText(entry))).toMatchObject({ format: "floorwalker.audit", version: 1 });
  expect(auditEntryOf(auditText(entry))).toEqual(entry);
});

test("a screen and a pairing that were stored by the first program that had them are read", () => {
  const kept = { format: "floorwalker.account", version: 1, kind: "screen", id: "0123456789ab", name: "Hala A" };
  const rest = { scope: EVERYTHING, profile: "pseudonyms", hash: "h", madeAt: 1, madeBy: "anna", revokedAt: null };
  const told = { reloadAt: null, identifyAt: null, painted: { at: 2, build: "b", page: 1, of: 2 }, until: null };
  const { format, version, ...screen } = { ...kept, ...rest, ...told };
  expect(accountOf(JSON.stringify({ format, version, ...screen }))).toEqual(screen);
  const pairing: Account = { kind: "pairing", id: "p", screen: "s", hash: "h", expiresAt: 9, until: 9 };
  expect(accountOf(accountText(pairing))).toEqual(pairing);
});

test("what a newer program stored is nobody, and no entry", () => {
  expect(accountOf(accountText(user).replace('"version":1', '"version":2'))).toBeNull();
  expect(auditEntryOf(auditText(entry).replace('"version":1', '"version":2'))).toBeNull();
});

test("the ids of entries are in the order of their times", () => {
  const ids = [1, 9, 10, 255, 256, 1_700_000_000_000, 1_800_000_000_000].map((at) => auditId(at, "x"));
  expect(ids.toSorted()).toEqual(ids);
});
