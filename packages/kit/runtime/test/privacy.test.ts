import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { STRICTEST_PROFILE } from "@floorwalker/domain";
import { afterAll, expect, test } from "vitest";
import { emptyConfiguration, parseConfiguration } from "../src/index.ts";
import { RECEIVER_KINDS } from "./receiver-kinds.ts";

const folder = mkdtempSync(join(tmpdir(), "floorwalker-privacy-"));
afterAll(() => rmSync(folder, { recursive: true }));
const keyFile = (text: string): string => {
  const file = join(folder, `${text.length}`);
  writeFileSync(file, text);
  return file;
};

const parse = (yaml: string) => parseConfiguration(yaml, "floor.yaml", RECEIVER_KINDS);
const findings = (yaml: string) => {
  const result = parse(yaml);
  return result.ok ? [] : result.errors.map(({ path, code, line }) => [path, code, line]);
};

test("profiles are those of the file beside those that are always there, one for each role, and a key of its own file", () => {
  const result = parse(`
privacy:
  profiles:
    - id: floor
      agents: pseudonyms
      stable: ever
      pauseReasons: shown
    - { id: wide, agents: groups, atLeast: 8 }
  roles: { supervisor: floor, viewer: works-council }
  keyFile: ${keyFile("k".repeat(40))}
receivers:
  - { id: room, type: webhook, url: "http://127.0.0.1:1/x" }
  - { id: lead, type: webhook, url: "http://127.0.0.1:1/x", privacy: names }
`);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  const { privacy, receivers, files } = result.configuration;
  expect(privacy.profiles.get("floor")).toMatchObject({ lasting: true, pauseReasons: true, satisfaction: false });
  expect(privacy.profiles.get("wide")).toMatchObject({ agents: "groups", atLeast: 8, pauseReasons: false });
  expect(privacy.profiles.get("works-council")).toEqual(STRICTEST_PROFILE);
  expect(privacy.roles).toEqual({ viewer: "works-council", supervisor: "floor", manager: "names", admin: "names" });
  expect([privacy.key, files]).toEqual(["k".repeat(40), [join(folder, "40")]]);
  expect([...receivers.values()].map((each) => each.privacy)).toEqual(["pseudonyms", "names"]);
});

test("without a word of privacy roles and scopes decide, as they always did", () => {
  const { privacy } = emptyConfiguration();
  expect(new Set(Object.values(privacy.roles))).toEqual(new Set(["names"]));
});

test("what is wrong with privacy is told with its place", () => {
  expect(
    findings(`
privacy:
  profiles:
    - { id: names, agents: names }
    - { id: floor, agents: names, stable: day, atLeast: 5 }
    - { id: floor, agents: groups }
  roles: { supervisor: flor }
  keyFile: ${keyFile("short")}
receivers:
  - { id: lead, type: webhook, url: "http://127.0.0.1:1/x", privacy: nams }
`),
  ).toEqual([
    ["privacy.profiles[2].id", "duplicate_id", 6],
    ["privacy.profiles[0].id", "duplicate_id", 4],
    ["privacy.profiles[1].atLeast", "only_of_groups", 5],
    ["privacy.profiles[1].stable", "only_of_pseudonyms", 5],
    ["privacy.roles.supervisor", "unknown_profile", 7],
    ["receivers[0].privacy", "unknown_profile", 10],
    ["privacy.keyFile", "short_key", 8],
  ]);
  expect(
    findings("privacy: { profiles: [{ id: two, agents: groups, atLeast: 2 }], roles: { boss: names } }"),
  ).toHaveLength(2);
  expect(findings("privacy: { keyFile: /nowhere/at/all }")).toEqual([["privacy.keyFile", "unreadable_file", 1]]);
});
