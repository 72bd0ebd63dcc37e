/** Whether a number of a past moment was restated is said only as far as anybody has looked. */
import { queueCell } from "@floorwalker/domain";
import type { History } from "@floorwalker/ports";
import { expect, test } from "vitest";
import { restatedSince } from "../src/facts/restated-since.ts";

const SALES = queueCell("sales", "call");
const ASKED = { cell: SALES, from: 0, to: 3_600_000, live: false };
type Told = Awaited<ReturnType<History["restatements"]>>[number];

const told = (cell: Told["cell"], count: number) => ({
  restatements: async ({ limit }: { readonly limit: number }): Promise<Told[]> =>
    Array.from({ length: Math.min(count, limit) }, () => ({
      site: "here",
      cell,
      length: "15m",
      from: 900_000,
      kpi: "offered",
      before: 1,
      after: 2,
      at: 4_000_000,
    })) as Told[],
});

test("one that was restated is, one that was not is not, and among more than are read nobody knows", async () => {
  const other = queueCell("help", "call");
  expect(await restatedSince(told(SALES, 1), "here", ASKED, "offered")).toBe(true);
  expect(await restatedSince(told(SALES, 20_000), "here", ASKED, null)).toBe(true);
  expect(await restatedSince(told(other, 3), "here", ASKED, "offered")).toBe(false);
  expect(await restatedSince(told(other, 20_000), "here", ASKED, "offered")).toBeNull();
  expect(await restatedSince(null, "here", ASKED, "offered")).toBeNull();
});
