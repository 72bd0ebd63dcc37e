import { afterEach, expect, test } from "vitest";
import { auditText } from "../src/desk/admin/audit-text.ts";
import { speak } from "../src/words/words.ts";

afterEach(() => speak("en"));

const ALL = '{"sites":"all","queues":"all","teams":"all"}';

test.each([
  ["made_user", `ola supervisor ${ALL}`, "ola Supervisore · tutto"],
  [
    "made_token",
    'TV in hall viewer {"sites":["demo"],"queues":[],"teams":"all"} team',
    "TV in hall Osservatore · Sedi: demo · Code: niente · team",
  ],
  [
    "changed_user",
    'ola {"role":"manager","disabled":true} password',
    "ola · Ruolo: Responsabile · disattivato · Password",
  ],
  // Users and screens may be called like a role.
  ["changed_user", 'admin {"disabled":true}', "admin · disattivato"],
  ["changed_screen", 'viewer {"name":"Hall"}', "viewer · Nome: Hall"],
  [
    "changed_screen",
    `tv-1 {"name":"Hall","scope":${ALL},"profile":null}`,
    "tv-1 · Nome: Hall · Vede: tutto · Profilo: –",
  ],
])("what %s was done to is told in words, not as a program wrote it", async (_, to, said) => {
  await speak("it");
  expect(auditText(to)).toBe(said);
});

test("what holds no settings, or was cut before their end, stays as it is", () => {
  for (const to of ["/v1/contacts?site=demo", "ola", `ola supervisor ${ALL.slice(0, -5)}`, "odd {} name", "x [1]"])
    expect(auditText(to)).toBe(to === "odd {} name" ? "odd · name" : to);
});
