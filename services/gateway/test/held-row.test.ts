import { C, unconfiguredSite } from "@floorwalker/domain";
import { jsonViewRow } from "@floorwalker/stream";
import { expect, test } from "vitest";
import { HeldRow } from "../src/held-row.ts";
import { rowsOf } from "./told-calls.ts";

const ID = "queue:krakow:sales:call";

test("a row is read once, whoever looks at it, and stays what it was though the bytes it came in are used again", () => {
  const bytes = jsonViewRow({ id: ID, kind: "queue", waiting: 2 }).slice();
  const held = new HeldRow(ID, bytes);
  bytes.fill(0);
  expect(held.name).toEqual({ kind: "queue", site: "krakow", rest: "sales:call" });
  expect(held.row).toEqual({ id: ID, kind: "queue", waiting: 2 });
  expect(held.row).toBe(held.row);
});

test.each([
  ["bytes of a format that is not known", Uint8Array.of(31, 1)],
  ["JSON that is no row", new TextEncoder().encode("[1]")],
  ["a row cut off in its middle", Uint8Array.of(2, 0, 1)],
])("%s are shown to nobody, and take nothing down", (_, bytes) => {
  const held = new HeldRow(ID, bytes);
  expect([held.row, held.row]).toEqual([null, null]);
});

test("the numbers of a row are read from its bytes, also after its fields were; a row without any has none", () => {
  const site = unconfiguredSite("here");
  const rows = rowsOf(site, [{ queuedAt: 1_000_000, waitSeconds: 10, answeredBy: "a1" }], 1_060_000);
  const held = new HeldRow("queue:here:sales:call", rows["queue:here:sales:call"]!);
  expect(held.row).toMatchObject({ "answered.5m": 1 });
  const seen: string[] = [];
  held.visitSpans((window, { counters }, scope) => seen.push(`${scope} ${window} ${counters[C.answered]}`));
  expect(seen).toEqual(["5m", "15m", "30m", "60m", "day"].map((window) => `queue ${window} 1`));
  HeldRow.of({ id: ID, kind: "queue" }).visitSpans(() => seen.push("never"));
  new HeldRow(ID, jsonViewRow({ id: ID, kind: "queue" })).visitSpans(() => seen.push("never"));
  expect(seen).toHaveLength(5);
});
