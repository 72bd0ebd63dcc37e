import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { customersOf, emptyConfiguration, parseConfiguration } from "../src/index.ts";
import { RECEIVER_KINDS } from "./receiver-kinds.ts";

const folder = mkdtempSync(join(tmpdir(), "floorwalker-customers-"));
afterAll(() => rmSync(folder, { recursive: true }));
const keyFile = (text: string): string => {
  const file = join(folder, `${text.length}`);
  writeFileSync(file, text);
  return file;
};
const parse = (yaml: string) => parseConfiguration(yaml, "floor.yaml", RECEIVER_KINDS);
const SITES = "sites: [{ id: krakow, customer: hashed }, { id: lodz, customer: hashed }, { id: roma }]";

test("a hash says which customer of which site, to whoever has the key, and is hashed no second time", () => {
  const result = parse(`customers: { keyFile: ${keyFile(`${"k".repeat(40)}\n`)} }\n${SITES}`);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  const customers = customersOf(result.configuration.customers)!;
  const [krakow, lodz] = [customers("krakow")!, customers("lodz")!];
  // What is stored depends on it: it must stay the same from version to version.
  expect(krakow("k-2041")).toBe("h1.Vs9_2Nc7tRu6mYZySYZZyQ");
  expect(krakow("k-2041")).toBe(krakow("k-2041"));
  expect(new Set([krakow("k-2041"), krakow("k-2042"), lodz("k-2041")]).size).toBe(3);
  expect(krakow(krakow("k-2041"))).toBe(krakow("k-2041"));
  expect(krakow("h1.k-2041")).not.toContain("k-2041");
  expect([customers("roma"), customers("nowhere")]).toEqual([null, null]);
  const other = customersOf({ hashedAt: new Set(["krakow"]), key: "o".repeat(40) })!;
  expect(other("krakow")!("k-2041")).not.toBe(krakow("k-2041"));
  expect(result.configuration.files).toEqual([join(folder, "41")]);
});

test("no site asks for it: customers are as told", () => {
  expect(customersOf(emptyConfiguration().customers)).toBeUndefined();
});

test("a site that asks for it without a key is refused, and so is a key that is none, with the place and what to do", () => {
  const findings = (yaml: string) => {
    const result = parse(yaml);
    return result.ok ? [] : result.errors.map(({ path, code, fix }) => [path, code, fix]);
  };
  const fix = expect.stringContaining("openssl rand -base64 32");
  expect(findings(SITES)).toEqual([
    ["sites[0].customer", "missing_key", fix],
    ["sites[1].customer", "missing_key", fix],
  ]);
  expect(findings(`customers: { keyFile: ${keyFile("short")} }\n${SITES}`)).toEqual([
    ["customers.keyFile", "short_key", fix],
  ]);
  expect(findings("customers: { keyFile: /nowhere/at/all }")).toMatchObject([
    ["customers.keyFile", "unreadable_file", expect.any(String)],
  ]);
  expect(findings("sites: [{ id: krakow, customer: secret }]")).toHaveLength(1);
});
