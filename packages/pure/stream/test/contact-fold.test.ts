/** What a contact has added, as it is kept: by the names of counters, which outlive their places. */
import { ANSWERED_WAIT, C, queueCell } from "@floorwalker/domain";
import { expect, test } from "vitest";
import { type ContactFold, foldOfRow, foldRow } from "../src/contact-fold.ts";

const CELL = queueCell("sales", "call");
const FOLD: ContactFold = {
  contributions: [
    {
      cell: CELL,
      entries: [1_000, C.offered, 1, 2_000, C.answered, 1, 2_000, ANSWERED_WAIT, 1_000, 3_000, C.offered, 1],
    },
  ],
  waiting: [{ cell: CELL, since: 3_000, pastThreshold: true }],
  handling: [CELL],
  busy: [{ agent: "ann", kind: "onContact", queue: "sales", source: "/s", from: 2_000, to: null }],
  unfinished: true,
  goesOn: true,
  nextAt: 9_000,
  changedAt: null,
  impossible: 2,
};

test("comes back as it was", () => {
  expect(foldOfRow(JSON.parse(JSON.stringify(foldRow(FOLD))))).toEqual(FOLD);
});

test("names each counter once, and none by its place", () => {
  expect(foldRow(FOLD)[0]).toEqual(["offered", "answered", "+1"]);
});

test("is an error where a counter is not known any more: nothing could take it back", () => {
  const [, ...rest] = foldRow(FOLD);
  expect(() => foldOfRow([["offered", "gone", "+1"], ...rest])).toThrow(/no such counter: gone/);
});
