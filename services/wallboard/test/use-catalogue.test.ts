import { afterEach, expect, test, vi } from "vitest";
import { askCatalogue } from "../src/wall/use-catalogue.ts";

afterEach(() => vi.unstubAllGlobals());

test("tiles of all pages ask for the catalogue once; where it did not come the next one asks again", async () => {
  vi.stubGlobal("document", { documentElement: { dataset: {} } });
  vi.stubGlobal("location", { hash: "" });
  const gateway = vi
    .fn<typeof fetch>()
    .mockRejectedValueOnce(new TypeError("fetch failed"))
    .mockResolvedValueOnce(new Response("", { status: 503 }))
    .mockResolvedValue(Response.json({ kpis: [{ id: "waiting", unit: "count" }] }));
  vi.stubGlobal("fetch", gateway);
  expect(await Promise.all([askCatalogue(), askCatalogue()])).toEqual([null, null]);
  expect(gateway).toHaveBeenCalledTimes(1);
  expect(await askCatalogue()).toBeNull();
  const told = await Promise.all([askCatalogue(), askCatalogue()]);
  expect(told[0]!.kpis).toHaveLength(1);
  expect(await askCatalogue()).toBe(told[1]);
  expect(gateway).toHaveBeenCalledTimes(3);
});
