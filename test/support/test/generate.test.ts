import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RECEIVER_KINDS } from "@floorwalker/channels/receivers";
import { demoConfiguration, parseConfiguration, sampleConfiguration } from "@floorwalker/runtime";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { driftedPages, generatedPages, writePages } from "../src/generate.ts";

const pages = await generatedPages();
const folder = mkdtempSync(join(tmpdir(), "floorwalker-pages-"));

afterAll(() => rmSync(folder, { recursive: true }));

describe("generated pages", () => {
  it("a page that was changed by hand or is missing is named", async () => {
    expect(driftedPages(folder, pages)).toEqual([...pages.keys()]);
    writePages(folder, pages);
    expect(driftedPages(folder, await generatedPages())).toEqual([]);
    writeFileSync(join(folder, "docs/kpis.md"), readFileSync(join(folder, "docs/kpis.md"), "utf8").slice(1));
    expect(driftedPages(folder, pages)).toEqual(["docs/kpis.md"]);
  });

  it("the event schema takes a canonical event and refuses what the program refuses", () => {
    const takes = validator("docs/spec/generated/event.schema.json");
    const event = {
      specversion: "1.0",
      id: "a7f3",
      source: "/acd/krakow",
      type: "cc.contact.answered",
      time: "2026-11-21T09:00:12.345Z",
      site: "krakow",
      channel: "call",
      contact: "c-1",
      segment: "1",
      queue: "sales",
      agent: "a42",
      datacontenttype: "application/json",
      data: { waitMs: 12_345 },
    };
    expect(takes(event)).toBe(true);
    expect(takes({ ...event, colour: "an attribute that nobody listed" })).toBe(true);
    for (const wrong of [{ type: "cc.contact.vanished" }, { channel: "fax" }, { id: "" }, { data: { waitMs: -1 } }])
      expect(takes({ ...event, ...wrong }), JSON.stringify(wrong)).toBe(false);
  });

  it("the configuration schema takes the sample and refuses an unknown key", () => {
    const takes = validator("docs/spec/generated/configuration.schema.json");
    const sample = parse(sampleConfiguration()) as object;
    expect(takes(sample)).toBe(true);
    expect(takes({ ...sample, site: [] })).toBe(false);
  });
});

it("the demo's file says what the program's own demo says", () => {
  const result = parseConfiguration(pages.get("infra/docker/demo.yaml")!, "demo.yaml", RECEIVER_KINDS);
  // Only what was read from a file has places in it.
  expect(result).toEqual({ ok: true, configuration: { ...demoConfiguration(), placeOf: expect.any(Function) } });
});

function validator(path: string): (value: unknown) => boolean {
  const ajv = new Ajv2020({ strict: false });
  formats.default(ajv);
  return ajv.compile<unknown>(JSON.parse(pages.get(path)!) as object);
}
